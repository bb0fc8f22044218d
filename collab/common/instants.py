"""How an instant reads: weekday, day and time in the reader's zone."""

from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext


def day_words(at: datetime) -> str:
    """Weekday and day in the reader's zone, with the time; the year only where it is not this one."""
    local = timezone.localtime(at)
    this_year = local.year == timezone.localtime().year
    return f"{_day(local.date(), this_year, get_language())} {local.hour:02}:{local.minute:02}"


@lru_cache(maxsize=5000)
def _day(day: date, this_year: bool, language: str | None) -> str:
    """The day in the active language, which `language` names so that each keeps its own words."""
    if this_year:
        return date_format(day, pgettext("date format of a day of this year", "D j M"))
    return date_format(day, pgettext("date format of a day of another year", "D j M Y"))


def last_moment(day: date, zone: str) -> datetime:
    """The end of a day in a zone, where the work of that day is over."""
    return datetime.combine(day, time(23, 59), ZoneInfo(zone))
