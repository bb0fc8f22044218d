"""Putting tasks into a plan, taking them out, and giving them their order."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, TransitionRefused, require
from collab.common.places import put_at

from ..models import Plan, PlanItem, Task
from ..plan_states import PLANNED
from ..plans import policies
from ..plans.events import PLAN_TASK_ADDED, PLAN_TASK_MOVED, PLAN_TASK_REMOVED
from .receipt import reason_given

GAP = 1024


@transaction.atomic
def add_to_plan(*, plan: Plan, task: Task, actor: Actor, version: int) -> Plan:
    """Put a task at the end of the plan. A task is in one plan at most; one in a plan that ended may move on."""
    plan = locked_plan(plan, actor, version)
    task = Task.objects.lock(task.pk)
    require(policies.can_take_in(actor, task), _("This task is for others to plan."))
    held = PlanItem.objects.filter(task=task).select_related("plan").first()
    if held is not None and held.plan.is_open:
        raise Conflict(
            _("%(task)s is in a plan already. Take it out there first.") % {"task": task.number},
            code="in_a_plan",
        )
    if held is not None:
        held.delete()
    last = plan.items.aggregate(last=Max("position"))["last"] or 0
    PlanItem.objects.create(plan=plan, task=task, position=last + GAP)
    plan.save_changes()
    record(PLAN_TASK_ADDED, matter=plan, actor=actor, task=task.number)
    return plan


@transaction.atomic
def remove_from_plan(*, plan: Plan, task: Task, actor: Actor, version: int, reason: str = "") -> Plan:
    """Take a task out; once the plan is confirmed, with a reason. Baselines keep what was agreed."""
    plan = locked_plan(plan, actor, version)
    item = _item(plan, task)
    if plan.status != "draft":
        reason = reason_given(reason)
    item.delete()
    plan.save_changes()
    record(PLAN_TASK_REMOVED, matter=plan, actor=actor, task=task.number, reason=reason)
    return plan


@transaction.atomic
def move_in_plan(*, plan: Plan, task: Task, actor: Actor, version: int, position: int) -> Plan:
    """Give a task its place in the order, counted from one."""
    plan = locked_plan(plan, actor, version)
    item = _item(plan, task)
    if position < 1:
        raise Invalid.field("position", _("Places are counted from one."))
    rows = list(plan.items.all())
    place = min(position, len(rows))
    PlanItem.objects.bulk_update(put_at(rows, item, place, GAP), ["position"], batch_size=500)
    plan.save_changes()
    record(PLAN_TASK_MOVED, matter=plan, actor=actor, task=task.number, position=place)
    return plan


def locked_plan(plan: Plan, actor: Actor, version: int) -> Plan:
    """The plan, locked, open and the actor's to change."""
    plan = Plan.objects.lock(plan.pk, version=version)
    require(policies.can_plan(actor, plan))
    if plan.status not in PLANNED:
        raise TransitionRefused(
            _("This plan has ended; it does not change any more."), state=plan.status, allowed=[]
        )
    return plan


def _item(plan: Plan, task: Task) -> PlanItem:
    item = PlanItem.objects.filter(plan=plan, task=task).first()
    if item is None:
        raise Invalid.field("number", _("This task is not in the plan."), "not_in_plan")
    return item
