"""When a recurring task is due: at its own time, shifted off days off, or so many working days on."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from collab.org.worktime import Calendar

AS_IS, NEXT, PREVIOUS = "as_is", "next", "previous"


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
