"""What a goal is measured by: set up, told by hand, followed from tasks, fed by another system."""

from datetime import timedelta
from decimal import Decimal

import pytest

from collab.common.errors import Conflict, Forbidden, Invalid, TransitionRefused
from collab.matters.models import Matter
from goals import actions
from goals.models import Figure, Follows, Health
from tasks import actions as tasks

from .measuring import SUMMER, fresh

pytestmark = pytest.mark.usefixtures("summer")


def edit(key_result, actor, **changes):
    row = fresh(key_result)
    return actions.edit_key_result(key_result=row, actor=actor, version=row.version, **changes)


def tell(key_result, actor, value, at=None):
    row = fresh(key_result)
    return actions.tell_figure(key_result=row, actor=actor, version=row.version, value=Decimal(value), at=at)


def test_a_goal_is_measured_by_the_weighted_mean_of_its_key_results(live, measure, by, org):
    goal = live()
    half = measure(goal, 50, weight=1)
    measure(goal, 80, weight=2)
    assert fresh(goal).progress == Decimal("0.7000")
    tell(half, by(org.colleague), 80)
    assert fresh(goal).progress == Decimal("0.8000")


def test_a_key_result_nobody_has_told_is_left_out_and_not_counted_as_nought(live, measure):
    goal = live()
    missing = measure(goal)
    assert fresh(goal).progress is None
    assert fresh(goal).health == Health.NONE
    measure(goal, 60)
    assert (fresh(goal).progress, fresh(missing).current_value) == (Decimal("0.6000"), None)


def test_progress_confidence_and_score_are_three_different_things(live, measure):
    row = fresh(measure(live(), 40, confidence=90))
    assert (row.current_value, row.confidence, row.score) == (40, 90, None)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("target_value", {"target_value": Decimal(0)}),
        ("unit", {"unit": "  "}),
        ("weight", {"weight": 0}),
        ("confidence", {"confidence": 101}),
        ("cadence", {"cadence": "daily"}),
        ("follows", {"follows": "hearsay"}),
        ("target_value", {"target_value": Decimal("1e15")}),
    ],
)
def test_a_key_result_that_cannot_be_measured_is_refused_by_field(live, measure, field, changes):
    with pytest.raises(Invalid) as refused:
        measure(live(), **changes)
    assert refused.value.errors[0].field == field


def test_moving_the_goalposts_of_an_agreed_goal_needs_a_reason(live, measure, by, org):
    row = measure(live(), 40)
    with pytest.raises(Invalid) as refused:
        edit(row, by(org.staff), target_value=Decimal(50))
    assert refused.value.errors[0].field == "reason"
    edit(row, by(org.staff), target_value=Decimal(50), reason="Half the street was struck off.")
    assert fresh(row.goal).progress == Decimal("0.8000")
    edit(row, by(org.staff), confidence=30)


def test_only_those_who_answer_for_the_goal_change_what_is_measured(live, measure, by, org):
    row = measure(live(), 40)
    with pytest.raises(Forbidden):
        edit(row, by(org.colleague), weight=3)
    with pytest.raises(Forbidden):
        tell(row, by(org.planner), 50)


def test_a_figure_told_late_goes_into_the_history_and_leaves_the_newest_standing(live, measure, by, org):
    row = measure(live(), 40)
    tell(row, by(org.colleague), 10, SUMMER - timedelta(days=60))
    assert fresh(row).current_value == 40
    assert [figure.value for figure in Figure.objects.filter(key_result=row)] == [10, 40]
    with pytest.raises(Invalid) as refused:
        tell(row, by(org.colleague), 50, SUMMER + timedelta(days=1))
    assert refused.value.errors[0].field == "at"


def test_a_cancelled_key_result_no_longer_counts_and_takes_no_figures(live, measure, by, org):
    goal = live()
    row = measure(goal, 10)
    measure(goal, 90)
    actions.cancel_key_result(
        key_result=fresh(row), actor=by(org.staff), version=fresh(row).version, reason="Measured twice."
    )
    assert fresh(goal).progress == Decimal("0.9000")
    with pytest.raises(TransitionRefused):
        tell(row, by(org.colleague), 50)


def test_what_is_measured_stands_while_the_goal_is_scored(live, measure, take):
    goal = take(live(), "score")
    with pytest.raises(TransitionRefused):
        measure(goal, 10)


def feed(key_result, actor, value, at):
    return actions.feed_figure(key_result=key_result, actor=actor, value=Decimal(value), at=at)


