"""Brings the plan of the next phase onto the stage: agreed, shifted once, and kept as a template."""

from datetime import datetime

from tasks.actions import (
    add_dependency,
    add_to_plan,
    confirm_plan,
    create_plan,
    create_task,
    save_template,
    shift_task,
    start_plan,
)
from tasks.models import Plan, Task
from tasks.plans.shifting import preview_shift

from ..content.plan import BODY, BY_DAYS, SHIFTED, STEPS, TEMPLATE, TITLE, WHY_SHIFTED, PlannedStep
from .stage import Stage

AGREED, MOVED, WEEKS = -4, -2, 40


def plan_ahead(stage: Stage) -> None:
    """Call for the plan, and for the shift after it was agreed."""
    stage.call(stage.times.at(AGREED), lambda: _agree(stage))
    stage.call(stage.times.at(MOVED), lambda: _shift(stage))


def _agree(stage: Stage) -> None:
    actor, times = stage.actor("coordinator"), stage.times
    plan = create_plan(
        actor=actor,
        title=TITLE,
        body=BODY,
        department=stage.city.departments["HCB"],
        starts_on=times.at(0).date(),
        ends_on=times.at(WEEKS).date(),
        visibility="organisation",
    )
    made = {step.key: _draft(stage, step) for step in STEPS}
    for task in made.values():
        plan = add_to_plan(plan=plan, task=task, actor=actor, version=plan.version)
    for step in STEPS:
        for before in step.after:
            add_dependency(predecessor=made[before], successor=made[step.key], actor=actor)
    save_template(plan=plan, actor=actor, version=plan.version, title=TEMPLATE)
    plan = confirm_plan(plan=plan, actor=actor, version=plan.version, override="二期必须年内启动。")
    stage.matters["plan"] = start_plan(plan=plan, actor=actor, version=plan.version)
    stage.matters |= {f"plan {key}": task for key, task in made.items()}


def _draft(stage: Stage, step: PlannedStep) -> Task:
    return create_task(
        actor=stage.actor("coordinator"),
        title=step.title,
        department=stage.city.departments[step.to],
        responsible=stage.city.people[step.who],
        start_at=None if step.milestone else _morning(stage, step.start),
        due_at=stage.times.evening(step.end),
        estimate_minutes=step.hours * 60 or None,
        is_milestone=step.milestone,
        source="plan",
        visibility="organisation",
    )


def _morning(stage: Stage, days: float) -> datetime:
    at = stage.times.at(days)
    return stage.times.calendar.spans(at.astimezone(stage.times.zone).date())[0][0]


def _shift(stage: Stage) -> None:
    actor = stage.actor("coordinator")
    plan = Plan.objects.get(pk=stage.matters["plan"].pk)
    task = Task.objects.get(pk=stage.matters[f"plan {SHIFTED}"].pk)
    stamp = preview_shift(plan, task, BY_DAYS, actor).stamp
    given = {"days": BY_DAYS, "reason": WHY_SHIFTED, "stamp": stamp}
    shift_task(plan=plan, task=task, actor=actor, version=plan.version, **given)
