"""Checks working time on concrete days: 2026 in China, clock changes, calendars at their limits."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from collab.org.worktime import Calendar, NoWorkingTime, Unit, describe

OFFICE = ((540, 720), (780, 1080))
OFFICE_WEEK = (OFFICE,) * 5 + ((), ())
NO_WEEK = ((),) * 7


def days(month, first, last):
    return {date(2026, month, day) for day in range(first, last + 1)}


CHINA_2026_HOLIDAYS = [
    days(1, 1, 3),
    days(2, 15, 23),
    days(4, 4, 6),
    days(5, 1, 5),
    days(6, 19, 21),
    days(9, 25, 27),
    days(10, 1, 7),
]
CHINA_2026_WORKDAYS = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
CHINA_2026 = Calendar(
    "Asia/Shanghai",
    OFFICE_WEEK,
    holidays=frozenset().union(*CHINA_2026_HOLIDAYS),
    workdays=frozenset(date(2026, month, day) for month, day in CHINA_2026_WORKDAYS),
    valid_through=date(2026, 12, 31),
)
BERLIN = Calendar("Europe/Berlin", OFFICE_WEEK)


def china(month, day, hour=0, minute=0, second=0):
    return datetime(2026, month, day, hour, minute, second, tzinfo=ZoneInfo("Asia/Shanghai"))


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_china_2026_agrees_with_the_holidays_library_on_every_day():
    library = pytest.importorskip("holidays").country_holidays("CN", years=2026)
    for offset in range(365):
        day = date(2026, 1, 1) + timedelta(days=offset)
        assert CHINA_2026.is_workday(day) == library.is_working_day(day), day


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        (china(3, 2, 9), 120, china(3, 2, 11)),
        (china(3, 2, 11), 120, china(3, 2, 14)),
        (china(3, 2, 9), 480, china(3, 2, 18)),
        (china(3, 2, 9), 481, china(3, 3, 9, 1)),
        (china(3, 6, 17), 120, china(3, 9, 10)),
        (china(3, 2, 11, 59, 30), 1, china(3, 2, 13, 0, 30)),
        (china(3, 2, 12, 15), 60, china(3, 2, 14)),
        (china(2, 14, 17), 120, china(2, 24, 10)),
        (china(2, 27, 17), 120, china(2, 28, 10)),
        (china(9, 30, 16), 240, china(10, 8, 11)),
        (china(10, 9, 17), 120, china(10, 10, 10)),
        (china(10, 10, 17), 120, china(10, 12, 10)),
        (china(3, 3, 11), -120, china(3, 3, 9)),
        (china(3, 3, 9), -120, china(3, 2, 16)),
        (china(2, 24, 10), -120, china(2, 14, 17)),
        (china(10, 8, 9), -1440, china(9, 28, 9)),
    ],
)
def test_minutes_are_counted_past_lunch_nights_weekends_holidays_and_into_make_up_days(start, minutes, end):
    assert CHINA_2026.add(start, minutes) == end
    assert CHINA_2026.distance(start, end) == minutes


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (china(9, 30, 10), 1, china(10, 8, 10)),
        (china(9, 30, 10), 3, china(10, 10, 10)),
        (china(9, 30, 10), 4, china(10, 12, 10)),
        (china(9, 19, 10), 1, china(9, 20, 10)),
        (china(2, 14, 15), 1, china(2, 24, 15)),
        (china(2, 24, 15), -1, china(2, 14, 15)),
        (china(10, 12, 10), -3, china(10, 8, 10)),
        (china(3, 6, 20), 1, china(3, 9, 18)),
        (china(3, 6, 7), 1, china(3, 9, 9)),
        (china(3, 6, 12, 30), 1, china(3, 9, 13)),
        (china(3, 6, 18), 1, china(3, 9, 18)),
        (china(3, 7, 10), 1, china(3, 9, 10)),
        (china(3, 7, 10), -1, china(3, 6, 10)),
        (china(3, 7, 10), 0, china(3, 9, 9)),
    ],
)
def test_working_days_keep_the_time_of_day_within_the_hours(start, number, end):
    assert CHINA_2026.add_days(start, number) == end


def test_midnight_that_ends_a_day_counts_to_that_day():
    evenings = Calendar("Europe/Berlin", (((1080, 1440),),) * 5 + ((), ()))
    friday_midnight = datetime(2026, 3, 7, tzinfo=ZoneInfo("Europe/Berlin"))
    assert evenings.add_days(friday_midnight, 1) == datetime(2026, 3, 10, tzinfo=ZoneInfo("Europe/Berlin"))


def test_working_days_keep_the_wall_clock_over_a_clock_change():
    assert BERLIN.add_days(utc(2026, 3, 27, 9, 0), 1) == utc(2026, 3, 30, 8, 0)
    assert BERLIN.add_days(utc(2026, 10, 26, 9, 0), -1) == utc(2026, 10, 23, 8, 0)


def test_zero_minutes_lead_to_the_next_working_instant():
    assert CHINA_2026.add(china(3, 2, 10, 0, 7), 0) == china(3, 2, 10, 0, 7)
    assert CHINA_2026.add(china(3, 2, 12, 0, 7), 0) == china(3, 2, 13)
    assert CHINA_2026.add(china(9, 30, 18), 0) == china(10, 8, 9)


def test_results_are_in_utc_whatever_zone_the_question_is_in():
    for answer in (CHINA_2026.add(china(3, 2, 9), 30), CHINA_2026.add_days(china(3, 2, 9), 1)):
        assert answer.tzinfo is UTC
    assert CHINA_2026.spans(date(2026, 3, 2))[0] == (utc(2026, 3, 2, 1), utc(2026, 3, 2, 4))


@pytest.mark.parametrize(
    ("zone", "day", "span", "minutes"),
    [
        ("Europe/Berlin", date(2026, 3, 29), (0, 1440), 23 * 60),
        ("Europe/Berlin", date(2026, 10, 25), (0, 1440), 25 * 60),
        ("Europe/Berlin", date(2026, 3, 29), (60, 150), 60),
        ("Europe/Berlin", date(2026, 3, 29), (150, 240), 60),
        ("Europe/Berlin", date(2026, 3, 29), (125, 175), 0),
        ("Europe/Berlin", date(2026, 10, 25), (60, 180), 180),
        ("America/New_York", date(2026, 3, 8), (0, 1440), 23 * 60),
        ("America/New_York", date(2026, 11, 1), (0, 1440), 25 * 60),
        ("Australia/Lord_Howe", date(2026, 4, 5), (0, 1440), 24 * 60 + 30),
        ("Australia/Lord_Howe", date(2026, 10, 4), (0, 1440), 23 * 60 + 30),
        ("Pacific/Apia", date(2011, 12, 30), (0, 1440), 0),
        ("Pacific/Apia", date(2011, 12, 31), (0, 1440), 24 * 60),
    ],
)
def test_a_clock_change_makes_hours_shorter_or_longer(zone, day, span, minutes):
    calendar = Calendar(zone, ((span,),) * 7)
    assert sum((end - start) // timedelta(minutes=1) for start, end in calendar.spans(day)) == minutes
    assert calendar.is_workday(day) == bool(minutes)


@pytest.mark.parametrize(("zone", "midnight"), [("America/New_York", 5), ("Pacific/Apia", -13)])
def test_the_year_turns_at_local_midnight(zone, midnight):
    always = Calendar(zone, (((0, 1440),),) * 7)
    turn = utc(2027, 1, 1) + timedelta(hours=midnight)
    for before, after in [(1, 1), (6, 2), (2, 6), (30, 30)]:
        start, end = turn - timedelta(hours=before), turn + timedelta(hours=after)
        assert always.distance(start, end) == (before + after) * 60
        assert always.add(start, (before + after) * 60) == end
        assert always.add(end, -(before + after) * 60) == start


def test_a_make_up_day_has_its_weekdays_hours_or_the_make_up_hours():
    sunday, holiday = date(2026, 9, 20), date(2026, 10, 1)
    short = Calendar("UTC", OFFICE_WEEK, frozenset({holiday}), frozenset({sunday, holiday}), ((600, 660),))
    assert short.spans(sunday) == ((utc(2026, 9, 20, 10), utc(2026, 9, 20, 11)),)
    assert len(short.spans(holiday)) == 2
    assert len(CHINA_2026.spans(sunday)) == 2


def test_an_ordinary_day_is_the_most_common_one():
    assert CHINA_2026.day_minutes == 480
    assert Calendar("UTC", (OFFICE,) * 4 + (((540, 720),), (), ())).day_minutes == 480
    assert Calendar("UTC", NO_WEEK, makeup_hours=((600, 660),)).day_minutes == 60
    assert Calendar("UTC", NO_WEEK).day_minutes == 0


def test_a_calendar_covers_instants_up_to_the_end_of_its_last_local_day():
    assert CHINA_2026.covers(utc(2026, 12, 31, 15, 59))
    assert not CHINA_2026.covers(utc(2026, 12, 31, 16, 0))
    assert BERLIN.covers(utc(2090, 1, 1))


@pytest.mark.parametrize("minutes", [-1, 0, 1])
def test_without_working_hours_nothing_can_be_added(minutes):
    with pytest.raises(NoWorkingTime):
        Calendar("UTC", NO_WEEK).add(utc(2026, 3, 2), minutes)


@pytest.mark.parametrize("number", [-1, 0, 1])
def test_without_workdays_no_day_can_be_added(number):
    with pytest.raises(NoWorkingTime):
        Calendar("UTC", NO_WEEK).add_days(utc(2026, 3, 2), number)


def test_time_that_runs_out_is_told_not_sought_for_ever():
    once = Calendar("UTC", NO_WEEK, workdays=frozenset({date(2026, 3, 2)}), makeup_hours=((600, 660),))
    assert once.add(utc(2026, 3, 1), 60) == utc(2026, 3, 2, 11)
    assert once.distance(utc(2020, 1, 1), utc(2030, 1, 1)) == 60
    with pytest.raises(NoWorkingTime):
        once.add(utc(2026, 3, 1), 61)


def test_instants_too_far_apart_are_refused():
    with pytest.raises(ValueError, match="50 years apart"):
        BERLIN.distance(utc(2026, 1, 1), utc(2126, 1, 1))
    with pytest.raises(ValueError, match="outside the years"):
        BERLIN.distance(utc(2026, 1, 1), datetime.max.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    "question",
    [
        lambda naive: BERLIN.add(naive, 1),
        lambda naive: BERLIN.add_days(naive, 1),
        lambda naive: BERLIN.distance(naive, naive),
        lambda naive: BERLIN.covers(naive),
    ],
)
def test_a_naive_instant_is_refused(question):
    with pytest.raises(ValueError, match="needs a time zone"):
        question(datetime(2026, 3, 2, 9))


def test_an_instant_is_not_a_local_date():
    with pytest.raises(TypeError, match="not an instant"):
        BERLIN.is_workday(utc(2026, 3, 2))


@pytest.mark.parametrize("zone", ["Middle/Earth", "", "../etc", "Europe"])
def test_an_unknown_zone_is_refused(zone):
    with pytest.raises(ValueError, match="unknown time zone"):
        Calendar(zone, OFFICE_WEEK)


@pytest.mark.parametrize(
    "spans",
    [((600, 540),), ((600, 600),), ((-1, 5),), ((0, 1441),), ((600, 700), (650, 800)), ((600, 700), (0, 60))],
)
def test_disorderly_hours_are_refused(spans):
    with pytest.raises(ValueError, match="sorted"):
        Calendar("UTC", (spans, *NO_WEEK[1:]))


def test_a_week_has_seven_days():
    with pytest.raises(ValueError, match="seven days"):
        Calendar("UTC", OFFICE_WEEK[:5])


@pytest.mark.parametrize(
    ("minutes", "unit", "count"),
    [
        (0, Unit.MINUTE, 0),
        (59, Unit.MINUTE, 59),
        (60, Unit.WORKING_HOUR, 1),
        (479, Unit.WORKING_HOUR, 7),
        (480, Unit.WORKING_DAY, 1),
        (1500, Unit.WORKING_DAY, 3),
        (-45, Unit.MINUTE, -45),
        (-130, Unit.WORKING_HOUR, -2),
        (-970, Unit.WORKING_DAY, -2),
    ],
)
def test_a_duration_is_told_in_the_largest_unit_it_fills(minutes, unit, count):
    assert describe(minutes, CHINA_2026) == (unit, count)


def test_a_duration_without_working_days_is_told_in_hours():
    assert describe(600, Calendar("UTC", NO_WEEK)) == (Unit.WORKING_HOUR, 10)
