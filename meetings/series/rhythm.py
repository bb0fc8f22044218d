"""When a series meets: the instants of its rule, less those left out and those that have a meeting already."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import dropwhile, islice, pairwise

from collab.org import recurrence

from ..models import LeftOut, Meeting, MeetingSeries

LOOKED_AT = 400


def falls_of(series: MeetingSeries, start: datetime) -> Iterator[datetime]:
    """Instants of the rule from `start` on; none where the series says no time, or a rule nobody can read."""
    if not series.is_timed:
        return
    falls = recurrence.occurrences(series.rrule, series.first_at, series.tz, start)
    try:
        yield from dropwhile(lambda at: at < start, falls)
    except recurrence.BadRule:
        return


def open_times(series: MeetingSeries, start: datetime) -> Iterator[datetime]:
    """The same without those left out and those that have a meeting, held, moved or cancelled as it may be."""
    made = Meeting.objects.filter(series=series.pk, occurs_at__gte=start)
    taken = set(made.values_list("occurs_at", flat=True))
    taken |= set(LeftOut.objects.filter(series=series.pk, at__gte=start).values_list("at", flat=True))
    return (at for at in falls_of(series, start) if at not in taken)


def next_time(series: MeetingSeries, now: datetime) -> datetime | None:
    """The first open time after `now`."""
    return next((at for at in open_times(series, now) if at > now), None)


def overlaps_itself(series: MeetingSeries) -> bool:
    """Whether one meeting would begin before the one before it is over; looks at the first few hundred."""
    falls = islice(falls_of(series, series.first_at), LOOKED_AT)
    length = timedelta(minutes=series.minutes)
    return any(after - before < length for before, after in pairwise(falls))


def time_within(series: MeetingSeries, starts_at: datetime, ends_at: datetime) -> datetime | None:
    """The first open time whose meeting would overlap this span."""
    early = starts_at - timedelta(minutes=series.minutes)
    for at in open_times(series, early):
        if at >= ends_at:
            return None
        if at + timedelta(minutes=series.minutes) > starts_at:
            return at
    return None
