"""Counts a period for a circular: each figure is the list of the records it was counted from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from collab.activity.models import Activity
from collab.common import clock
from collab.deadlines.models import Clock, Deadline, Extension, Firing, Rung, Target
from collab.matters.words import iso
from collab.org.models import Department
from collab.org.selectors import calendars_for
from tasks.models import Task

from ..models import Circular
from .periods import bounds

FIGURES = ("due", "done", "on_time", "overdue", "unsigned", "returned", "extended", "reworked", "named")
RANKED_FROM = 3
NOT_COUNTED = ("draft", "withdrawn", "merged")
DONE = ("completed", "closed")
INSTANT = timedelta(microseconds=1)
Held = dict[int, dict[str, list[int]]]


@dataclass(frozen=True)
class Span:
    """From `start` up to `end`, or to now where the period is not over; naming goes on after `since`."""

    start: datetime
    end: datetime
    since: datetime


def span_of(first: date, last: date, scope_id: int | None) -> Span:
    """The period in instants. What the ladder named after the last circular was taken belongs to this one."""
    start, end = bounds(first, last)
    last_issued = (
        Circular.objects.issued().filter(scope=scope_id, taken_at__lt=end).order_by("-taken_at").first()
    )
    since = min(start - INSTANT, last_issued.taken_at) if last_issued else start - INSTANT
    return Span(start, min(end, clock.now()), since)


def count_period(person, first: date, last: date, scope: Department | None) -> dict[str, Any]:
    """The figures of every department that has any, ranked, and the overdue items; only what `person` may read."""
    span = span_of(first, last, scope.pk if scope else None)
    tasks = Task.objects.visible_to(person).filter(is_light=False).exclude(status__in=NOT_COUNTED)
    if scope is not None:
        tasks = tasks.filter(department__path__startswith=scope.path)
    held: Held = {}
    overdue = overdue_at(tasks, span.end)
    due = tasks.filter(original_due_at__gte=span.start, original_due_at__lt=span.end)
    done = due.filter(status__in=DONE, closed_at__lt=span.end)
    _put(held, "due", due.values_list("department_id", "pk"))
    _put(held, "done", done.values_list("department_id", "pk"))
    on_time = done.filter(submitted_at__lte=F("original_due_at"))
    _put(held, "on_time", on_time.values_list("department_id", "pk"))
    _put(held, "overdue", overdue.values_list("department_id", "pk"))
    _put(held, "unsigned", _unsigned(tasks, span))
    _put(held, "returned", _happened("task.return_requested", tasks, span))
    _put(held, "reworked", _happened("task.sent_back", tasks, span))
    _put(held, "extended", _extended(tasks, span))
    _put(held, "named", _named(tasks, span))
    return {
        "departments": _ranked(_lines(held)),
        "items": _items(overdue, span.end),
        "until": iso(span.end),
    }


def _put(held: Held, figure: str, pairs: Iterable[tuple[int, int]]) -> None:
    for department_id, pk in sorted(set(pairs)):
        line = held.setdefault(department_id, {name: [] for name in FIGURES})
        line[figure].append(pk)


def overdue_at(tasks: QuerySet, at: datetime) -> QuerySet:
    """Past the current due date and not handed in by it; what is suspended has no clock."""
    late = tasks.filter(due_at__lt=at).filter(Q(is_open=True) | Q(closed_at__gte=at))
    handed_in = Q(status__in=("submitted", "verification"), submitted_at__lte=F("due_at"))
    return late.exclude(status="suspended").exclude(handed_in)


def _unsigned(tasks: QuerySet, span: Span) -> Iterable[tuple[int, int]]:
    """Receipts that were missed and still open at the end; a co-department answers for its own."""
    still = Q(state="running") | Q(settled_at__gte=span.end)
    rows = Deadline.objects.filter(still, clock=Clock.RECEIPT, due_at__lt=span.end, matter__in=tasks)
    for own, lead, pk in rows.values_list("party__department_id", "matter__department_id", "matter_id"):
        yield own or lead, pk


def _happened(event: str, tasks: QuerySet, span: Span) -> QuerySet:
    rows = Activity.objects.filter(event=event, at__gte=span.start, at__lt=span.end, matter__in=tasks)
    return rows.order_by().values_list("matter__department_id", "matter_id")


def _extended(tasks: QuerySet, span: Span) -> QuerySet:
    rows = Extension.objects.filter(state=Extension.State.APPROVED, matter__in=tasks)
    rows = rows.filter(decided_at__gte=span.start, decided_at__lt=span.end)
    return rows.order_by().values_list("matter__department_id", "matter_id")


def _named(tasks: QuerySet, span: Span) -> QuerySet:
    """What the last rung of the ladder handed to the circular, since the last one was taken."""
    rungs = [row.pk for row in Rung.objects.all() if Target.CIRCULAR in row.targets]
    rows = Firing.objects.filter(rung__in=rungs, fired_at__gt=span.since, planned_at__lt=span.end)
    rows = rows.filter(deadline__matter__in=tasks).order_by()
    return rows.values_list("deadline__matter__department_id", "deadline__matter_id")


def _lines(held: Held) -> list[dict[str, Any]]:
    names = {row.pk: row for row in Department.objects.filter(pk__in=held)}
    return [
        {"id": pk, "name": names[pk].name, "name_zh": names[pk].name_zh, "figures": figures, "rank": None}
        for pk, figures in held.items()
    ]


def _ranked(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By on-time rate, then completion rate; equals share a place, and too small a denominator has none."""
    scores = sorted((_score(line) for line in lines if _is_ranked(line)), reverse=True)
    for line in lines:
        line["rank"] = scores.index(_score(line)) + 1 if _is_ranked(line) else None
    return sorted(lines, key=lambda line: (line["rank"] or len(lines) + 1, line["name"]))


def _is_ranked(line: dict[str, Any]) -> bool:
    return len(line["figures"]["due"]) >= RANKED_FROM


def _score(line: dict[str, Any]) -> tuple[float, float]:
    figures, due = line["figures"], len(line["figures"]["due"])
    return len(figures["on_time"]) / due, len(figures["done"]) / due


def _items(overdue: QuerySet, until: datetime) -> list[dict[str, Any]]:
    """The overdue items, longest first, with how long in working days."""
    rows = list(overdue.select_related("department", "owner").order_by("due_at", "pk"))
    calendars = calendars_for({row.department_id for row in rows})
    found = []
    for row in rows:
        calendar = calendars[row.department_id]
        minutes = calendar.distance(row.due_at, until)
        found.append(
            {
                "id": row.pk,
                "number": row.number,
                "title": row.title,
                "department": row.department_id,
                "department_name": row.department.name,
                "department_name_zh": row.department.name_zh,
                "owner": str(row.owner) if row.owner else "",
                "due": iso(row.due_at),
                "original_due": iso(row.original_due_at),
                "days_late": minutes // calendar.day_minutes if calendar.day_minutes else 0,
            }
        )
    return found
