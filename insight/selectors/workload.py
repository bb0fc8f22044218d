"""Who has how much to do in which week: estimates spread over working time, against what a week can hold."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from collab.common import clock
from collab.matters.models import Party, PartyRole
from collab.org.models import Absence, Department, Membership, Person
from collab.org.selectors import calendar_of, calendars_for
from collab.org.standing import standing_of
from collab.org.worktime import Calendar
from tasks.load import capacity, monday_of, spread
from tasks.models import Task
from tasks.states import ACTIVE

WORKING = ("issued", "return_requested", *ACTIVE)
MOST_WEEKS = 12
LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)
TOLERANCE = 1.0
NEEDED = (
    "pk",
    "owner_id",
    "department_id",
    "start_at",
    "issued_at",
    "due_at",
    "estimate_minutes",
    "percent",
)


@dataclass
class Load:
    """One person's weeks: minutes of work and minutes available; what has no estimate or no date stands apart."""

    person: Person
    departments: list[int]
    weeks: dict[date, float] = field(default_factory=dict)
    capacity: dict[date, float] = field(default_factory=dict)
    tasks: dict[date, dict[int, float]] = field(default_factory=dict)
    unestimated: list[int] = field(default_factory=list)
    undated: list[int] = field(default_factory=list)

    def is_over(self, monday: date) -> bool:
        return self.weeks.get(monday, 0) > self.capacity[monday] + TOLERANCE


def people_of(reader, department: Department | None) -> QuerySet:
    """Whose work this reader looks at: everyone's, their own tree's, or their own."""
    standing = standing_of(reader)
    rows = Person.objects.visible_to(reader).active()
    if not standing.is_coordinator:
        own = rows.filter(pk=reader.pk)
        managed = rows.filter(memberships__department__in=standing.manages)
        rows = (own | managed) if standing.manages else own
    if department is not None:
        rows = rows.filter(memberships__department__path__startswith=department.path)
    return rows.distinct().order_by("name", "pk")


def weeks_ahead(count: int) -> list[date]:
    """The Mondays of this week and the following ones."""
    today = clock.now().astimezone(ZoneInfo(calendar_of(None).zone)).date()
    return [monday_of(today) + timedelta(days=7 * n) for n in range(count)]


def loads(reader, people: Iterable[Person], mondays: list[date]) -> list[Load]:
    """Each person's load; a task is shared evenly by those responsible, and only what the reader sees counts."""
    held = {person.pk: Load(person, []) for person in people}
    for pk, place in (
        Membership.objects.filter(person__in=held).order_by("pk").values_list("person_id", "department_id")
    ):
        held[pk].departments.append(place)
    tasks, shared = _work(reader, held)
    calendars = calendars_for({place for load in held.values() for place in load.departments})
    known = {pk: _calendar(load, calendars) for pk, load in held.items()}
    now = clock.now()
    for task in tasks:
        sharers = shared[task["pk"]]
        for pk in sharers:
            if pk in held:
                _lay(held[pk], task, len(sharers), known[pk], now)
    absences = _absences(held)
    for pk, load in held.items():
        gone = [*absences.get(pk, []), (LONG_AGO, now)]
        load.capacity = {monday: capacity(known[pk], gone, monday) for monday in mondays}
    return list(held.values())


def _calendar(load: Load, calendars: dict[int, Calendar]) -> Calendar:
    return calendars[load.departments[0]] if load.departments else calendar_of(None)


def _work(reader, held: dict[int, Load]) -> tuple[list[dict[str, Any]], dict[int, list[int]]]:
    """Open work with those who share it: the people named responsible, else the owner."""
    rows = Task.objects.visible_to(reader).filter(status__in=WORKING)
    named = Party.objects.filter(
        role=PartyRole.RESPONSIBLE, person__isnull=False, matter__in=rows.values("pk")
    )
    shared: dict[int, list[int]] = {}
    for matter_id, person_id in named.order_by("pk").values_list("matter_id", "person_id"):
        shared.setdefault(matter_id, []).append(person_id)
    tasks = [task for task in rows.values(*NEEDED) if shared.get(task["pk"]) or task["owner_id"] in held]
    for task in tasks:
        shared.setdefault(task["pk"], [task["owner_id"]])
    return tasks, shared


def _lay(load: Load, task: dict[str, Any], sharers: int, calendar: Calendar, now: datetime) -> None:
    """What is left of a task, from its planned start (or now) to its due date; overdue work waits at the next
    working hour."""
    if not task["estimate_minutes"]:
        load.unestimated.append(task["pk"])
        return
    if task["due_at"] is None:
        load.undated.append(task["pk"])
        return
    left = task["estimate_minutes"] * (100 - min(task["percent"], 100)) / 100 / sharers
    start = max(task["start_at"] or task["issued_at"] or now, calendar.add(now, 0))
    for monday, minutes in spread(start, max(task["due_at"], start), left, calendar).items():
        load.weeks[monday] = load.weeks.get(monday, 0) + minutes
        load.tasks.setdefault(monday, {})[task["pk"]] = minutes


def _absences(held: dict[int, Load]) -> dict[int, list[tuple[datetime, datetime]]]:
    rows = Absence.objects.filter(person__in=held, cancelled_at=None, ends_at__gt=clock.now())
    found: dict[int, list[tuple[datetime, datetime]]] = {}
    for pk, start, end in rows.values_list("person_id", "starts_at", "ends_at"):
        found.setdefault(pk, []).append((start, end))
    return found


@dataclass
class Group:
    """A department's weeks: the sum over its people, each counted where they belong first."""

    department: Department
    weeks: dict[date, float]
    capacity: dict[date, float]
    people: int
    over: int
    unestimated: int


def by_department(found: list[Load], mondays: list[date]) -> list[Group]:
    """The same by department, the fullest first."""
    held: dict[int, list[Load]] = {}
    for load in found:
        if load.departments:
            held.setdefault(load.departments[0], []).append(load)
    places = Department.objects.in_bulk(held)
    groups = [_group(places[pk], members, mondays) for pk, members in held.items()]
    return sorted(groups, key=lambda group: (-group.over, group.department.display_name))


def _group(department: Department, members: list[Load], mondays: list[date]) -> Group:
    return Group(
        department,
        {monday: sum(load.weeks.get(monday, 0) for load in members) for monday in mondays},
        {monday: sum(load.capacity[monday] for load in members) for monday in mondays},
        len(members),
        sum(any(load.is_over(monday) for monday in mondays) for load in members),
        len({pk for load in members for pk in load.unestimated}),
    )
