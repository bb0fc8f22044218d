"""Checks laws of working time over drawn calendars, against a clock that is read minute by minute."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from collab.org.worktime import Calendar

OFFICE_WEEK = (((540, 720), (780, 1080)),) * 5 + ((), ())
NIGHT_WEEK = (((0, 360), (1320, 1440)),) * 7

unhurried = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


SCENES = [
    ("Asia/Shanghai", utc(2026, 2, 12)),
    ("Asia/Shanghai", utc(1986, 5, 2)),
    ("Europe/Berlin", utc(2026, 3, 27)),
    ("Europe/Berlin", utc(2026, 10, 23)),
    ("America/New_York", utc(2026, 3, 6)),
    ("America/New_York", utc(2026, 10, 30)),
    ("Australia/Lord_Howe", utc(2026, 4, 2)),
    ("Australia/Lord_Howe", utc(2026, 10, 1)),
    ("Pacific/Apia", utc(2011, 12, 28)),
    ("UTC", utc(2026, 12, 29)),
    ("America/New_York", utc(2026, 12, 29)),
    ("Pacific/Apia", utc(2026, 12, 29)),
]
SCENE_MINUTES = 7 * 24 * 60
MINUTE = timedelta(minutes=1)


@cache
def clock_readings(zone, opening):
    """Local (date, minute of day) for each minute of a scene, from a clock that waits, never goes back."""
    readings, latest = [], (date.min, 0)
    for minute in range(-24 * 60, SCENE_MINUTES):
        local = (opening + minute * MINUTE).astimezone(ZoneInfo(zone))
        latest = max(latest, (local.date(), local.hour * 60 + local.minute))
        readings.append(latest)
    return readings[24 * 60 :]


def is_worked(calendar, day, minute):
    hours = calendar.weekly[day.weekday()]
    if day in calendar.workdays:
        hours = hours or calendar.makeup_hours
    elif day in calendar.holidays:
        hours = ()
    return any(start <= minute < end for start, end in hours)


@st.composite
def hours(draw):
    edges = draw(st.lists(st.integers(0, 96), max_size=6, unique=True).map(sorted))
    return tuple((start * 15, end * 15) for start, end in zip(edges[::2], edges[1::2], strict=False))


weeks = st.one_of(
    st.just(OFFICE_WEEK),
    st.just(NIGHT_WEEK),
    st.just((((0, 1440),),) * 7),
    st.tuples(*[hours()] * 7).filter(any),
)


minutes_of_scene = st.integers(0, SCENE_MINUTES)
amounts = st.integers(-1500, 1500)


@st.composite
def calendars(draw):
    """A calendar and the start of an eventful week in its zone, holidays and make-up days within it."""
    zone, opening = draw(st.sampled_from(SCENES))
    near = st.frozensets(st.integers(0, 8).map(lambda n: opening.date() + timedelta(days=n)), max_size=4)
    return Calendar(zone, draw(weeks), draw(near), draw(near), draw(hours())), opening


@st.composite
def scenes(draw):
    """A calendar, the start of a week to look at, and that week as worked (True) or not, minute by minute."""
    calendar, opening = draw(calendars())
    return (
        calendar,
        opening,
        [is_worked(calendar, *reading) for reading in clock_readings(calendar.zone, opening)],
    )


@st.composite
def questions(draw, instants=1):
    """A calendar and some instants near each other, in order, not on whole minutes."""
    calendar, opening = draw(calendars())
    seconds = st.integers(0, SCENE_MINUTES * 60) | minutes_of_scene.map(lambda minute: minute * 60)
    chosen = sorted(draw(st.lists(seconds, min_size=instants, max_size=instants)))
    return calendar, *[opening + timedelta(seconds=second) for second in chosen]


@unhurried
@given(scenes(), minutes_of_scene, minutes_of_scene)
def test_distance_is_what_a_clock_read_every_minute_counts(scene, first, last):
    calendar, opening, worked = scene
    first, last = min(first, last), max(first, last)
    assert calendar.distance(opening + first * MINUTE, opening + last * MINUTE) == sum(worked[first:last])


@unhurried
@given(scenes(), minutes_of_scene, st.integers(1, 1500))
def test_adding_waits_until_that_many_minutes_were_worked(scene, first, amount):
    calendar, opening, worked = scene
    passed = [minute for minute in range(first, SCENE_MINUTES) if worked[minute]]
    assume(len(passed) >= amount)
    assert calendar.add(opening + first * MINUTE, amount) == opening + (passed[amount - 1] + 1) * MINUTE
    assert calendar.add(opening + first * MINUTE, 0) == opening + passed[0] * MINUTE


@unhurried
@given(scenes(), minutes_of_scene, st.integers(1, 1500))
def test_taking_away_goes_back_until_that_many_minutes_were_worked(scene, first, amount):
    calendar, opening, worked = scene
    passed = [minute for minute in reversed(range(first)) if worked[minute]]
    assume(len(passed) >= amount)
    assert calendar.add(opening + first * MINUTE, -amount) == opening + passed[amount - 1] * MINUTE


@unhurried
@given(scenes())
def test_the_spans_of_the_days_are_the_worked_minutes(scene):
    calendar, opening, worked = scene
    starts = [opening + minute * MINUTE for minute in range(SCENE_MINUTES)]
    found = set()
    for offset in range(-2, 10):
        day = opening.date() + timedelta(days=offset)
        spans = calendar.spans(day)
        assert calendar.is_workday(day) == bool(spans)
        for start, end in spans:
            assert start < end
            found.update(start + n * MINUTE for n in range((end - start) // MINUTE))
    assert found & set(starts) == {start for start, is_work in zip(starts, worked, strict=True) if is_work}


@unhurried
@given(questions(), amounts)
def test_distance_measures_what_was_added(question, amount):
    calendar, x = question
    assert calendar.distance(x, calendar.add(x, amount)) == amount


@unhurried
@given(questions(), st.integers(1, 1500))
def test_taking_away_what_was_added_leads_back(question, amount):
    calendar, x = question
    assert calendar.add(calendar.add(x, amount), -amount) == calendar.add(x, 0)


@unhurried
@given(questions(), st.integers(1, 1500), st.integers(1, 1500), st.sampled_from([1, -1]))
def test_two_steps_one_way_are_one_long_step(question, first, second, way):
    calendar, x = question
    assert calendar.add(calendar.add(x, way * first), way * second) == calendar.add(x, way * (first + second))


@unhurried
@given(questions(instants=3))
def test_distances_add_up_and_change_sign_with_direction(question):
    calendar, a, b, c = question
    assert calendar.distance(a, c) == calendar.distance(a, b) + calendar.distance(b, c)
    assert calendar.distance(c, a) == -calendar.distance(a, c)
    assert 0 <= calendar.distance(a, b) <= (b - a) / MINUTE + 1


@unhurried
@given(questions(instants=2), amounts, amounts)
def test_a_later_start_or_more_minutes_never_end_earlier(question, one, other):
    calendar, x, y = question
    assert calendar.add(x, one) <= calendar.add(y, one)
    assert calendar.add(x, min(one, other)) <= calendar.add(x, max(one, other))


@unhurried
@given(questions(), st.integers(-12, 12).filter(bool))
def test_added_days_are_counted_on_workdays_only(question, number):
    calendar, x = question
    zone = ZoneInfo(calendar.zone)
    here, end = x.astimezone(zone), calendar.add_days(x, number)
    around = [here.date() + timedelta(days=n) for n in range(-130, 131)]
    spans = [(day, calendar.spans(day)) for day in around]
    closing = [day for day, hours in spans if hours and hours[-1][1] == x and calendar.add(x, 0) != x]
    home = closing[0] if closing and not (here.hour or here.minute) else here.date()
    if number > 0:
        expected = [hours for day, hours in spans if hours and day > home][number - 1]
    else:
        expected = [hours for day, hours in spans if hours and day < home][number]
    assert any(start <= end <= close for start, close in expected)
    wall = here.time().replace(tzinfo=None)
    if any(start < end < close for start, close in expected):
        assert end.astimezone(zone).time() == wall


@unhurried
@given(questions(), st.lists(st.integers(-12, 12), min_size=2, max_size=6).map(sorted))
def test_more_days_never_end_earlier(question, numbers):
    calendar, x = question
    for earlier, later in pairwise(calendar.add_days(x, number) for number in numbers):
        assert earlier <= later
