"""Decides what working time is: how instants and working minutes relate under one working calendar.

Every instant is timezone-aware; every result is in UTC. Durations are whole working minutes. Hours are local
wall-clock times of the calendar's zone, so a daylight-saving change makes that day's hours really shorter or
longer.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

Span = tuple[int, int]
Spans = tuple[Span, ...]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MINUTES_PER_DAY = 24 * 60
FIRST_YEAR, LAST_YEAR = 1901, 2399
HORIZON_YEARS = 50


class NoWorkingTime(ValueError):
    """The working time asked for does not exist within HORIZON_YEARS of the instant it is counted from."""


class Unit(StrEnum):
    """Codes for the unit a duration is told in; the words belong to the reader's language."""

    WORKING_DAY = "working_day"
    WORKING_HOUR = "working_hour"
    MINUTE = "minute"


@dataclass(frozen=True, slots=True)
class _Year:
    """One local year laid out for searching; all minutes are counted from EPOCH."""

    number: int
    opens: int
    closes: int
    starts: list[int]
    ends: list[int]
    before: list[int]
    total: int
    workdays: list[int]

    def count(self, minute: int) -> int:
        """Working minutes of this year that begin before `minute`."""
        place = bisect_right(self.starts, minute) - 1
        if place < 0:
            return 0
        return self.before[place] + min(minute, self.ends[place]) - self.starts[place]

    def holds(self, minute: int) -> bool:
        place = bisect_right(self.starts, minute) - 1
        return place >= 0 and minute < self.ends[place]

    def minute_at(self, index: int) -> int:
        """The working minute that has `index` working minutes of this year before it."""
        place = bisect_right(self.before, index) - 1
        return self.starts[place] + index - self.before[place]


