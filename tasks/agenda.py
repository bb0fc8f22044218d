"""What stands on each day of a calendar: what is due then, and what is being worked on; bounded however much there is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber, TruncDate
from django.utils import timezone

from collab.org.worktime import Calendar

MOST_RUNNING = 200
RUNNING_PER_DAY = 5
ONE = timedelta(days=1)


@dataclass
class Day:
    """One day: `due` holds the first of `count` tasks due on it, `running` some that began and are due later."""

    on: date
    is_workday: bool
    is_holiday: bool
    is_makeup: bool
    due: list[Any] = field(default_factory=list)
    count: int = 0
    running: list[Any] = field(default_factory=list)
    more_running: int = 0


def days_between(rows: QuerySet, first: date, last: date, calendar: Calendar, per_day: int) -> list[Day]:
    """The days from `first` to `last` in the active zone, with at most `per_day` tasks due on each."""
    days = {
        day: Day(day, calendar.is_workday(day), day in calendar.holidays, day in calendar.workdays)
        for day in _dates(first, last)
    }
    start, end = _midnight(first), _midnight(last + ONE)
    due = rows.filter(due_at__gte=start, due_at__lt=end).annotate(due_day=TruncDate("due_at"))
    for day, count in due.order_by().values_list("due_day").annotate(n=Count("pk")):
        days[day].count = count
    order = [F("priority").desc(), F("due_at").asc(), F("pk").asc()]
    place = Window(RowNumber(), partition_by=[F("due_day")], order_by=order)
    shown = due.select_related("department", "owner").annotate(place=place).filter(place__lte=per_day)
    for task in shown.order_by("due_day", "place"):
        days[task.due_day].due.append(task)
    _run(days, rows.filter(start_at__lt=end, due_at__gte=start + ONE), first, last)
    return list(days.values())


def _run(days: dict[date, Day], rows: QuerySet, first: date, last: date) -> None:
    """Put what has begun and is not due yet on the days between."""
    for task in rows.select_related("department", "owner").order_by("due_at", "pk")[:MOST_RUNNING]:
        begins = max(timezone.localtime(task.start_at).date(), first)
        ends = min(timezone.localtime(task.due_at).date() - ONE, last)
        for on in _dates(begins, ends):
            if len(days[on].running) < RUNNING_PER_DAY:
                days[on].running.append(task)
            else:
                days[on].more_running += 1


def _dates(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
