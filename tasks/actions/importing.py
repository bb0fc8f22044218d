"""Taking tasks over from files: many rows in a handful of statements, under the rules that hold for every task."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from collab.activity.journal import Entry, record_many
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Invalid, require
from collab.common.imported import Became, Outcome
from collab.deadlines import actions as deadlines
from collab.matters import search
from collab.matters.actions.spine import clean_words, next_serial
from collab.matters.events import LINKED
from collab.matters.models import Kind, Light, Link, Matter, Party, PartyRole, Priority, Visibility
from collab.matters.policies import forget_parties
from collab.matters.words import iso
from collab.org.policies import can_manage

from .. import policies
from ..events import TASK_IMPORTED
from ..models import CoPart, Source, Task

PEOPLE = (PartyRole.RESPONSIBLE, PartyRole.CONSULTED, PartyRole.SUPERVISOR)
WORKED_ON = frozenset({"accepted", "in_progress", "blocked", "sent_back"})
WORDS = ("title", "body", "completion_standard", "priority", "source", "visibility")


@dataclass
class TaskRow:
    """A task as a file states it. `people` maps party roles to person ids, the first responsible one is the owner."""

    key: str
    line: int
    title: str
    department_id: int
    state: str = "draft"
    body: str = ""
    completion_standard: str = ""
    co_ids: list[int] = field(default_factory=list)
    people: dict[str, list[int]] = field(default_factory=dict)
    due_at: datetime | None = None
    created_at: datetime | None = None
    ended_at: datetime | None = None
    priority: int = Priority.NORMAL
    source: str = Source.SELF
    visibility: str = Visibility.DEPARTMENTS
    facts: dict[str, str] = field(default_factory=dict)

    def stated(self) -> dict[str, Any]:
        """What the file says, as it is kept to tell the file's changes from our own."""
        people = {role: self.people.get(role, []) for role in PEOPLE}
        words = {name: getattr(self, name) for name in WORDS}
        places = {"department": self.department_id, "co": self.co_ids}
        return words | people | places | {"state": self.state, "due": iso(self.due_at)}


@transaction.atomic
def import_tasks(rows: Sequence[TaskRow], *, actor: Actor, file: str, write: bool = True) -> list[Outcome]:
    """Create or change tasks by their external key. What was changed here since the last import stays."""
    require(can_manage(actor))
    known = {
        task.external_key: task
        for task in Task.objects.select_for_update(of=("self", "matter_ptr")).filter(
            kind=Kind.TASK, external_key__in=[row.key for row in rows]
        )
    }
    outcomes: list[Outcome] = []
    fresh: list[tuple[TaskRow, Task]] = []
    changed: list[tuple[TaskRow, Task]] = []
    for row in rows:
        try:
            row.title, row.body = clean_words(row.title, row.body)
        except Invalid as refusal:
            outcomes.append(Outcome(Became.FAILED, errors=refusal.errors))
            continue
        task = known.get(row.key)
        if task is None:
            fresh.append((row, _new_task(row, actor)))
            outcomes.append(Outcome(Became.CREATED))
        else:
            outcome = _change(row, task, actor, write)
            if outcome.became == Became.UPDATED:
                changed.append((row, task))
            outcomes.append(outcome)
    if write:
        _store(fresh)
        _note([*fresh, *changed], actor, file)
    ids = {row.key: task.pk for row, task in fresh if task.pk} | {key: task.pk for key, task in known.items()}
    for row, outcome in zip(rows, outcomes, strict=True):
        outcome.pk = None if outcome.became == Became.FAILED else ids.get(row.key)
    return outcomes


@transaction.atomic
def link_imported(links: Iterable[tuple[int, int, str]], *, actor: Actor) -> int:
    """Link tasks that a file says belong together, (source, target, kind); answers how many links are new."""
    require(can_manage(actor))
    wanted = dict.fromkeys(link for link in links if link[0] != link[1])
    ends = {pk for source, target, _kind in wanted for pk in (source, target)}
    held = set(Link.objects.filter(source__in=ends).values_list("source_id", "target_id", "kind"))
    missing = [link for link in wanted if link not in held]
    matters = Matter.objects.in_bulk(ends)
    Link.objects.bulk_create(
        Link(source_id=s, target_id=t, kind=kind, created_by=actor.person, created_at=clock.now())
        for s, t, kind in missing
    )
    record_many(
        [
            Entry(LINKED, actor, matters[s], facts={"kind": kind, "other": matters[t].number})
            for s, t, kind in missing
        ]
    )
    return len(missing)


