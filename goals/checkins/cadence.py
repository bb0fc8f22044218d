"""When the next check-in is due: on the cadence's own grid, as work ends, and never past the goal's end."""

import calendar as gregorian
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from collab.org.worktime import Calendar

from ..models import Cadence

DAYS = {Cadence.WEEKLY: 7, Cadence.FORTNIGHTLY: 14}
MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3}
NOON = time(12)


def step(anchor: date, cadence: str, count: int) -> date:
    """The day `count` periods after the anchor; the 31st becomes the last day of a shorter month."""
    if cadence in DAYS:
        return anchor + timedelta(days=DAYS[Cadence(cadence)] * count)
    months = anchor.month - 1 + MONTHS[Cadence(cadence)] * count
    year, month = anchor.year + months // 12, months % 12 + 1
    return date(year, month, min(anchor.day, gregorian.monthrange(year, month)[1]))


def next_due(
    anchor: datetime, cadence: str, after: datetime, ends: datetime | None, calendar: Calendar
) -> datetime | None:
    """The first check-in of the grid that begins at `anchor` which is due later than `after`.

    One that would fall past the goal's end falls on its end; None where that has come already.
    """
    zone = ZoneInfo(calendar.zone)
    first = anchor.astimezone(zone).date()
    for count in range(1, 4000):
        due = closing_of(step(first, cadence, count), calendar)
        if due > after:
            break
    if ends is not None and due >= ends:
        return ends if ends > after else None
    return due


def closing_of(day: date, calendar: Calendar) -> datetime:
    """The end of work on this local day, or on the next workday where it is a day off."""
    noon = datetime.combine(day, NOON, ZoneInfo(calendar.zone))
    while not calendar.is_workday(day):
        noon = calendar.add_days(noon, 1)
        day = noon.astimezone(ZoneInfo(calendar.zone)).date()
    return calendar.spans(day)[-1][1]
