"""Workload: how minutes spread over weeks, what a week can hold, who sees whose, and what stands apart."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from collab.common import clock
from collab.matters.actions import add_party
from collab.org.models import Absence, Person
from collab.org.worktime import Calendar
from insight.selectors import workload
from tasks.load import capacity, monday_of, spread
from tests.promises.conftest import MONDAY
from tests.tasks.conftest import page  # noqa: F401

DAY = ((540, 720), (780, 1080))
WEEK = 5 * 480.0
OFFICE = Calendar(
    zone="Asia/Shanghai",
    weekly=(DAY, DAY, DAY, DAY, DAY, (), ()),
    holidays=frozenset({date(2026, 3, 11), date(2026, 3, 12)}),
    workdays=frozenset({date(2026, 3, 14)}),
)
ADDRESS, API = reverse("insight:workload"), "/api/v1/workload/"
PAGE_COST = 14
BASE = datetime(2026, 3, 2, tzinfo=UTC)
instants = st.integers(0, 40 * 24 * 60).map(lambda n: BASE + timedelta(minutes=n))


@settings(max_examples=60, deadline=None)
@given(st.tuples(instants, instants), st.integers(1, 20_000))
def test_spreading_keeps_every_minute(ends, minutes):
    start, end = sorted(ends)
    assert sum(spread(start, end, minutes, OFFICE).values()) == pytest.approx(minutes)


@settings(max_examples=25, deadline=None)
@given(instants, st.integers(1, 12 * 24 * 60), st.integers(1, 5_000))
def test_each_week_s_share_is_what_counting_minute_by_minute_gives(start, length, minutes):
    end = start + timedelta(minutes=length)
    counted: dict[date, int] = {}
    for n in range(length):
        at = start + timedelta(minutes=n)
        local = at.astimezone(OFFICE._tz).date()
        if any(opens <= at < closes for opens, closes in OFFICE.spans(local)):
            counted[monday_of(local)] = counted.get(monday_of(local), 0) + 1
    total = sum(counted.values())
    if total:
        naive = {monday: minutes * n / total for monday, n in counted.items()}
        assert spread(start, end, minutes, OFFICE) == pytest.approx(naive)


def test_a_week_holds_less_where_there_are_holidays_and_absences():
    monday = date(2026, 3, 9)
    assert capacity(OFFICE, [], monday) == WEEK - 480
    off = [(BASE + timedelta(days=6, hours=16), BASE + timedelta(days=7, hours=16))]
    assert capacity(OFFICE, off, monday) == WEEK - 480 - 480


def mine(reader, weeks: int = 4, department=None) -> dict[str, workload.Load]:
    people = workload.people_of(reader, department)
    return {
        load.person.username: load for load in workload.loads(reader, people, workload.weeks_ahead(weeks))
    }


pytestmark = pytest.mark.django_db


def test_an_estimate_is_spread_up_to_the_due_date_and_too_much_is_marked(make_task, staff):
    with clock.told(MONDAY):
        task = make_task("accepted", due_at=MONDAY + timedelta(days=13), estimate_minutes=6000)
        load = mine(staff)["staff"]
    first, second = list(load.capacity)[:2]
    assert sum(load.weeks.values()) == pytest.approx(6000)
    assert load.tasks[first].keys() == {task.pk}
    assert load.is_over(first)
    assert load.is_over(second)
    assert not load.is_over(list(load.capacity)[2])


def test_what_has_no_estimate_or_no_date_is_counted_apart_and_never_as_nothing(make_task, staff):
    guess = make_task("accepted")
    dateless = make_task("accepted", due_at=None, estimate_minutes=60)
    load = mine(staff)["staff"]
    assert (load.unestimated, load.undated, load.weeks) == ([guess.pk], [dateless.pk], {})


def test_those_responsible_share_a_task_evenly(make_task, org, by):
    with clock.told(MONDAY):
        task = make_task("accepted", due_at=MONDAY + timedelta(days=4), estimate_minutes=600)
        add_party(
            matter=task, actor=by(org.planner), version=task.version, role="responsible", person=org.colleague
        )
        found = mine(org.coordinator)
    assert sum(found["staff"].weeks.values()) == pytest.approx(300)
    assert sum(found["colleague"].weeks.values()) == pytest.approx(300)


def test_overdue_work_waits_in_the_present_week(make_task, staff):
    with clock.told(MONDAY):
        make_task("accepted", due_at=MONDAY + timedelta(days=4), estimate_minutes=600)
    with clock.told(MONDAY + timedelta(days=30)):
        load = mine(staff)["staff"]
        [this_week] = workload.weeks_ahead(1)
    assert load.weeks == {this_week: 600}


def test_an_absence_leaves_less_room(staff):
    with clock.told(MONDAY):
        Absence.objects.create(person=staff, starts_at=MONDAY, ends_at=MONDAY + timedelta(days=7))
        load = mine(staff, 2)["staff"]
    first, second = load.capacity.values()
    assert first == 0
    assert second > 0


def test_heads_see_their_tree_staff_themselves_and_coordinators_everybody(org):
    assert mine(org.staff).keys() == {"staff"}
    assert {"staff", "colleague", "head"} <= mine(org.head).keys()
    assert "outsider" not in mine(org.head)
    assert len(mine(org.coordinator)) == Person.objects.active().count()
    assert mine(org.coordinator, department=org.housing).keys() == {"staff", "colleague", "liaison", "head"}


def test_every_figure_opens_its_work_with_the_levers(make_task, staff, outsider, page):  # noqa: F811
    task = make_task("accepted", due_at=clock.now() + timedelta(days=9), estimate_minutes=900)
    browser = page(staff)
    [person] = browser.get(ADDRESS).context["people"]
    cell = next(cell for cell in person["cells"] if cell["url"])
    [row] = browser.get(cell["url"]).context["rows"]
    assert row["id"] == task.pk
    assert [action.url.rstrip("/").split("/")[-1] for action in row["actions"]][:2] == [
        "request-extension",
        "reassign",
    ]
    assert page(outsider).get(cell["url"]).status_code == 404


def test_the_api_says_the_same(make_task, staff, page):  # noqa: F811
    make_task("accepted", due_at=clock.now() + timedelta(days=9), estimate_minutes=900)
    body = page(staff).get(API, {"weeks": 3}).json()
    assert len(body["weeks"]) == 3
    [row] = body["results"]
    assert sum(week["minutes"] for week in row["weeks"]) == pytest.approx(900, abs=1)


@pytest.mark.parametrize("query", ["weeks=0", "weeks=13", "department=999999", "weeks=x"])
def test_a_workload_that_cannot_be_read_is_refused(page, staff, query):  # noqa: F811
    assert page(staff).get(f"{ADDRESS}?{query}").status_code == 400
    assert page(staff).get(f"{API}?{query}").status_code == 400


@pytest.mark.parametrize("size", [3, 30])
def test_the_workload_costs_the_same_however_much_there_is(make_task, coordinator, page, query_budget, size):  # noqa: F811
    for _ in range(size):
        make_task("accepted", estimate_minutes=300)
    browser = page(coordinator)
    browser.get(ADDRESS)
    for address in (ADDRESS, API):
        with query_budget(PAGE_COST):
            assert browser.get(address).status_code == 200
