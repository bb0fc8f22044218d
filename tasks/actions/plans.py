"""Beginning, confirming, rebaselining and ending plans."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden, Invalid, require
from collab.common.instants import last_moment
from collab.matters.actions import open_matter
from collab.matters.endings import look_back_on
from collab.matters.models import Kind, Party, PartyRole, Visibility
from collab.org.models import Department, Person
from collab.org.selectors import calendar_of

from .. import policies as task_policies
from ..models import Baseline, BaselineItem, Plan, Task
from ..plans import policies
from ..plans.account import expected_of, figures_of
from ..plans.events import (
    PLAN_CANCELLED,
    PLAN_CLOSED,
    PLAN_CONFIRMED,
    PLAN_DRAFTED,
    PLAN_EDITED,
    PLAN_REBASELINED,
    PLAN_STARTED,
)
from ..plans.feasibility import Week, feasibility_of
from ..plans.selectors import tasks_of
from .receipt import reason_given

LONGEST_DAYS = 3660
FIRST_YEAR, LAST_YEAR = 1990, 2200
SHOWN = 5


@transaction.atomic
def create_plan(
    *,
    actor: Actor,
    title: str,
    department: Department,
    starts_on: date,
    ends_on: date,
    owner: Person | None = None,
    body: str = "",
    visibility: str = Visibility.DEPARTMENTS,
    **marks: Any,
) -> Plan:
    """Begin a plan of one's own department; officers and coordinators may begin one for another."""
    if not task_policies.can_hand_out(actor, department):
        raise Forbidden(_("Planning for another department is for its officers and coordinators."))
    check_period(starts_on, ends_on)
    if visibility not in Visibility.values:
        raise Invalid.field("visibility", _("Choose one of the offered audiences."))
    owner = owner or actor.person
    parties = [Party(role=PartyRole.LEAD, department=department)]
    parties += [Party(role=PartyRole.ACCOUNTABLE, person=owner)] if owner else []
    plan = open_matter(
        Plan,
        actor=actor,
        kind=Kind.PLAN,
        parties=parties,
        status="draft",
        title=title,
        body=body,
        department=department,
        owner=owner,
        starts_on=starts_on,
        ends_on=ends_on,
        visibility=visibility,
        due_at=_end(ends_on, department),
        **marks,
    )
    record(PLAN_DRAFTED, matter=plan, actor=actor)
    return plan


@transaction.atomic
def edit_plan(
    *, plan: Plan, actor: Actor, version: int, starts_on: date, ends_on: date, owner: Person | None
) -> Plan:
    """Change its period or who answers for it."""
    plan = _locked(plan, actor, version)
    check_period(starts_on, ends_on)
    changes = {"starts_on": starts_on, "ends_on": ends_on, "owner": owner}
    before = {name: str(getattr(plan, name)) for name in changes if getattr(plan, name) != changes[name]}
    plan.starts_on, plan.ends_on, plan.owner = starts_on, ends_on, owner
    plan.due_at = _end(ends_on, plan.department)
    plan.save_changes()
    record(
        PLAN_EDITED,
        matter=plan,
        actor=actor,
        before=before,
        changes={name: str(changes[name]) for name in before},
    )
    return plan


@transaction.atomic
def confirm_plan(*, plan: Plan, actor: Actor, version: int, override: str = "") -> Plan:
    """Agree on it: its dates become baseline 1. Refused while somebody's week is too full, unless with a reason."""
    plan = Plan.objects.lock(plan.pk, version=version)
    require(policies.can_confirm(actor, plan))
    plan.move("confirm")
    tasks = tasks_of([plan.pk])
    if not tasks:
        raise Conflict(_("A plan without tasks cannot be confirmed. Put tasks in first."), code="empty_plan")
    over = feasibility_of(plan).weeks
    if over and not override.strip():
        raise _overloaded(over, actor)
    plan.override_reason = override.strip() if over else ""
    _freeze(plan, tasks, actor, "")
    plan.save_changes()
    record(
        PLAN_CONFIRMED,
        matter=plan,
        actor=actor,
        tasks=len(tasks),
        override=plan.override_reason,
        overloads=len(over),
    )
    return plan


@transaction.atomic
def start_plan(*, plan: Plan, actor: Actor, version: int) -> Plan:
    """Begin to carry it out."""
    plan = _locked(plan, actor, version)
    plan.move("start")
    plan.save_changes()
    record(PLAN_STARTED, matter=plan, actor=actor)
    return plan


