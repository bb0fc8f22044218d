"""Reads of what tasks wait for: both sides of a task, ways round, and networks to schedule."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from collab.matters.rows import Calendars, rows_of
from collab.org.worktime import Calendar, NoWorkingTime

from .models import Dependency, LagUnit, Plan, Task
from .scheduling import Key, Node, Tie, path_between

FEW_STEPS = 12
LONGEST_DAYS = 2600
FARTHEST = timedelta(days=366 * 30)


def way(start: int, end: int) -> list[int] | None:
    """A shortest way along dependencies from one task to another, read level by level."""
    after: dict[Key, list[int]] = {}
    level, seen = {start}, {start}
    while level and end not in seen:
        rows = Dependency.objects.filter(predecessor__in=level).values_list("predecessor_id", "successor_id")
        further: set[int] = set()
        for before, following in rows:
            after.setdefault(before, []).append(following)
            further.add(following)
        level = further - seen
        seen |= further
    return path_between(start, end, after)  # type: ignore[return-value]


def named_way(path: Iterable[int], person) -> str:
    """T-12 → T-15 → T-12; what the reader may not see is a dash, a long way is cut in the middle."""
    ids = list(path)
    seen = Task.objects.visible_to(person) if person is not None else Task.objects.all()
    numbers = {row.pk: row.number for row in seen.filter(pk__in=ids).only("kind", "serial")}
    names = [numbers.get(pk, "—") for pk in ids]
    if len(names) > FEW_STEPS:
        half = FEW_STEPS // 2
        names = [*names[:half], "…", *names[-half:]]
    return " → ".join(names)


def sides_of(task: Task, person) -> dict[str, list[dict[str, Any]]]:
    """What a task depends on and what it holds up, with neutral placeholders for what is out of sight."""
    both = Dependency.objects.filter(Q(successor=task) | Q(predecessor=task))
    before = [row for row in both if row.successor_id == task.pk]
    after = [row for row in both if row.predecessor_id == task.pk]
    ids = [row.predecessor_id for row in before] + [row.successor_id for row in after]
    seen = Task.objects.visible_to(person).with_card().filter(pk__in=ids) if ids else ()
    rows = {row["id"]: row for row in rows_of(seen)} if ids else {}
    return {
        "depends_on": [_line(row, rows.get(row.predecessor_id)) for row in before],
        "holds_up": [_line(row, rows.get(row.successor_id)) for row in after],
    }


def plan_of(task: Task, person) -> Plan | None:
    """The plan a task is in, where the reader sees it."""
    return Plan.objects.visible_to(person).filter(items__task=task).first()


def _line(dependency: Dependency, row: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "pk": dependency.pk,
        "kind": dependency.get_kind_display(),
        "lag": dependency.lag_words,
        "row": row,
    }


def node_of(task: Task, calendars: Calendars) -> Node:
    """A task for scheduling: its agreed dates, else its estimate, else one working day; finished work stands still."""
    calendar = calendars.of(task.department)
    day = calendar.day_minutes or 480
    end = task.closed_at if not task.is_open and task.closed_at else task.due_at
    minutes = 0 if task.is_milestone else min(task.estimate_minutes or day, day * LONGEST_DAYS)
    start = task.start_at
    if end is None:
        return Node(task.pk, calendar, minutes, start, not task.is_open)
    if start is None or not timedelta() <= end - start <= FARTHEST:
        start = _before(end, minutes, calendar)
    if not task.is_milestone:
        minutes = max(calendar.distance(start, end), 1)
    return Node(task.pk, calendar, minutes, start, not task.is_open)


def _before(end: datetime, minutes: int, calendar: Calendar) -> datetime:
    """So many working minutes before an instant; the instant itself where the calendar has no such time."""
    try:
        return calendar.add(end, -minutes) if minutes else end
    except NoWorkingTime:
        return end


def ties_of(dependencies: Iterable[Dependency], nodes: Iterable[Node]) -> list[Tie]:
    """Dependencies for scheduling; a lag in days is that many ordinary days of the successor's calendar."""
    days = {node.key: node.calendar.day_minutes for node in nodes}
    return [
        Tie(
            row.predecessor_id,
            row.successor_id,
            row.kind,
            row.lag * (days[row.successor_id] if row.lag_unit == LagUnit.DAYS else 1),
        )
        for row in dependencies
        if row.predecessor_id in days and row.successor_id in days
    ]