def _new_task(row: TaskRow, actor: Actor) -> Task:
    now = clock.now()
    created = row.created_at or now
    owners = row.people.get(PartyRole.RESPONSIBLE, [])
    is_open = Task.machine.is_open(row.state)
    task = Task(
        kind=Kind.TASK,
        external_key=row.key,
        department_id=row.department_id,
        owner_id=owners[0] if owners else None,
        created_by=actor.person,
        due_at=row.due_at,
        original_due_at=row.due_at,
        created_at=created,
        updated_at=now,
        issued_at=None if row.state == "draft" else created,
        extra={"imported": row.stated(), "facts": row.facts},
        **{name: getattr(row, name) for name in WORDS},
    )
    _enter(task, row.state, row.ended_at)
    task.light = Light.GREEN if is_open and row.state != "draft" and _ahead(row) else Light.NONE
    return task


def _enter(task: Task, state: str, ended_at: datetime | None) -> None:
    """Put the task into the state the file states, without the steps in between."""
    task.status, task.is_open = state, Task.machine.is_open(state)
    task.is_blocked = state == "blocked"
    task.suspended_from = "in_progress" if state == "suspended" else ""
    task.closed_at = None if task.is_open else ended_at or clock.now()
    if state in ("completed", "closed"):
        task.percent = 100


def _ahead(row: TaskRow) -> bool:
    return row.due_at is not None and row.due_at > clock.now()


def _store(fresh: list[tuple[TaskRow, Task]]) -> None:
    """New tasks with numbers, parties, search entries and clocks."""
    if not fresh:
        return
    tasks = [task for _row, task in fresh]
    last = next_serial(Kind.TASK, len(tasks))
    spine = [f.attname for f in Matter._meta.local_concrete_fields if f.attname != "id"]
    for offset, task in enumerate(reversed(tasks)):
        task.serial = last - offset
    matters = Matter.objects.bulk_create(
        [Matter(**{name: getattr(task, name) for name in spine}) for task in tasks], batch_size=200
    )
    for task, matter in zip(tasks, matters, strict=True):
        task.pk = task.id = task.matter_ptr_id = matter.pk
        task.save_base(raw=True, force_insert=True)
    Party.objects.bulk_create([party for row, task in fresh for party in _parties(row, task)], batch_size=500)
    _lay_out_parts(tasks)
    search.index_texts([(task.pk, f"{task.number} {task.title} {task.body}") for task in tasks])
    for row, task in fresh:
        _start_clocks(row, task)


def _lay_out_parts(tasks: Sequence[Task]) -> None:
    """Co-departments have a part each; of work that is finished, their parts are too."""
    states = {task.pk: "open" if task.is_open else "accepted" for task in tasks}
    rows = Party.objects.filter(matter_id__in=states, role=PartyRole.CO, co_part=None).order_by("pk")
    CoPart.objects.bulk_create(
        [CoPart(task_id=row.matter_id, party=row, status=states[row.matter_id]) for row in rows],
        batch_size=500,
    )


def _parties(row: TaskRow, task: Task) -> list[Party]:
    """Work that is under way elsewhere counts as signed for."""
    signed = clock.now() if row.state not in ("draft", "issued") else None
    places = [(PartyRole.LEAD, row.department_id), *((PartyRole.CO, pk) for pk in row.co_ids)]
    rows = [Party(matter_id=task.pk, role=role, department_id=pk, signed_at=signed) for role, pk in places]
    for role in PEOPLE:
        at = signed if role == PartyRole.RESPONSIBLE else None
        rows += [
            Party(matter_id=task.pk, role=role, person_id=pk, signed_at=at) for pk in row.people.get(role, [])
        ]
    return rows


