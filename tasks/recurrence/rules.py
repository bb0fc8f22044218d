"""When a recurring task falls and when it is due: RFC 5545 rules in local time, shifted off days off."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from collab.org.worktime import Calendar

FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
KNOWN = {
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "BYWEEKNO",
    "BYYEARDAY", "WKST",
}  # fmt: skip
MOST = 10_000
AHEAD = timedelta(days=366 * 20)
AS_IS, NEXT, PREVIOUS = "as_is", "next", "previous"


class BadRule(ValueError):
    """Not a rule that a series of tasks can follow."""


def parts_of(text: str) -> dict[str, str]:
    """The parts of a rule, or BadRule; nothing more frequent than a day, no clock times of its own."""
    try:
        parts = dict(part.split("=", 1) for part in text.strip().removeprefix("RRULE:").split(";"))
    except ValueError:
        raise BadRule(text) from None
    if parts.keys() - KNOWN or parts.get("FREQ") not in FREQUENCIES:
        raise BadRule(text)
    for name in {"COUNT", "INTERVAL"} & parts.keys():
        if not (parts[name].isascii() and parts[name].isdecimal() and 1 <= int(parts[name][:9]) <= MOST):
            raise BadRule(text)
    return parts


def check(text: str, first: datetime, zone: ZoneInfo) -> None:
    """BadRule unless the rule names at least one occurrence within twenty years."""
    if next(occurrences(text, first, zone), None) is None:
        raise BadRule(text)


def occurrences(
    text: str, first: datetime, zone: ZoneInfo, until: datetime | None = None
) -> Iterator[datetime]:
    """Instants at which the rule falls from `first` on; the wall clock of `zone` holds across clock changes."""
    parts = parts_of(text)
    count = parts.pop("COUNT", None)
    start = first.astimezone(zone).replace(tzinfo=None)
    last = (until or first).astimezone(zone).replace(tzinfo=None) + AHEAD
    try:
        rule = rrulestr(";".join(f"{name}={value}" for name, value in parts.items()), dtstart=start)
        if not isinstance(rule, rrule):
            raise BadRule(text)
        bounded = rule if "UNTIL" in parts else rule.replace(until=last)
        falls = (wall.replace(tzinfo=zone).astimezone(UTC) for wall in bounded)
        yield from islice(falls, int(count)) if count else falls
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise BadRule(text) from error


def due_of(at: datetime, zone: ZoneInfo, working_days: int, on_day_off: str, calendar: Calendar) -> datetime:
    """When the task of this occurrence is due: so many working days on, or at its own time off days off."""
    if working_days:
        return calendar.add_days(at, working_days)
    wall = at.astimezone(zone)
    step = {NEXT: 1, PREVIOUS: -1}.get(on_day_off, 0)
    moved = wall
    while step and not calendar.is_workday(moved.date()):
        moved += timedelta(days=step)
        if abs(moved - wall) > timedelta(days=60):
            return at
    return moved.replace(fold=0).astimezone(UTC)
