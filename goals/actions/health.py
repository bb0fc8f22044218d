"""Setting a goal's health by hand for a while, and letting time turn it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import SYSTEM, Actor
from collab.common.errors import Conflict, Invalid, TransitionRefused, reason_given, require
from collab.matters.words import iso

from .. import policies
from ..health.computing import LIVE
from ..health.events import HEALTH_RELEASED, HEALTH_SET
from ..models import Goal, Health, HealthMark
from .rollup import lock_goal, reckon_anew

LONGEST_MARK = timedelta(days=186)
BATCH = 200
BY_HAND = (Health.YELLOW, Health.RED)


@transaction.atomic
def set_health(*, goal: Goal, actor: Actor, version: int, health: str, reason: str, until: datetime) -> Goal:
    """Let the goal stand at best like this until an instant, with a reason; an earlier value set by hand goes."""
    goal = lock_goal(goal.pk, version)
    require(policies.can_take_back(actor, goal))
    if goal.status not in LIVE:
        raise TransitionRefused(_("Only a goal under way has a health."), state=goal.status, allowed=[])
    if health not in BY_HAND:
        raise Invalid.field("health", _("By hand a goal is set to “at risk” or “off course” only."))
    now = clock.now()
    reason = reason_given(reason)
    if not now < until <= now + LONGEST_MARK:
        raise Invalid.field("until", _("Choose a time within the next half-year."), "out_of_range")
    HealthMark.objects.filter(goal=goal, withdrawn_at=None).update(withdrawn_at=now)
    HealthMark.objects.create(
        goal=goal, value=health, reason=reason, expires_at=until, set_by=actor.person, set_at=now
    )
    goal.save_changes()
    record(HEALTH_SET, matter=goal, actor=actor, health=health, reason=reason, until=iso(until))
    reckon_anew(goal, actor=actor)
    return goal


@transaction.atomic
def release_health(*, goal: Goal, actor: Actor, version: int, note: str = "") -> Goal:
    """Take back what was set by hand before it expires."""
    goal = lock_goal(goal.pk, version)
    require(policies.can_take_back(actor, goal))
    now = clock.now()
    held = HealthMark.objects.filter(goal=goal, withdrawn_at=None, expires_at__gt=now)
    if not held.update(withdrawn_at=now):
        raise Conflict(_("No health is set by hand now."), code="nothing_set")
    goal.save_changes()
    record(HEALTH_RELEASED, matter=goal, actor=actor, note=note)
    reckon_anew(goal, actor=actor)
    return goal


def turn_due_healths(*, now: datetime | None = None, limit: int = BATCH) -> int:
    """Reckon goals anew whose health time alone turns, or whose value set by hand has expired; how many."""
    now, turned = now or clock.now(), 0
    due = Goal.objects.filter(health_wakes_at__lte=now).order_by("health_wakes_at", "pk")
    while ids := list(due.values_list("pk", flat=True)[:limit]):
        for pk in ids:
            with transaction.atomic():
                reckon_anew(lock_goal(pk), actor=SYSTEM)
        turned += len(ids)
        if len(ids) < limit:
            break
    return turned
