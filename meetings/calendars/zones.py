"""VTIMEZONE for any zone, from the zone's own transitions, so that every client shows the instant that is meant."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from collab.common.later import later

if TYPE_CHECKING:
    from icalendar import Timezone

icalendar = later("icalendar")
YEARS_AHEAD = 12
DAY = timedelta(days=1)


def transitions(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """The instants, to the second and in UTC, at which the zone's clock is changed."""
    at, offset = first, first.astimezone(zone).utcoffset()
    while at < last:
        ahead = at + DAY
        if ahead.astimezone(zone).utcoffset() != offset:
            low, high = at, ahead
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                if middle.astimezone(zone).utcoffset() == offset:
                    low = middle
                else:
                    high = middle
            yield high
            offset = ahead.astimezone(zone).utcoffset()
        at = ahead


@lru_cache(maxsize=128)
def timezone_text(name: str, first_year: int) -> bytes:
    """The VTIMEZONE of an IANA zone from that year on; each onset stands in the clock time that ends with it."""
    zone = ZoneInfo(name)
    first = datetime(first_year, 1, 1, tzinfo=UTC)
    component = icalendar.Timezone()
    component.add("TZID", name)
    start = first.astimezone(zone)
    groups: dict[tuple, list[datetime]] = {
        (start.utcoffset(), start.utcoffset(), start.tzname(), bool(start.dst())): [
            start.replace(tzinfo=None)
        ]
    }
    for instant in transitions(zone, first, datetime(first_year + YEARS_AHEAD, 1, 1, tzinfo=UTC)):
        before, after = (instant - timedelta(seconds=1)).astimezone(zone), instant.astimezone(zone)
        key = (before.utcoffset(), after.utcoffset(), after.tzname(), bool(after.dst()))
        groups.setdefault(key, []).append(instant.replace(tzinfo=None) + before.utcoffset())  # type: ignore[operator]
    for (before_offset, after_offset, told, is_dst), onsets in groups.items():
        part = icalendar.TimezoneDaylight() if is_dst else icalendar.TimezoneStandard()
        part.add("DTSTART", onsets[0])
        part.add("TZOFFSETFROM", before_offset)
        part.add("TZOFFSETTO", after_offset)
        part.add("TZNAME", told)
        if onsets[1:]:
            part["RDATE"] = icalendar.prop.vDDDLists(onsets[1:])
        component.add_component(part)
    return component.to_ical()


def timezone_of(zone: ZoneInfo, first: date) -> "Timezone":
    """The VTIMEZONE component that covers events from this day on."""
    return cast("Timezone", icalendar.Timezone.from_ical(timezone_text(zone.key, first.year - 1)))
