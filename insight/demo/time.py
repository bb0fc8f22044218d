"""Turns the stories' working days from now into instants of the city's working calendar."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from collab.org.worktime import Calendar

DAY = 480
HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True)
class Timeline:
    """`now` is the moment of loading; everything of the past lies before it, inside working hours."""

    now: datetime
    calendar: Calendar

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.calendar.zone)

    def at(self, days: float) -> datetime:
        """The instant so many working days of eight hours from now."""
        return self.calendar.add(self.now, round(days * DAY))

    def evening(self, days: float) -> datetime:
        """The end of the working day on which that instant falls."""
        instant = self.at(days)
        return self.calendar.spans(instant.astimezone(self.zone).date())[-1][1]

    def half_hour(self, days: float) -> datetime:
        """That instant, at the next full half hour."""
        instant = self.at(days)
        past = timedelta(
            minutes=instant.minute % 30, seconds=instant.second, microseconds=instant.microsecond
        )
        return instant - past + HALF_HOUR if past else instant

    def clock(self, days: int, hour: int, minute: int = 0) -> datetime:
        """A time of day on the working day so many before or after today; 0 is today, worked or not."""
        date = self.now.astimezone(self.zone).date()
        step = timedelta(days=1 if days > 0 else -1)
        left = abs(days)
        while left:
            date += step
            left -= self.calendar.is_workday(date)
        return datetime(date.year, date.month, date.day, hour, minute, tzinfo=self.zone)
