"""What a follow-through report is counted from: meetings held, decisions taken, work they led to, who was there.

All of it is read in a fixed number of statements, whatever the number of meetings; only what the reader may see.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from collab.common import clock
from collab.matters.models import Kind, Link, LinkKind, Party
from collab.org.models import Membership
from collab.org.selectors import calendars_for
from meetings.models import Attendance, Decision, Meeting
from meetings.policies import INVITED, SCRIBES
from meetings.selectors.open_ends import decision_open_ends
from meetings.states import UNDECIDED
from tasks.models import Task

from ..circulars.counting import DONE, NOT_COUNTED, overdue_at
from ..circulars.periods import bounds
from .asking import Question

SEATED = (*SCRIBES, *INVITED)
HELD = ("minutes_due", "closed")
NOT_TAKEN = (*UNDECIDED, "deciding", "rejected")
AT_A_TIME = 5_000
Pairs = Iterable[tuple[int, int]]


@dataclass(frozen=True)
class Work:
    """A task: whether it is done, and that by the date agreed first, or late; how many working days it is open by now."""

    is_done: bool
    on_time: bool
    overdue: bool
    days_open: int | None


@dataclass(frozen=True)
class Taken:
    """A decision: whether work came of it, or nobody carries it out yet; `host` is its department."""

    pk: int
    host: int
    at: datetime
    has_task: bool
    is_open_end: bool


@dataclass(frozen=True)
class Home:
    """The department somebody joined first, None where none is known, and the paths of all they belong to."""

    department: int | None = None
    paths: str = ""

    def is_of(self, department: int | None) -> bool:
        """Whether they belong to this department or one below it."""
        return f"/{department}/" in self.paths


NOWHERE = Home()


@dataclass(frozen=True)
class Presence:
    """One line of an attendance: how they took part, from when to when; `home` is where they belong."""

    pk: int
    home: "Home"
    presence: str
    arrived_at: datetime | None
    left_at: datetime | None


@dataclass(frozen=True)
class Invitation:
    """A person or a department at the table."""

    pk: int
    person: int | None
    department: int | None


@dataclass
class Facts:
    """By id of the meeting; what was decided outside the meetings shown stands in `outside`."""

    meetings: dict[int, dict[str, Any]]
    decisions: dict[int, list[Taken]] = field(default_factory=dict)
    outside: list[Taken] = field(default_factory=list)
    led: dict[int, set[int]] = field(default_factory=dict)
    led_by_decision: dict[int, set[int]] = field(default_factory=dict)
    work: dict[int, Work] = field(default_factory=dict)
    presence: dict[int, list[Presence]] = field(default_factory=dict)
    invited: dict[int, list[Invitation]] = field(default_factory=dict)
    homes: dict[int, Home] = field(default_factory=dict)


MEETING = ("pk", "serial", "title", "starts_at", "ends_at", "started_at", "finished_at", "all_day")


def facts_of(question: Question) -> Facts:
    """Everything about the meetings of the period asked for and of the one before it."""
    rows = meetings_of(question).order_by("starts_at", "pk")
    facts = Facts({row["pk"]: row for row in rows.values(*MEETING, "department_id", "series_id")})
    _decisions(facts, question)
    _work(facts, question)
    _presence(facts)
    return facts


def span_of(question: Question) -> tuple[datetime, datetime]:
    """From the start of the former period to the end of the one asked for."""
    return bounds(question.former or question.first, question.last)


def meetings_of(question: Question) -> QuerySet:
    """Meetings held that the reader may see; cancelled ones and those to come are none."""
    rows: QuerySet = Meeting.objects.visible_to(question.reader).filter(status__in=HELD)
    if question.meeting is not None:
        return rows.filter(pk=question.meeting.pk)
    start, end = span_of(question)
    rows = rows.filter(starts_at__gte=start, starts_at__lt=end)
    if question.department is not None:
        rows = rows.filter(department__path__startswith=question.department.path)
    if question.series is not None:
        rows = rows.filter(series=question.series)
    return rows.filter(type=question.type) if question.type else rows


def _decisions(facts: Facts, question: Question) -> None:
    """Decisions in favour of something: what a meeting resolved stays counted, whatever became of it later."""
    taken = Decision.objects.visible_to(question.reader).filter(decided_at__isnull=False)
    found = [row for part in _parts(facts.meetings) for row in _fields(taken.filter(meeting__in=part))]
    if question.takes_all:
        start, end = span_of(question)
        seen = Meeting.objects.visible_to(question.reader).values("pk")
        apart = taken.filter(Q(meeting=None) | ~Q(meeting__in=seen))
        apart = apart.filter(decided_at__gte=start, decided_at__lt=end)
        if question.department is not None:
            apart = apart.filter(department__path__startswith=question.department.path)
        found += _fields(apart)
    ids = [row[0] for row in found]
    lacking = {pk for part in _parts(ids) for pk in decision_open_ends(part)}
    for source, target in _led(ids, "source_id"):
        facts.led_by_decision.setdefault(source, set()).add(target)
    for pk, meeting, host, at in found:
        one = Taken(pk, host, at, pk in facts.led_by_decision, pk in lacking)
        if meeting in facts.meetings:
            facts.decisions.setdefault(meeting, []).append(one)
        else:
            facts.outside.append(one)


def _fields(rows: QuerySet) -> QuerySet:
    kept = rows.exclude(status__in=NOT_TAKEN).order_by("pk")
    return kept.values_list("pk", "meeting_id", "department_id", "decided_at")


def _parts(ids: Iterable[int]) -> Iterator[list[int]]:
    """In portions that a statement can name; at least one, so that statements do not come and go with the rows."""
    rows = list(ids)
    for start in range(0, max(len(rows), 1), AT_A_TIME):
        yield rows[start : start + AT_A_TIME]


def _led(ids: Iterable[int], near: str, through: str = "source") -> Pairs:
    """What led to which task, from the matters with these ids or what hangs on them."""
    links = Link.objects.filter(kind=LinkKind.LED_TO, target__kind=Kind.TASK).order_by()
    for part in _parts(ids):
        yield from links.filter(**{f"{through}__in": part}).values_list(near, "target_id")


def _work(facts: Facts, question: Question) -> None:
    item = "source__as_agenda_item__meeting"
    for source, target in [*_led(facts.meetings, "source_id"), *_led(facts.meetings, f"{item}_id", item)]:
        facts.led.setdefault(source, set()).add(target)
    for meeting, rows in facts.decisions.items():
        for row in rows:
            facts.led.setdefault(meeting, set()).update(facts.led_by_decision.get(row.pk, ()))
    wanted = set().union(*facts.led.values(), *facts.led_by_decision.values())
    now = clock.now()
    for part in _parts(sorted(wanted)):
        tasks = Task.objects.visible_to(question.reader).filter(pk__in=part).exclude(status__in=NOT_COUNTED)
        late = set(overdue_at(tasks, now).values_list("pk", flat=True))
        facts.work |= _states(tasks, late, now)


def _states(tasks: QuerySet, late: set[int], now: datetime) -> dict[int, Work]:
    rows = tasks.values_list(
        "pk",
        "status",
        "department_id",
        "original_due_at",
        Coalesce("issued_at", "created_at"),
        Coalesce("submitted_at", "closed_at"),
    )
    found = list(rows)
    calendars = calendars_for({row[2] for row in found})
    states = {}
    for pk, status, department, due, issued, handed_in in found:
        done, calendar = status in DONE, calendars[department]
        minutes = calendar.distance(min(issued, now), now)
        states[pk] = Work(
            is_done=done,
            on_time=bool(done and due and handed_in and handed_in <= due),
            overdue=pk in late,
            days_open=None if done else minutes // (calendar.day_minutes or 1),
        )
    return states


def _presence(facts: Facts) -> None:
    """Who was invited, each once, and who came."""
    for part in _parts(facts.meetings):
        came = Attendance.objects.filter(meeting__in=part).order_by("pk")
        columns = ("meeting_id", "person_id", "pk", "presence", "arrived_at", "left_at")
        lines: list[tuple[Any, ...]] = list(came.values_list(*columns))
        asked = Party.objects.filter(matter__in=part, role__in=SEATED).order_by("pk")
        invited = list(asked.values_list("matter_id", "person_id", "department_id", "pk"))
        _homes(facts, sorted({row[1] for row in (*lines, *invited) if row[1]}))
        for meeting, person, pk, *rest in lines:
            one = Presence(pk, facts.homes.get(person or 0, NOWHERE), *rest)
            facts.presence.setdefault(meeting, []).append(one)
        once = {row[:3]: row for row in invited}
        for meeting, person, department, pk in once.values():
            facts.invited.setdefault(meeting, []).append(Invitation(pk, person, department))


def _homes(facts: Facts, people: list[int]) -> None:
    for part in _parts(people):
        rows = Membership.objects.filter(person__in=part).order_by("pk")
        for person, department, path in rows.values_list("person_id", "department_id", "department__path"):
            known = facts.homes.get(person, NOWHERE)
            facts.homes[person] = Home(known.department or department, known.paths + path)
