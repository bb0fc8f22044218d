"""What a meeting's records say for its minutes: who was there, and what was resolved with whom and by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import pgettext_lazy

from collab.matters.models import Kind, Link, LinkKind, Visibility
from collab.matters.querysets import MatterQuerySet
from collab.org.names import name_fact
from tasks.models import Task

from ..models import AgendaItem, Attendance, Decision, Meeting, Presence

LINES = {
    "present": pgettext_lazy("minutes", "Present"),
    "non_voting": pgettext_lazy("minutes", "Present, non-voting"),
    "leave": pgettext_lazy("minutes", "On leave"),
    "absent": pgettext_lazy("minutes", "Absent"),
}
UNTOLD = ("proposed", "returned", "withdrawn")
DROPPED = ("withdrawn", "merged")
HELD = ("adopted", "carrying_out", "carried_out", "upheld", "under_review", "revised")


WIDTH = (Visibility.ORGANISATION, Visibility.DEPARTMENTS, Visibility.PARTIES)


def as_open_as(rows: MatterQuerySet, visibility: str) -> MatterQuerySet:
    """Those that are kept from nobody who may read a matter of this visibility."""
    return rows.filter(visibility__in=WIDTH[: WIDTH.index(Visibility(visibility)) + 1])


def agenda_told(meeting: Meeting, visibility: str) -> list[AgendaItem]:
    """The items of its agenda in order, as far as minutes of this visibility may tell them."""
    rows = AgendaItem.objects.filter(meeting_id=meeting.pk).exclude(status__in=UNTOLD)
    return list(as_open_as(rows, visibility).order_by("position", "pk"))


Named = str | dict[str, str]


def by_presence(rows: Iterable[Attendance]) -> dict[str, list[Named]]:
    """Names under present, non-voting, on leave and absent; whoever stood in is present, with whom they did it for."""
    found: dict[str, list[Named]] = {key: [] for key in LINES}
    for row in rows:
        key = Presence.PRESENT if row.presence == Presence.PROXY else row.presence
        found[key].append(_named(row))
    return found


def _named(row: Attendance) -> Named:
    name = str(row.person or row.name)
    if row.stands_in_for:
        return {"name": name, "absent": str(row.stands_in_for)}
    return f"{name} ({row.affiliation})" if row.affiliation else name


@dataclass(frozen=True)
class Resolved:
    """One resolved matter 议定事项: its number, what it says, the name of the unit responsible, when it is due."""

    number: str
    text: str
    unit: Any
    due_at: datetime | None


def resolved_of(meeting: Meeting, visibility: str) -> list[Resolved]:
    """What the meeting adopted, each followed by the tasks that carry it out; then tasks handed out beside.

    What is kept from some who may read minutes of this `visibility` is not among them.
    """
    adopted = as_open_as(Decision.objects.filter(meeting_id=meeting.pk, status__in=HELD), visibility)
    decisions = list(adopted.select_related("department").order_by("pk"))
    items = AgendaItem.objects.filter(meeting_id=meeting.pk).values_list("pk", flat=True)
    sources = [*(row.pk for row in decisions), *items, meeting.pk]
    links = Link.objects.filter(source__in=sources, kind=LinkKind.LED_TO, target__kind=Kind.TASK)
    led: dict[int, list[int]] = {}
    for source, target in links.order_by("pk").values_list("source_id", "target_id"):
        led.setdefault(source, []).append(target)
    wanted = {pk for held in led.values() for pk in held}
    tasks = as_open_as(Task.objects.filter(pk__in=wanted), visibility).exclude(status__in=DROPPED)
    known = {row.pk: row for row in tasks.select_related("department", "owner")}
    found: list[Resolved] = []
    told: set[int] = set()
    by_source = {row.pk: row for row in decisions}
    for source in sources:
        if decision := by_source.get(source):
            found.append(Resolved(decision.number, decision.title, name_fact(decision.department), None))
        fresh = [known[pk] for pk in led.get(source, []) if pk in known and pk not in told]
        told.update(task.pk for task in fresh)
        found += [_task(task) for task in fresh]
    return found


def _task(task: Task) -> Resolved:
    return Resolved(task.number, task.title, name_fact(task.department), task.due_at)
