"""Plans: agreed with a baseline, refused while people cannot carry them, shifted with a preview, begun from templates."""

from datetime import timedelta

import pytest

from collab.activity.models import Activity
from collab.common.errors import Conflict, Forbidden, Invalid, StaleVersion, TransitionRefused
from collab.deadlines.models import Extension
from collab.org.models import Absence
from collab.org.selectors import calendar_of
from tasks.actions import (
    add_to_plan,
    cancel_plan,
    close_plan,
    confirm_plan,
    create_plan,
    edit_plan,
    move_in_plan,
    plan_from_template,
    rebaseline_plan,
    remove_from_plan,
    save_template,
    shift_task,
    start_plan,
)
from tasks.models import Baseline, Plan, PlanItem, Task
from tasks.plans.feasibility import feasibility_of
from tasks.plans.selectors import reckoned, slips
from tasks.plans.shifting import preview_shift

from .planning import a_monday

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_autumn")]


def confirmed(plan: Plan, actor, **more) -> Plan:
    return confirm_plan(plan=plan, actor=actor, version=plan.version, **more)


def test_a_plan_lives_from_draft_to_completion(org, by, make_plan):
    plan, _tasks = make_plan("draft", "draft")
    assert plan.number.startswith("P-")
    plan = confirmed(plan, by(org.head))
    plan = start_plan(plan=plan, actor=by(org.head), version=plan.version)
    with pytest.raises(Conflict):
        close_plan(plan=plan, actor=by(org.head), version=plan.version)
    plan = close_plan(plan=plan, actor=by(org.head), version=plan.version, waiver="The rest goes elsewhere")
    assert (plan.status, plan.is_open) == ("closed", False)
    with pytest.raises(TransitionRefused):
        cancel_plan(plan=plan, actor=by(org.head), version=plan.version, reason="Too late")
    events = list(Activity.objects.filter(matter=plan).order_by("pk").values_list("event", flat=True))
    assert events == [
        "plan.drafted",
        *["plan.task_added"] * 2,
        "plan.confirmed",
        "plan.started",
        "plan.closed",
    ]


def test_a_plan_without_tasks_is_not_confirmed(org, by, make_plan):
    plan, _tasks = make_plan()
    with pytest.raises(Conflict) as refusal:
        confirmed(plan, by(org.head))
    assert refusal.value.code == "empty_plan"


def test_a_task_is_in_one_plan_at_most_until_that_plan_ends(org, by, make_plan):
    first, (task,) = make_plan("draft")
    second, _tasks = make_plan()
    with pytest.raises(Conflict):
        add_to_plan(plan=second, task=task, actor=by(org.head), version=second.version)
    cancel_plan(plan=first, actor=by(org.head), version=first.version, reason="Given up")
    add_to_plan(plan=second, task=task, actor=by(org.head), version=second.version)
    assert PlanItem.objects.get(task=task).plan_id == second.pk


def test_order_period_and_leaving(org, by, make_plan):
    plan, tasks = make_plan("draft", "draft", "draft")
    plan = move_in_plan(plan=plan, task=tasks[2], actor=by(org.head), version=plan.version, position=1)
    order = list(plan.items.values_list("task_id", flat=True))
    assert order == [tasks[2].pk, tasks[0].pk, tasks[1].pk]
    period = {"starts_on": plan.ends_on, "ends_on": plan.starts_on, "owner": org.staff}
    with pytest.raises(Invalid):
        edit_plan(plan=plan, actor=by(org.head), version=plan.version, **period)
    plan = confirmed(plan, by(org.head))
    with pytest.raises(Invalid):
        remove_from_plan(plan=plan, task=tasks[0], actor=by(org.head), version=plan.version)
    plan = remove_from_plan(
        plan=plan, task=tasks[0], actor=by(org.head), version=plan.version, reason="Not needed"
    )
    assert plan.items.count() == 2


def test_who_may_plan_and_who_may_confirm(org, by, make_plan, make_task):
    plan, _tasks = make_plan("draft")
    mine = create_plan(
        actor=by(org.staff),
        title="Mine",
        department=org.housing,
        starts_on=a_monday(),
        ends_on=a_monday(),
    )
    with pytest.raises(Forbidden):
        confirmed(mine, by(org.staff))
    with pytest.raises(Forbidden):
        start_plan(plan=plan, actor=by(org.colleague), version=plan.version)
    with pytest.raises(Forbidden):
        create_plan(
            actor=by(org.staff), title="X", department=org.culture, starts_on=a_monday(), ends_on=a_monday()
        )
    with pytest.raises(StaleVersion):
        confirm_plan(plan=plan, actor=by(org.head), version=plan.version - 1)


def test_confirming_freezes_dates_and_a_new_baseline_needs_a_reason(org, by, make_plan, at):
    plan, (first, second) = make_plan("draft", "draft")
    plan = confirmed(plan, by(org.head))
    preview = preview_shift(plan, first, 5, by(org.head))
    shift_task(
        plan=plan, task=first, actor=by(org.head), version=plan.version, days=5, reason="Late papers",
        stamp=preview.stamp,
    )  # fmt: skip
    plan.refresh_from_db()
    with pytest.raises(Invalid):
        rebaseline_plan(plan=plan, actor=by(org.head), version=plan.version, reason=" ")
    baseline = plan.baselines.get()
    found = {one.task.pk: one.days for one in slips(plan, baseline, None, org.head)}
    assert found == {first.pk: 5.0, second.pk: 2.0}
    rebaseline_plan(plan=plan, actor=by(org.head), version=plan.version, reason="Agreed anew")
    assert list(plan.baselines.values_list("number", "reason")) == [(1, ""), (2, "Agreed anew")]
    old, new = Baseline.objects.order_by("number")
    assert {one.days for one in slips(plan, old, new, org.head)} == {5.0, 2.0}
    assert {one.days for one in slips(plan, new, None, org.head)} == {0.0}