def _start_clocks(row: TaskRow, task: Task) -> None:
    """Clocks run only for open work that is due in the time to come."""
    if not _ahead(row) or task.status not in WORKED_ON | {"issued"}:
        return
    sign = policies.unsigned(task) if task.status == "issued" else ()
    deadlines.start_clocks(task, sign=sign, due_at=row.due_at, report_every_days=task.report_every_days)
    Matter.objects.filter(pk=task.pk).update(light=task.light)


def _change(row: TaskRow, task: Task, actor: Actor, write: bool) -> Outcome:
    """Take over what the file changed since it was last read, unless it was changed here as well."""
    before, now = task.extra.get("imported") or {}, row.stated()
    differs = [name for name, value in now.items() if before.get(name) != value]
    if not differs and task.extra.get("facts") == row.facts:
        return Outcome(Became.UNCHANGED, task.pk)
    task.remember()
    kept = [name for name in differs if not _take_over(name, row, task, before)]
    if "state" in differs and "state" not in kept:
        _enter(task, row.state, row.ended_at)
    task.extra = task.extra | {"imported": now, "facts": row.facts}
    if write:
        _rewrite(row, task, actor, differs, before)
    return Outcome(Became.UPDATED, task.pk, kept=kept)


def _take_over(name: str, row: TaskRow, task: Task, before: dict[str, Any]) -> bool:
    """Whether the file's new value may replace ours; words and the like are replaced at once."""
    if name in WORDS:
        ours = getattr(task, name)
        if ours not in (before.get(name), getattr(row, name)):
            return False
        setattr(task, name, getattr(row, name))
    elif name == "state":
        return task.status in (before.get("state"), row.state)
    elif name == "due":
        if task.due_at is not None and task.due_at != row.due_at:
            return False
        task.due_at = row.due_at
        task.original_due_at = task.original_due_at or row.due_at
    elif name == "department":
        if task.department_id not in (before.get("department"), row.department_id):
            return False
        task.department_id = row.department_id
    elif name == PartyRole.RESPONSIBLE and task.owner_id in (None, *before.get(name, [])):
        task.owner_id = next(iter(row.people.get(name, [])), None)
    return True


def _rewrite(row: TaskRow, task: Task, actor: Actor, differs: list[str], before: dict[str, Any]) -> None:
    wanted = {PartyRole.LEAD: ([task.department_id], "department"), PartyRole.CO: (row.co_ids, "co")}
    for role, (ids, name) in wanted.items():
        if name in differs:
            stated = before.get(name) or []
            gone = stated if isinstance(stated, list) else [stated]
            _settle_parties(task, actor, role, "department_id", ids, gone)
    for role in PEOPLE:
        if role in differs:
            _settle_parties(task, actor, role, "person_id", row.people.get(role, []), before.get(role, []))
    _lay_out_parts([task])
    if not task.is_open:
        CoPart.objects.filter(task=task).open().update(status="accepted")
        deadlines.cancel(task, actor=actor)
    elif "due" in differs and not task.deadlines.exists():
        _start_clocks(row, task)
    task.save_changes()
    search.index(task)


def _settle_parties(
    task: Task, actor: Actor, role: str, column: str, ids: list[int], stated: list[int]
) -> None:
    """Remove whom only the file had named, add whom it names now; parties added here stay."""
    rows = Party.objects.filter(matter_id=task.pk, role=role)
    gone = rows.filter(**{f"{column}__in": set(stated) - set(ids)})
    for party in gone:
        deadlines.cancel(task, actor=actor, party=party)
    gone.delete()
    held = set(rows.values_list(column, flat=True))
    signed = clock.now() if task.status not in ("draft", "issued") else None
    Party.objects.bulk_create(
        Party(matter_id=task.pk, role=role, signed_at=signed, **{column: pk}) for pk in ids if pk not in held
    )
    forget_parties(task)


def _note(stored: list[tuple[TaskRow, Task]], actor: Actor, file: str) -> None:
    facts = [{"file": file, "line": row.line, "state": task.status} for row, task in stored]
    record_many(
        [
            Entry(TASK_IMPORTED, actor, task, facts=fact)
            for (_row, task), fact in zip(stored, facts, strict=True)
        ]
    )
