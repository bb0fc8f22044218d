"""Starting, pausing, resuming and cancelling what was agreed."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, reason_given, require
from collab.deadlines import actions as deadlines

from .. import policies
from ..events import GOAL_ACTIVATED, GOAL_CANCELLED, GOAL_PAUSED, GOAL_RESUMED
from ..models import Goal
from .asking import abandon
from .rhythm import keep_step

REPORT_EVERY_DAYS = 23  # a month of working days: the light turns yellow late in the term without a check-in


@transaction.atomic
def activate_goal(*, goal: Goal, actor: Actor, version: int) -> Goal:
    """Begin to carry it out; its completion clock runs from here to its day."""
    goal = Goal.objects.lock(goal.pk, version=version)
    require(policies.answers_for(actor, goal))
    was = goal.status
    goal.take("activate")
    goal.activated_at = clock.now()
    deadlines.start_clocks(goal, due_at=goal.due_at, report_every_days=REPORT_EVERY_DAYS)
    goal.save_changes()
    record(GOAL_ACTIVATED, matter=goal, actor=actor)
    keep_step(goal, was=was, actor=actor)
    return goal


@transaction.atomic
def pause_goal(*, goal: Goal, actor: Actor, version: int, reason: str) -> Goal:
    """Let it rest, with a reason; its clocks stand still."""
    goal = Goal.objects.lock(goal.pk, version=version)
    require(policies.can_stop(actor, goal))
    require_settled(goal)
    was = goal.status
    goal.take("pause")
    reason = reason_given(reason)
    deadlines.pause(goal)
    goal.save_changes()
    record(GOAL_PAUSED, matter=goal, actor=actor, reason=reason)
    keep_step(goal, was=was, actor=actor)
    return goal


@transaction.atomic
def resume_goal(*, goal: Goal, actor: Actor, version: int, note: str = "") -> Goal:
    """Go on. The agreed day stands: another one is a change that contributors are asked about."""
    goal = Goal.objects.lock(goal.pk, version=version)
    require(policies.can_stop(actor, goal))
    was = goal.status
    goal.take("resume")
    deadlines.resume(goal, shift=False)
    goal.save_changes()
    record(GOAL_RESUMED, matter=goal, actor=actor, note=(note or "").strip())
    keep_step(goal, was=was, actor=actor)
    return goal


@transaction.atomic
def cancel_goal(*, goal: Goal, actor: Actor, version: int, reason: str) -> Goal:
    """Give it up, with a reason; its versions and figures stay readable."""
    goal = Goal.objects.lock(goal.pk, version=version)
    require(policies.can_stop(actor, goal))
    was = goal.status
    goal.take("cancel")
    reason = reason_given(reason)
    if goal.proposal is not None:
        abandon(goal, goal.proposal, actor, reason)
    deadlines.cancel(goal, actor=actor)
    goal.closed_at = clock.now()
    goal.save_changes()
    record(GOAL_CANCELLED, matter=goal, actor=actor, reason=reason)
    keep_step(goal, was=was, actor=actor)
    return goal


def require_settled(goal: Goal) -> None:
    """Conflict while a change of the goal is in consultation."""
    if goal.proposal is not None:
        raise Conflict(
            _("Version %(number)s is in consultation. Confirm or drop it first.")
            % {"number": goal.proposal.number},
            code="change_open",
        )
