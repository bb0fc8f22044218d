"""The calendar: days with what is due on them, in the reader's zone and working calendar, however much there is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from collab.org.models import CalendarDay, WorkingCalendar
from collab.org.selectors import forget_calendars

CALENDAR = reverse("tasks:calendar")
NOON = datetime(2031, 6, 12, 4, 0, tzinfo=UTC)


@pytest.fixture
def month(page, planner):
    """`month()` is June 2031 by day, as planning sees it."""

    def read(query: str = "?month=2031-06", person=None) -> dict[date, dict]:
        answer = page(person or planner).get(CALENDAR + query)
        assert answer.status_code == 200
        return {day["on"]: day for day in answer.context["days"]}

    return read


def test_a_task_stands_on_the_day_it_is_due_in_the_readers_zone(make_task, month, planner):
    task = make_task(due_at=datetime(2031, 6, 12, 17, 0, tzinfo=UTC))
    assert [one["id"] for one in month()[date(2031, 6, 13)]["due"]] == [task.pk]
    planner.time_zone = "Europe/London"
    planner.save()
    assert [one["id"] for one in month()[date(2031, 6, 12)]["due"]] == [task.pk]


def test_whole_weeks_around_the_month_are_shown(month):
    days = list(month())
    assert (days[0], days[-1], len(days) % 7) == (date(2031, 5, 26), date(2031, 7, 6), 0)
    week = list(month("?week=2031-W24"))
    assert (week[0], len(week)) == (date(2031, 6, 9), 7)


def test_days_off_holidays_and_makeup_days_are_told_apart(month, org):
    calendar = WorkingCalendar.objects.create(name="Planning's")
    CalendarDay.objects.create(calendar=calendar, date=date(2031, 6, 11), is_workday=False)
    CalendarDay.objects.create(calendar=calendar, date=date(2031, 6, 14), is_workday=True)
    org.planning.calendar = calendar
    org.planning.save()
    forget_calendars()
    days = month()
    assert days[date(2031, 6, 11)]["note"] == "Holiday"
    assert days[date(2031, 6, 14)]["note"] == "Make-up workday"
    assert days[date(2031, 6, 15)]["note"] == "Day off"
    assert [days[date(2031, 6, day)]["off"] for day in (10, 11, 14, 15)] == [False, True, False, True]


def test_a_task_under_way_stands_on_the_days_between(make_task, month):
    task = make_task(start_at=NOON - timedelta(days=3), due_at=NOON)
    days = month()
    running = [on.day for on, day in days.items() if [one["id"] for one in day["running"]] == [task.pk]]
    assert running == [9, 10, 11]
    assert [one["id"] for one in days[date(2031, 6, 12)]["due"]] == [task.pk]


def test_a_full_day_is_bounded_and_leads_to_the_list(make_task, month, page, planner, query_budget):
    for number in range(14):
        make_task(due_at=NOON + timedelta(minutes=number))
    day = month()[date(2031, 6, 12)]
    assert (len(day["first"]), len(day["folded"]), day["count"], day["beyond"]) == (3, 7, 14, True)
    listed = page(planner).get(day["url"])
    assert len(listed.context["rows"]) == 14


def test_filters_narrow_the_calendar_and_stay_in_its_links(make_task, month, page, planner):
    make_task(due_at=NOON)
    urgent = make_task(due_at=NOON, priority=2)
    days = month("?month=2031-06&priority=urgent")
    assert [one["id"] for one in days[date(2031, 6, 12)]["due"]] == [urgent.pk]
    shown = page(planner).get(CALENDAR + "?month=2031-06&priority=urgent").content.decode()
    assert "?priority=urgent&amp;month=2031-07" in shown


def test_nothing_out_of_sight_is_on_it_or_counted(make_task, month, outsider):
    make_task(due_at=NOON, start_at=NOON - timedelta(days=2))
    assert not [day for day in month(person=outsider).values() if day["count"] or day["running"]]


@pytest.mark.parametrize(
    "query", ["month=2031-13", "month=june", "week=2031-W60", "month=0001-01", "when=now"]
)
def test_a_place_that_is_not_in_any_calendar_is_refused(page, planner, query):
    assert page(planner).get(f"{CALENDAR}?{query}").status_code == 400
