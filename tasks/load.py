"""Decides how work spreads over weeks: a task's minutes over its days, and what a person's week can hold.

A week is named by its Monday; everything is counted in working minutes of one calendar, without a database.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from collab.org.worktime import Calendar

WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    """The Monday of the week a local date lies in."""
    return day - timedelta(days=day.weekday())


def spread(start: datetime, end: datetime, minutes: float, calendar: Calendar) -> dict[date, float]:
    """So many minutes of work, laid evenly on the working time between two instants, by week.

    Where there is no working time between them, all of it falls on the week of `end`.
    """
    total = calendar.distance(start, end)
    last = _local_day(end, calendar)
    if total <= 0:
        return {monday_of(last): float(minutes)} if minutes else {}
    found: dict[date, float] = {}
    monday = monday_of(_local_day(start, calendar))
    while monday <= last:
        opens, closes = _instants(monday, calendar)
        share = calendar.distance(max(start, opens), min(end, closes))
        if share > 0:
            found[monday] = minutes * share / total
        monday += WEEK
    return found


def capacity(calendar: Calendar, absences: Iterable[tuple[datetime, datetime]], monday: date) -> float:
    """The working minutes of a week that no absence takes; absences that overlap take nothing twice."""
    opens, closes = _instants(monday, calendar)
    left, at = 0, opens
    for start, end in sorted(absences):
        if start > at:
            left += calendar.distance(at, min(start, closes))
        at = min(max(at, end), closes)
        if at >= closes:
            break
    return float(left + calendar.distance(at, closes))


def _local_day(instant: datetime, calendar: Calendar) -> date:
    return instant.astimezone(ZoneInfo(calendar.zone)).date()


def _instants(monday: date, calendar: Calendar) -> tuple[datetime, datetime]:
    """Where a week begins and ends on the calendar's clock."""
    zone = ZoneInfo(calendar.zone)
    return (
        datetime(monday.year, monday.month, monday.day, tzinfo=zone),
        datetime.combine(monday + WEEK, datetime.min.time(), zone),
    )