def test_what_is_critical_is_reckoned_over_the_plan(org, by, make_plan):
    from collab.matters.rows import Calendars

    plan, (first, second) = make_plan("draft", "draft")
    found = reckoned([plan.pk], Calendars())
    day = calendar_of(org.housing).day_minutes
    assert found[second.pk].critical
    assert found[first.pk].slack == 3 * day


def test_drafts_move_at_once_and_work_handed_out_asks(org, by, make_plan, at):
    plan, (first, second, third) = make_plan("draft", "in_progress", "draft")
    preview = preview_shift(plan, first, 10, by(org.head))
    assert [(move.task.pk, move.how) for move in preview.moves] == [
        (first.pk, "move"),
        (second.pk, "ask"),
        (third.pk, "move"),
    ]
    done = shift_task(
        plan=plan, task=first, actor=by(org.head), version=plan.version, days=10, reason="Rain",
        stamp=preview.stamp,
    )  # fmt: skip
    assert [move.how for move in done.moves] == ["move", "ask", "move"]
    first.refresh_from_db()
    assert (first.start_at, first.due_at) == (at(14), at(15, 18))
    extension = Extension.objects.get(matter=second)
    assert extension.new_due_at == at(17, 18)
    assert Task.objects.get(pk=second.pk).due_at == second.due_at
    assert Task.objects.get(pk=third.pk).start_at == at(18)


def test_what_cannot_move_is_left_and_says_why(org, by, make_plan, at):
    plan, (first, _second) = make_plan("in_progress", "issued")
    earlier = preview_shift(plan, first, -2, by(org.head))
    assert [move.how for move in earlier.moves] == ["left"]
    assert "only later" in str(earlier.moves[0].why)
    shifted = preview_shift(plan, first, 8, by(org.admin))
    assert {str(move.why) for move in shifted.moves} == {
        "More time for this is asked for by those who do the work."
    }


def test_a_preview_that_grew_old_moves_nothing(org, by, make_plan):
    plan, (first, _second) = make_plan("draft", "draft")
    stamp = preview_shift(plan, first, 3, by(org.head)).stamp
    shift_task(
        plan=plan, task=first, actor=by(org.head), version=plan.version, days=3, reason="Once", stamp=stamp
    )
    plan.refresh_from_db()
    with pytest.raises(Conflict) as refusal:
        shift_task(
            plan=plan, task=first, actor=by(org.head), version=plan.version, days=3, reason="x", stamp=stamp
        )
    assert refusal.value.code == "preview_stale"


def test_a_plan_nobody_can_carry_is_refused_with_names_weeks_and_tasks(org, by, make_plan):
    plan, (first, _second) = make_plan("draft", "draft", tie=False, estimate_minutes=60 * 60)
    with pytest.raises(Conflict) as refusal:
        confirmed(plan, by(org.head))
    assert refusal.value.code == "overloaded"
    told = str(refusal.value)
    assert "Staff" in told
    assert a_monday().isoformat() in told
    assert first.number in told
    plan = confirmed(plan, by(org.head), override="Volunteers help")
    assert plan.override_reason == "Volunteers help"


def test_absences_and_other_work_take_from_what_a_week_holds(org, by, make_plan, make_task, at):
    plan, (first,) = make_plan("draft", estimate_minutes=20 * 60)
    assert feasibility_of(plan).weeks == []
    Absence.objects.create(person=org.staff, starts_at=at(0, 0), ends_at=at(3, 0))
    (week,) = feasibility_of(plan).weeks
    assert (week.planned, week.holds, week.tasks) == (1200, 960, [first])
    Absence.objects.all().delete()
    make_task(start_at=at(0), due_at=at(4, 18), estimate_minutes=30 * 60)
    (week,) = feasibility_of(plan).weeks
    assert (week.planned, week.elsewhere, week.holds) == (1200, 1800, 2400)


def test_a_template_keeps_relative_dates_roles_and_dependencies(org, by, make_plan, at):
    plan, (_first, _second) = make_plan("draft", "draft")
    template = save_template(plan=plan, actor=by(org.head), version=plan.version, title="Renewal")
    assert [task["role"] for task in template.content["tasks"]] == ["Housing", "Housing"]
    with pytest.raises(Conflict):
        save_template(plan=plan, actor=by(org.head), version=plan.version, title="Renewal")
    given = {
        "template": template,
        "actor": by(org.head),
        "title": "Next year",
        "department": org.housing,
        "starts_on": a_monday() + timedelta(days=28),
    }
    with pytest.raises(Invalid):
        plan_from_template(roles={}, **given)
    fresh = plan_from_template(roles={"Housing": (org.housing, org.colleague)}, **given)
    tasks = list(Task.objects.filter(plan_item__plan=fresh).order_by("plan_item__position"))
    assert [(task.status, task.owner_id) for task in tasks] == [("draft", org.colleague.pk)] * 2
    assert [task.start_at for task in tasks] == [at(28), at(35)]
    assert [task.due_at for task in tasks] == [at(29, 18), at(36, 18)]
    assert tasks[1].waits_for.get().predecessor_id == tasks[0].pk
