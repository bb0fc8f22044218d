"""Making a plan of imported tasks from what their file said of each other: replaces, blocks, see also."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from collab.activity.journal import Entry, record, record_many
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import require
from collab.matters.models import Kind, Link, LinkKind
from collab.org.models import Department
from collab.org.policies import can_manage

from ..events import DEPENDENCY_ADDED
from ..models import Dependency, LagUnit, LinkType, Plan, PlanItem, Task
from ..plans.events import PLAN_IMPORTED
from ..scheduling import Key, order_of, path_between
from .dependencies import take_turn
from .plans import create_plan

FILE_SAYS = (LinkKind.LED_TO, LinkKind.BLOCKS, LinkKind.RELATES)
Edge = tuple[int, int, str]


@dataclass
class ImportedPlan:
    """What was made; `circles` are ways round that one more dependency would have closed, `taken` is in other plans."""

    plan: Plan
    tasks: int = 0
    dependencies: int = 0
    circles: list[list[str]] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)


@transaction.atomic
def plan_imported_tasks(
    *, actor: Actor, title: str, department: Department, starts_on: date, ends_on: date
) -> ImportedPlan:
    """A draft plan of all imported tasks that are linked, in an order that follows the links.

    What replaces or is blocked begins when the other has ended; what says “see also” begins no earlier than the
    other. A link that would close a circle is left out and reported.
    """
    require(can_manage(actor))
    take_turn()
    plan = create_plan(actor=actor, title=title, department=department, starts_on=starts_on, ends_on=ends_on)
    made = ImportedPlan(plan)
    edges = _edges()
    tasks = Task.objects.in_bulk({pk for before, after, _kind in edges for pk in (before, after)})
    planned = set(PlanItem.objects.filter(task__in=tasks).values_list("task_id", flat=True))
    made.taken = sorted(tasks[pk].number for pk in planned)
    kept = _without_circles(edges, tasks, made)
    _store_items(made, [pk for pk in tasks if pk not in planned], kept)
    _store_dependencies(made, kept, tasks, actor)
    record(
        PLAN_IMPORTED,
        matter=made.plan,
        actor=actor,
        tasks=made.tasks,
        dependencies=made.dependencies,
        circles=len(made.circles),
    )
    return made


def _edges() -> list[Edge]:
    """(before, after, kind) of every link between imported tasks; the stronger kind first, a pair once each way."""
    imported = {"kind": Kind.TASK, "external_key__isnull": False}
    ends = {f"{end}__{name}": value for end in ("source", "target") for name, value in imported.items()}
    links = list(Link.objects.filter(kind__in=FILE_SAYS, **ends).order_by("pk"))
    links.sort(key=lambda link: FILE_SAYS.index(LinkKind(link.kind)))
    found: dict[tuple[int, int], str] = {}
    for link in links:
        if link.kind == LinkKind.RELATES:
            found.setdefault((link.target_id, link.source_id), LinkType.START_START)
        else:
            found.setdefault((link.source_id, link.target_id), LinkType.FINISH_START)
    return [(before, after, kind) for (before, after), kind in found.items()]


def _without_circles(edges: Iterable[Edge], tasks: dict[int, Task], made: ImportedPlan) -> list[Edge]:
    """The edges that can stand together with all dependencies there are; the others are reported."""
    after: dict[Key, list[int]] = {}
    for before, following in Dependency.objects.values_list("predecessor_id", "successor_id"):
        after.setdefault(before, []).append(following)
    kept = []
    for before, following, kind in edges:
        round_trip = path_between(following, before, after)
        if round_trip:
            names = [tasks[pk].number if pk in tasks else "—" for pk in round_trip]  # type: ignore[index]
            made.circles.append([names[-1], *names])
            continue
        after.setdefault(before, []).append(following)
        kept.append((before, following, kind))
    return kept


def _store_items(made: ImportedPlan, ids: list[int], edges: list[Edge]) -> None:
    after: dict[Key, list[int]] = {pk: [] for pk in ids}
    for before, following, _kind in edges:
        if before in after and following in after:
            after[before].append(following)
    order = order_of(ids, after)
    PlanItem.objects.bulk_create(
        PlanItem(plan=made.plan, task_id=pk, position=number)  # type: ignore[misc]
        for number, pk in enumerate(order, start=1)
    )
    made.tasks = len(order)


def _store_dependencies(made: ImportedPlan, edges: list[Edge], tasks: dict[int, Task], actor: Actor) -> None:
    held = set(Dependency.objects.values_list("predecessor_id", "successor_id", "kind"))
    fresh = [edge for edge in edges if edge not in held]
    Dependency.objects.bulk_create(
        Dependency(
            predecessor_id=before,
            successor_id=after,
            kind=kind,
            created_by=actor.person,
            created_at=clock.now(),
        )
        for before, after, kind in fresh
    )
    record_many(
        [
            Entry(
                DEPENDENCY_ADDED,
                actor,
                tasks[after],
                facts={"other": tasks[before].number, "kind": str(kind), "lag": 0, "unit": str(LagUnit.DAYS)},
            )
            for before, after, kind in fresh
        ]
    )
    made.dependencies = len(fresh)
