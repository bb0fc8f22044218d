"""How an instant reads: weekday, day and time in the reader's zone."""

from datetime import date, datetime, time, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext

from . import clock


def day_words(at: datetime) -> str:
    """Weekday and day in the reader's zone, with the time; the year only where it is not this one."""
    zone = timezone.get_current_timezone()
    return _words(at, zone, clock.now().astimezone(zone).year, get_language())


def dated_words(at: datetime) -> str:
    """The same with the year in any case, as it stands on what is kept."""
    return _words(at, timezone.get_current_timezone(), 0, get_language())


def span_words(starts: datetime, ends: datetime) -> str:
    """From when to when, with the year; the day said once where it is one."""
    zone = timezone.get_current_timezone()
    last = ends.astimezone(zone)
    same = starts.astimezone(zone).date() == last.date()
    return f"{dated_words(starts)} – {f'{last:%H:%M}' if same else dated_words(ends)}"


@lru_cache(maxsize=5000)
def _words(at: datetime, zone: tzinfo, this_year: int, language: str | None) -> str:
    """The words in the active language, which `language` names so that each keeps its own."""
    local = at.astimezone(zone)
    if local.year == this_year:
        day = date_format(local, pgettext("date format of a day of this year", "D j M"))
    else:
        day = date_format(local, pgettext("date format of a day of another year", "D j M Y"))
    return f"{day} {local.hour:02}:{local.minute:02}"


def last_moment(day: date, zone: str) -> datetime:
    """The end of a day in a zone, where the work of that day is over."""
    return datetime.combine(day, time(23, 59), ZoneInfo(zone))
