"""Checking in on a cadence: who is reminded, what a check-in keeps, who reviews it, and when its words are locked."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid, StaleVersion, TransitionRefused
from collab.deadlines.actions import sweep
from collab.deadlines.models import Clock, Deadline, Firing
from collab.org.models import Person
from collab.org.selectors import calendar_of
from goals import actions
from goals.checkins.cadence import next_due
from goals.models import Cadence, CheckIn, Figure, Follows, Goal, Health

from .measuring import START, SUMMER, fresh

SHANGHAI = timedelta(hours=8)


def waiting(key_result):
    """The clocks that run for a check-in."""
    return Deadline.objects.running().filter(matter=key_result.pk, clock=Clock.CHECK_IN)


def chased(key_result) -> list[list[str]]:
    """Who was told by each rung that fired, first to last."""
    rows = Firing.objects.filter(deadline__matter=key_result.pk, deadline__clock=Clock.CHECK_IN)
    names = dict(Person.objects.values_list("pk", "username"))
    return [[names[pk] for pk in row.people] for row in rows.order_by("planned_at", "pk")]


def test_a_check_in_keeps_the_figure_and_moves_goal_and_clock(live, measure, say):
    goal = live()
    with clock.told(START):
        row = measure(goal, 0)
    first = waiting(row).get()
    with clock.told(SUMMER):
        filed = say(row, 55, confidence=70)
    assert filed.figures == {str(row.pk): "55"}
    assert Figure.objects.get(check_in=filed).value == 55
    stored = fresh(row)
    assert (stored.current_value, stored.confidence, stored.last_check_in_at) == (55, 70, SUMMER)
    assert fresh(goal).progress == Decimal("0.5500")
    assert waiting(row).get().pk != first.pk
    assert waiting(row).get().due_at > SUMMER


@pytest.mark.usefixtures("summer")
def test_filing_twice_in_one_period_does_not_put_the_next_one_off_twice(live, measure, say):
    row = measure(live(), 10)
    say(row, 20)
    due = waiting(row).get().due_at
    say(row, 21)
    assert waiting(row).get().due_at == due


def test_a_missed_check_in_reminds_its_owner_then_the_goals_owner_then_the_line(live, measure):
    goal = live()
    with clock.told(START):
        row = measure(goal, 0)
    due = waiting(row).get().due_at
    sweep(now=due - timedelta(minutes=1))
    assert chased(row) == [["colleague"]]
    sweep(now=due)
    assert chased(row)[1:] == [["colleague"]]
    sweep(now=due + timedelta(days=4))
    assert chased(row)[2] == ["colleague", "staff"]
    sweep(now=due + timedelta(days=15))
    assert chased(row)[3:] == [["head"], ["leader"]]


def test_a_check_in_stops_the_reminders(live, measure, say):
    goal = live()
    with clock.told(START):
        row = measure(goal, 0)
    due = waiting(row).get().due_at
    with clock.told(due - timedelta(hours=1)):
        say(row, 10)
    sweep(now=due + timedelta(days=6))
    assert chased(row) == []


def test_a_paused_goal_stops_the_clock_and_moves_it_by_the_time_that_stood_still(live, measure, take):
    goal = live()
    with clock.told(START):
        row = measure(goal, 0)
    due = waiting(row).get().due_at
    with clock.told(START + timedelta(days=7)):
        goal = take(goal, "pause")
    sweep(now=due + timedelta(days=30))
    assert chased(row) == []
    with clock.told(START + timedelta(days=21)):
        take(goal, "resume")
    assert waiting(row).get().due_at == calendar_of(goal.department).add(due, 10 * 8 * 60)


@pytest.mark.usefixtures("summer")
@pytest.mark.parametrize("step", ["score", "cancel"])
def test_no_check_in_is_asked_for_once_the_goal_is_no_longer_under_way(live, measure, take, say, step):
    goal = live()
    row = measure(goal, 10)
    goal = take(goal, step)
    assert not waiting(row).exists()
    if step == "cancel":
        with pytest.raises(TransitionRefused):
            say(row, 10)
        assert fresh(row).status == "cancelled"


@pytest.mark.usefixtures("summer")
def test_another_owner_is_asked_from_then_on(live, measure, by, org):
    row = measure(live(), 10)
    actions.edit_key_result(
        key_result=fresh(row), actor=by(org.staff), version=fresh(row).version, owner=org.liaison
    )
    assert waiting(row).get().party.person == org.liaison
    sweep(now=waiting(row).get().due_at)
    assert chased(row)[-1] == ["liaison"]


@pytest.mark.parametrize(
    ("cadence", "days"),
    [
        (Cadence.WEEKLY, ["01-12", "01-19", "01-26"]),
        (Cadence.FORTNIGHTLY, ["01-19", "02-02", "02-24"]),
        (Cadence.MONTHLY, ["02-05", "03-05", "04-07"]),
        (Cadence.QUARTERLY, ["04-07", "07-06", "10-08"]),
    ],
)
def test_check_ins_fall_on_the_grid_of_their_cadence_and_on_workdays(org, cadence, days):
    calendar = calendar_of(org.housing)
    found, after = [], START
    for _n in range(3):
        after = next_due(START, cadence, after, None, calendar)
        found.append(f"{after + SHANGHAI:%m-%d}")
        assert calendar.is_workday((after + SHANGHAI).date())
    assert found == days


def test_the_last_check_in_falls_on_the_end_and_none_after_it(org):
    calendar, ends = calendar_of(org.housing), datetime(2026, 2, 10, 10, tzinfo=UTC)
    last = next_due(START, Cadence.MONTHLY, START + timedelta(days=33), ends, calendar)
    assert last == ends
    assert next_due(START, Cadence.MONTHLY, ends, ends, calendar) is None


def test_the_thirty_first_becomes_the_last_day_of_a_shorter_month(org):
    began = datetime(2026, 8, 31, 1, tzinfo=UTC)
    due = next_due(began, Cadence.MONTHLY, began, None, calendar_of(org.housing))
    assert (due + SHANGHAI).date() == date(2026, 9, 30)


@pytest.mark.usefixtures("summer")
@pytest.mark.parametrize(
    ("field", "answers"),
    [
        ("message", {"message": " "}),
        ("light", {"light": "none"}),
        ("blockers", {"light": Health.RED}),
        ("confidence", {"confidence": 101}),
    ],
)
def test_a_check_in_that_says_nothing_is_refused_by_field(live, measure, say, field, answers):
    with pytest.raises(Invalid) as refused:
        say(measure(live(), 10), **answers)
    assert refused.value.errors[0].field == field
    assert not CheckIn.objects.exists()


@pytest.mark.usefixtures("summer")
def test_a_figure_that_comes_from_elsewhere_is_not_told_in_a_check_in(live, measure, say):
    row = measure(live(), follows=Follows.METRIC)
    with pytest.raises(Conflict):
        say(row, 10)
    assert say(row).figures == {str(row.pk): None}


@pytest.mark.usefixtures("summer")
def test_nobody_else_checks_in(live, measure, say, org):
    with pytest.raises(Forbidden):
        say(measure(live(), 10), who=org.planner)


@pytest.mark.usefixtures("summer")
def test_the_reviewers_acknowledgement_locks_a_check_in(live, measure, say, by, org):
    filed = say(measure(live(), 10), 20)
    assert filed.reviewer == org.staff
    edited = actions.edit_check_in(
        check_in=filed, actor=by(org.colleague), version=filed.version, message="Three families moved."
    )
    with pytest.raises(StaleVersion):
        actions.acknowledge_check_in(check_in=filed, actor=by(org.staff), version=1)
    with pytest.raises(Forbidden):
        actions.acknowledge_check_in(check_in=edited, actor=by(org.colleague), version=edited.version)
    seen = actions.acknowledge_check_in(
        check_in=edited, actor=by(org.staff), version=edited.version, note="Thank you."
    )
    assert (seen.acknowledged_by, seen.note) == (org.staff, "Thank you.")
    with pytest.raises(Conflict) as locked:
        actions.edit_check_in(
            check_in=seen, actor=by(org.colleague), version=seen.version, message="Never said it."
        )
    assert locked.value.code == "locked"
    assert fresh(filed).message == "Three families moved."


@pytest.mark.usefixtures("summer")
def test_what_the_goals_owner_says_is_reviewed_by_the_sponsor(live, measure, say, org):
    assert say(measure(live(), 10), who=org.staff).reviewer == org.leader


@pytest.mark.usefixtures("summer")
def test_a_new_reviewer_inherits_only_what_is_open(live, measure, say, by, org):
    goal = live()
    row = measure(goal, 10)
    read, open_ = say(row, 20), say(row, 30)
    actions.acknowledge_check_in(check_in=read, actor=by(org.staff), version=read.version)
    goal = Goal.objects.get(pk=goal.pk)
    actions.name_reviewer(goal=goal, actor=by(org.leader), version=goal.version, reviewer=org.head)
    assert fresh(read).reviewer == org.staff
    assert fresh(open_).reviewer == org.head
    assert say(row, 40).reviewer == org.head


@pytest.mark.usefixtures("summer")
def test_a_check_in_on_the_whole_keeps_all_figures_as_they_stand(live, measure, by, org):
    goal = live()
    told, missing = measure(goal, 10), measure(goal)
    goal = Goal.objects.get(pk=goal.pk)
    row = actions.check_in_goal(
        goal=goal,
        actor=by(org.staff),
        version=goal.version,
        light=Health.YELLOW,
        message="The site is late.",
    )
    assert row.figures == {str(told.pk): "10", str(missing.pk): None}
    assert fresh(goal).last_check_in_at == SUMMER