@transaction.atomic
def rebaseline_plan(*, plan: Plan, actor: Actor, version: int, reason: str) -> Plan:
    """Agree on today's dates anew; the older baselines stay to compare with."""
    plan = Plan.objects.lock(plan.pk, version=version)
    require(policies.can_confirm(actor, plan))
    plan.move("rebaseline")
    baseline = _freeze(plan, tasks_of([plan.pk]), actor, reason_given(reason))
    plan.save_changes()
    record(PLAN_REBASELINED, matter=plan, actor=actor, number=baseline.number, reason=baseline.reason)
    return plan


@transaction.atomic
def close_plan(*, plan: Plan, actor: Actor, version: int, waiver: str = "") -> Plan:
    """It is carried out; open tasks stand in the way unless left with a reason. Its retrospective opens."""
    plan = _locked(plan, actor, version)
    plan.move("close")
    tasks = tasks_of([plan.pk])
    left = sum(1 for task in tasks if task.is_open)
    if left and not waiver.strip():
        raise Conflict(
            _(
                "%(count)d tasks of this plan are still open. Finish them, or say why the plan ends without them."
            )
            % {"count": left},
            code="open_tasks",
        )
    now = clock.now()
    plan.closed_at, plan.done_late = now, bool(plan.due_at and now > plan.due_at)
    plan.save_changes()
    record(PLAN_CLOSED, matter=plan, actor=actor, waiver=waiver.strip(), open=left)
    agreed = BaselineItem.objects.filter(baseline__plan=plan, baseline__number=1)
    figures = figures_of(plan, tasks, dict(agreed.values_list("task", "due_at")))
    look_back_on(plan, actor=actor, expected=expected_of(plan), figures=figures)
    return plan


@transaction.atomic
def cancel_plan(*, plan: Plan, actor: Actor, version: int, reason: str) -> Plan:
    """Give it up with a reason; its tasks stay as they are."""
    plan = _locked(plan, actor, version)
    plan.move("cancel")
    plan.closed_at = clock.now()
    plan.save_changes()
    record(PLAN_CANCELLED, matter=plan, actor=actor, reason=reason_given(reason))
    return plan


def check_period(starts_on: date, ends_on: date) -> None:
    """Invalid unless the period ends on or after its first day, within ten years."""
    for name, day in (("starts_on", starts_on), ("ends_on", ends_on)):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Invalid.field(name, _("Choose a day between 1990 and 2200."), "out_of_range")
    if ends_on < starts_on:
        raise Invalid.field("ends_on", _("A plan ends on or after the day it begins."), "ends_before_start")
    if (ends_on - starts_on).days > LONGEST_DAYS:
        raise Invalid.field("ends_on", _("A plan covers ten years at most."), "too_long")


def _locked(plan: Plan, actor: Actor, version: int) -> Plan:
    plan = Plan.objects.lock(plan.pk, version=version)
    require(policies.can_plan(actor, plan))
    return plan


def _end(ends_on: date, department: Department) -> datetime:
    return last_moment(ends_on, calendar_of(department).zone)


def _freeze(plan: Plan, tasks: list[Task], actor: Actor, reason: str) -> Baseline:
    number = Baseline.objects.filter(plan=plan).count() + 1
    baseline = Baseline.objects.create(
        plan=plan, number=number, reason=reason, set_by=actor.person, set_at=clock.now()
    )
    BaselineItem.objects.bulk_create(
        BaselineItem(baseline=baseline, task=task, start_at=task.start_at, due_at=task.due_at)
        for task in tasks
    )
    return baseline


def _overloaded(weeks: list[Week], actor: Actor) -> Conflict:
    """The refusal that names who has too much, when, and with which tasks."""
    ids = [task.pk for week in weeks for task in week.tasks]
    seen = Task.objects.visible_to(actor.person).filter(pk__in=ids).values_list("pk", flat=True)
    facts = [week.facts(seen) for week in weeks]
    told = [
        _("%(person)s, week of %(week)s: %(planned)s h of %(holds)s h (%(tasks)s)")
        % {
            "person": one["person"]["name"],
            "week": one["week"],
            "planned": round(one["planned_hours"] + one["other_hours"], 1),
            "holds": one["capacity_hours"],
            "tasks": ", ".join(one["tasks"]) or "—",
        }
        for one in facts[:SHOWN]
    ]
    more = " …" if len(facts) > SHOWN else ""
    message = _(
        "Somebody has more work than the week holds: %(weeks)s. Move, share out or extend, or confirm with a reason."
    )
    return Conflict(message % {"weeks": "; ".join(told) + more}, code="overloaded", overloads=facts)