@dataclass(frozen=True, eq=False)
class Calendar:
    """Weekly hours with holidays and make-up workdays, in one time zone.

    `zone` is an IANA name. `weekly` has seven entries, Monday first, each a sorted tuple of spans in minutes
    after local midnight, ends excluded, 1440 being 24:00; work through the night is two spans on two days. A
    date in `workdays` is worked although it is a weekend or a holiday (调休, from the yearly notice of
    the General Office of the State Council); it has its weekday's hours, or `makeup_hours` where the weekday
    has none (left empty: the hours of the first weekday that has any). `valid_through` is the last local date
    for which holidays are known; later answers rest on the weekly hours alone.

    Calendars compare by identity and keep what they have computed, so keep one object per stored calendar
    version. A malformed calendar or an unknown zone raises ValueError.
    """

    zone: str
    weekly: tuple[Spans, ...]
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    makeup_hours: Spans = ()
    valid_through: date | None = None
    _tz: ZoneInfo = field(init=False, repr=False)
    _ordinary: int = field(init=False, repr=False)
    _years: dict[int, _Year] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.weekly) != 7:
            raise ValueError(f"weekly hours need seven days, Monday first, not {len(self.weekly)}")
        for spans in (*self.weekly, self.makeup_hours):
            _require_orderly(spans)
        try:
            zone = ZoneInfo(self.zone)
        except (KeyError, OSError, ValueError) as error:
            raise ValueError(f"unknown time zone {self.zone!r}") from error
        object.__setattr__(self, "_tz", zone)
        if not self.makeup_hours:
            object.__setattr__(self, "makeup_hours", next(filter(None, self.weekly), ()))
        lengths = Counter(_length(spans) for spans in self.weekly if spans)
        ordinary = lengths.most_common(1)[0][0] if lengths else _length(self.makeup_hours)
        object.__setattr__(self, "_ordinary", ordinary)

    @property
    def day_minutes(self) -> int:
        """Working minutes of an ordinary day: what most weekdays with hours have (on a tie, the earlier)."""
        return self._ordinary

    def is_workday(self, day: date) -> bool:
        """Whether the local date has any working minute. A make-up workday beats a holiday."""
        return bool(self._minute_spans(day))

    def spans(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The working hours of a local date as UTC (start, end) pairs, ends excluded; empty on a day off.

        An edge stands at the first instant at which the local clock shows it or has jumped past it: a span
        inside a skipped hour vanishes, one that contains a repeated hour lasts that hour longer.
        """
        return tuple((_instant(start), _instant(end)) for start, end in self._minute_spans(day))

    def covers(self, instant: datetime) -> bool:
        """Whether the instant's local date lies within valid_through; always, where that is not set."""
        _require_aware(instant)
        return self.valid_through is None or instant.astimezone(self._tz).date() <= self.valid_through

    def add(self, instant: datetime, minutes: int) -> datetime:
        """The instant that lies `minutes` working minutes after `instant`, or before it when negative.

        Time that runs out with a span ends with it: eight hours from Monday 09:00 are over on Monday 18:00,
        not on Tuesday 09:00. Going back ends at the start of a span, likewise. add(x, 0) is the first working
        instant at or after x. Naive input raises ValueError; too little working time within the horizon,
        NoWorkingTime.
        """
        minute, rest = _split(instant)
        year = self._year_at(minute)
        index = year.count(minute) + minutes
        if not year.holds(minute):
            rest = timedelta()
        if minutes > 0 and not rest:
            return _instant(self._minute_at(year, index - 1) + 1)
        return _instant(self._minute_at(year, index)) + rest

    def distance(self, a: datetime, b: datetime) -> int:
        """Working minutes in [a, b), negative if b is earlier than a.

        Seconds are cut off both ends, so distances add up exactly over any instant in between. Naive input,
        or ends more than HORIZON_YEARS apart, raise ValueError.
        """
        if b < a:
            return -self.distance(b, a)
        first, last = _split(a)[0], _split(b)[0]
        from_year, to_year = self._year_at(first), self._year_at(last)
        if to_year.number - from_year.number > HORIZON_YEARS:
            raise ValueError(f"{a} and {b} are more than {HORIZON_YEARS} years apart")
        between = sum(self._year(number).total for number in range(from_year.number, to_year.number))
        return between + to_year.count(last) - from_year.count(first)

    def add_days(self, instant: datetime, days: int) -> datetime:
        """The same local wall-clock time on the `days`-th workday after (negative: before) the instant's
        local date.

        A time outside that day's hours is moved into them: to the start of the next span, or to the end of
        the day when none is left. Midnight that ends a working day belongs to that day. add_days(x, 0) is
        add(x, 0). Naive input raises ValueError; too few workdays within the horizon, NoWorkingTime.
        """
        if days == 0:
            return self.add(instant, 0)
        day, since_midnight = self._local(instant)
        workdays = self._year(day.year).workdays
        if days > 0:
            index = bisect_right(workdays, day.toordinal()) - 1 + days
        else:
            index = bisect_left(workdays, day.toordinal()) + days
        year, index = self._carry(day.year, index, lambda year: len(year.workdays))
        target = date.fromordinal(year.workdays[index])
        moment = self._reach(datetime.combine(target, time.min) + since_midnight)
        spans = self.spans(target)
        for start, end in spans:
            if moment <= end:
                return max(moment, start)
        return spans[-1][1]

    def _local(self, instant: datetime) -> tuple[date, timedelta]:
        """The local date an instant is counted to, and its wall-clock time on it (24:00 where it ends the
        day).
        """
        minute, rest = _split(instant)
        local = instant.astimezone(self._tz).replace(tzinfo=None, fold=0)
        day, since_midnight = local.date(), local - datetime.combine(local, time.min)
        if since_midnight or rest or self._year_at(minute).holds(minute):
            return day, since_midnight
        if self._year_at(minute - 1).holds(minute - 1):
            return day - timedelta(days=1), timedelta(days=1)
        return day, since_midnight

    def _hours(self, day: date) -> Spans:
        weekly = self.weekly[day.weekday()]
        if day in self.workdays:
            return weekly or self.makeup_hours
        return () if day in self.holidays else weekly

    def _minute_spans(self, day: date) -> list[Span]:
        if isinstance(day, datetime):
            raise TypeError("a local date is asked for, not an instant")
        if (midnight := _steady_midnights(self._tz, day.year).get(day)) is not None:
            return [(midnight + opening, midnight + closing) for opening, closing in self._hours(day)]
        spans = []
        for opening, closing in self._hours(day):
            start = _whole_minute(self._reach(datetime.combine(day, time.min) + opening * MINUTE))
            end = _whole_minute(self._reach(datetime.combine(day, time.min) + closing * MINUTE))
            if start < end:
                spans.append((start, end))
        return spans

    def _reach(self, wall: datetime) -> datetime:
        """The first instant at which the local clock shows the naive `wall` time or has jumped past it."""
        after = wall.replace(tzinfo=self._tz).astimezone(UTC)
        if after.astimezone(self._tz).replace(tzinfo=None, fold=0) == wall:
            return after
        whole = wall.replace(microsecond=0, tzinfo=self._tz)
        after, earlier = whole.astimezone(UTC), whole.replace(fold=1).astimezone(UTC)
        low, high = 0, int((after - earlier).total_seconds())
        offset = after.astimezone(self._tz).utcoffset()
        while high - low > 1:
            middle = (low + high) // 2
            if (earlier + timedelta(seconds=middle)).astimezone(self._tz).utcoffset() == offset:
                high = middle
            else:
                low = middle
        return earlier + timedelta(seconds=high)

    def _year(self, number: int) -> _Year:
        if (year := self._years.get(number)) is None:
            year = self._years[number] = self._lay_out(number)
        return year

    def _lay_out(self, number: int) -> _Year:
        starts: list[int] = []
        ends: list[int] = []
        before: list[int] = []
        workdays: list[int] = []
        total = 0
        for day in _days_of(number):
            spans = self._minute_spans(day)
            if spans:
                workdays.append(day.toordinal())
            for start, end in spans:
                starts.append(start)
                ends.append(end)
                before.append(total)
                total += end - start
        opens = _whole_minute(self._reach(datetime(number, 1, 1)))
        closes = _whole_minute(self._reach(datetime(number + 1, 1, 1)))
        return _Year(number, opens, closes, starts, ends, before, total, workdays)

    def _year_at(self, minute: int) -> _Year:
        year = self._year(_instant(minute).year)
        if minute < year.opens:
            return self._year(year.number - 1)
        return self._year(year.number + 1) if minute >= year.closes else year

    def _minute_at(self, year: _Year, index: int) -> int:
        year, index = self._carry(year.number, index, lambda year: year.total)
        return year.minute_at(index)

    def _carry(self, origin: int, index: int, size: Callable[[_Year], int]) -> tuple[_Year, int]:
        """Turns an index counted from the start of year `origin` into the year it falls in and its index
        there.
        """
        number = origin
        while abs(number - origin) <= HORIZON_YEARS and FIRST_YEAR <= number <= LAST_YEAR:
            year = self._year(number)
            if index >= size(year):
                index -= size(year)
                number += 1
            elif index < 0:
                number -= 1
                index += size(self._year(number))
            else:
                return year, index
        raise NoWorkingTime(f"too little working time within {HORIZON_YEARS} years of {origin}")


def describe(minutes: int, calendar: Calendar) -> tuple[Unit, int]:
    """A duration for people: the largest unit it fills at least once, and how often, cut towards zero.

    Days are ordinary days of the calendar. The sign is kept, so an overdue duration stays negative.
    """
    sign, size = (-1 if minutes < 0 else 1), abs(minutes)
    if 0 < calendar.day_minutes <= size:
        return Unit.WORKING_DAY, sign * (size // calendar.day_minutes)
    if size >= 60:
        return Unit.WORKING_HOUR, sign * (size // 60)
    return Unit.MINUTE, minutes


@lru_cache(maxsize=256)
def _steady_midnights(zone: ZoneInfo, number: int) -> dict[date, int]:
    """Minutes from EPOCH to local midnight, for those days of a year that keep one offset throughout."""
    steady = {}
    offset = datetime(number, 1, 1, tzinfo=zone).utcoffset()
    for day in _days_of(number):
        until = datetime.combine(day + timedelta(days=1), time.min, zone).utcoffset()
        if offset == until and offset is not None and not offset % MINUTE:
            steady[day] = _whole_minute(datetime.combine(day, time.min, UTC) - offset)
        offset = until
    return steady


def _days_of(number: int) -> list[date]:
    first, end = date(number, 1, 1).toordinal(), date(number + 1, 1, 1).toordinal()
    return [date.fromordinal(ordinal) for ordinal in range(first, end)]


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _require_orderly(spans: Spans) -> None:
    free_from = 0
    for start, end in spans:
        if not free_from <= start < end <= MINUTES_PER_DAY:
            raise ValueError(f"spans must be sorted and apart, in minutes from 0 to 1440: {spans}")
        free_from = end


def _require_aware(instant: datetime) -> None:
    if instant.utcoffset() is None:
        raise ValueError(f"an instant needs a time zone, {instant!r} has none")
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise ValueError(f"{instant} lies outside the years {FIRST_YEAR} to {LAST_YEAR}")


def _split(instant: datetime) -> tuple[int, timedelta]:
    """The whole minutes from EPOCH to an instant, and the seconds beyond them."""
    _require_aware(instant)
    return divmod(instant - EPOCH, MINUTE)


def _whole_minute(instant: datetime) -> int:
    """Minutes from EPOCH; only local mean times of long ago have edges that do not fall on one."""
    return (instant - EPOCH) // MINUTE


def _instant(minute: int) -> datetime:
    return EPOCH + minute * MINUTE