def test_a_metric_fed_twice_for_one_instant_counts_once(live, measure, by, org):
    row = measure(live(), follows=Follows.METRIC, metric_key="rehoused")
    at = SUMMER - timedelta(hours=1)
    first, news = feed(row, by(org.colleague), 30, at)
    again, repeated = feed(row, by(org.colleague), 30, at)
    assert (first.pk, news, repeated) == (again.pk, True, False)
    assert fresh(row.goal).progress == Decimal("0.3000")
    with pytest.raises(Conflict):
        feed(row, by(org.colleague), 31, at)
    feed(row, by(org.colleague), 20, at - timedelta(days=1))
    assert fresh(row).current_value == 30


def test_a_figure_comes_from_one_source_only(live, measure, by, org):
    manual, fed = measure(live(), 5), measure(live(), follows=Follows.METRIC)
    with pytest.raises(Conflict):
        feed(manual, by(org.colleague), 30, SUMMER)
    with pytest.raises(Conflict):
        tell(fed, by(org.colleague), 30)


def follow(key_result, actor, task, weight=1):
    row = fresh(key_result)
    matter = Matter.objects.get(pk=task.pk)
    return actions.follow_task(key_result=row, actor=actor, version=row.version, task=matter, weight=weight)


def finish(task, by, org):
    task = tasks.sign_for_task(task=task, actor=by(org.staff), version=task.version)
    task = tasks.start_task(task=task, actor=by(org.staff), version=task.version)
    task = tasks.submit_task(task=task, actor=by(org.staff), version=task.version, result="Done.")
    task = tasks.verify_task(task=task, actor=by(org.planner), version=task.version)
    return tasks.complete_task(task=task, actor=by(org.planner), version=task.version)


@pytest.mark.parametrize(
    ("follows", "expected"),
    [(Follows.TASKS_COUNT, 50), (Follows.TASKS_WEIGHT, 75), (Follows.TASKS_HOURS, 20)],
)
def test_a_key_result_follows_its_tasks_by_number_weight_or_hours(
    live, measure, make_task, by, org, django_capture_on_commit_callbacks, follows, expected
):
    row = measure(live(), follows=follows)
    done, open_ = make_task(estimate_minutes=60), make_task(estimate_minutes=240)
    follow(row, by(org.staff), done, weight=3)
    follow(row, by(org.staff), open_, weight=1)
    assert fresh(row).current_value == 0
    with django_capture_on_commit_callbacks(execute=True):
        finish(done, by, org)
    assert fresh(row).current_value == expected
    assert fresh(row.goal).progress == Decimal(expected) / 100


def test_a_task_that_is_withdrawn_no_longer_counts(
    live, measure, make_task, by, org, django_capture_on_commit_callbacks
):
    row = measure(live(), follows=Follows.TASKS_COUNT)
    done, gone = make_task(), make_task()
    follow(row, by(org.staff), done)
    follow(row, by(org.staff), gone)
    with django_capture_on_commit_callbacks(execute=True):
        finish(done, by, org)
        tasks.withdraw_task(task=gone, actor=by(org.planner), version=gone.version, reason="Not needed.")
    assert fresh(row).current_value == 100


def test_without_a_task_that_counts_the_figure_is_missing(live, measure, make_task, by, org):
    row = measure(live(), follows=Follows.TASKS_HOURS)
    follow(row, by(org.staff), make_task())
    assert fresh(row).current_value is None
    task = make_task()
    with pytest.raises(Invalid):
        actions.unfollow_task(
            key_result=fresh(row), actor=by(org.staff), version=fresh(row).version, task=task
        )


def test_only_work_one_sees_can_be_followed(live, measure, make_task, by, org):
    row = measure(live(), follows=Follows.TASKS_COUNT)
    hidden = make_task(
        department=org.culture, responsible=org.outsider, visibility="parties", actor=org.coordinator
    )
    with pytest.raises(Invalid):
        follow(row, by(org.staff), hidden)


def test_who_does_not_see_the_goal_cannot_be_given_a_key_result_of_it(live, measure, org):
    with pytest.raises(Invalid) as refused:
        measure(live(), owner=org.outsider)
    assert refused.value.errors[0].field == "owner"


def test_a_key_result_is_seen_by_whoever_sees_its_goal(live, measure, org):
    row = measure(live(), 40)
    seen = {
        name
        for name in ("staff", "planner", "leader", "coordinator", "outsider")
        if type(row).objects.visible_to(getattr(org, name)).filter(pk=row.pk).exists()
    }
    assert seen == {"staff", "planner", "leader", "coordinator"}
