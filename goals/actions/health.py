"""Setting a goal's health by hand for a while, letting time turn it, and changing what it reports to."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import SYSTEM, Actor
from collab.common.errors import Conflict, Invalid, NotFound, StaleVersion, TransitionRefused, require
from collab.matters.models import Matter
from collab.matters.words import iso

from .. import policies
from ..health.computing import LIVE
from ..health.events import GOAL_REALIGNED, HEALTH_RELEASED, HEALTH_SET
from ..health.policies import guides
from ..models import Goal, Health, HealthMark
from .rollup import depths_above, hold_tree, lock_goal, reckon_anew

LONGEST_MARK = timedelta(days=186)
BATCH = 200
MOST_WEIGHT = 1000
BY_HAND = (Health.YELLOW, Health.RED)


@transaction.atomic
def set_health(*, goal: Goal, actor: Actor, version: int, health: str, reason: str, until: datetime) -> Goal:
    """Let the goal stand at best like this until an instant, with a reason; an earlier value set by hand goes."""
    goal = lock_goal(goal.pk, version)
    require(guides(actor, goal))
    if goal.status not in LIVE:
        raise TransitionRefused(_("Only a goal under way has a health."), state=goal.status, allowed=[])
    if health not in BY_HAND:
        raise Invalid.field("health", _("By hand a goal is set to “at risk” or “off course” only."))
    now = clock.now()
    if not reason.strip():
        raise Invalid.field("reason", _("Say what the figures do not show."), "required")
    if not now < until <= now + LONGEST_MARK:
        raise Invalid.field("until", _("Choose a time within the next half-year."), "out_of_range")
    HealthMark.objects.filter(goal=goal, withdrawn_at=None).update(withdrawn_at=now)
    HealthMark.objects.create(
        goal=goal, value=health, reason=reason.strip(), expires_at=until, set_by=actor.person, set_at=now
    )
    goal.save_changes()
    record(HEALTH_SET, matter=goal, actor=actor, health=health, reason=reason.strip(), until=iso(until))
    reckon_anew(goal, actor=actor)
    return goal


@transaction.atomic
def release_health(*, goal: Goal, actor: Actor, version: int, note: str = "") -> Goal:
    """Take back what was set by hand before it expires."""
    goal = lock_goal(goal.pk, version)
    require(guides(actor, goal))
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
    now = now or clock.now()
    due = Goal.objects.filter(health_wakes_at__lte=now).order_by("health_wakes_at", "pk")
    ids = list(due.values_list("pk", flat=True)[:limit])
    for pk in ids:
        with transaction.atomic():
            goal = lock_goal(pk)
            reckon_anew(goal, actor=SYSTEM)
    return len(ids)


@transaction.atomic
def realign_goal(
    *,
    goal: Goal,
    actor: Actor,
    version: int,
    parent: Matter | None = None,
    is_reporting: bool = True,
    weight: int = 1,
) -> Goal:
    """Put a goal below another one, or below none; where it reports, the figures above change at once.

    Raises Invalid for a goal that already reports to this one, directly or through others.
    """
    hold_tree()
    above = depths_above({goal.pk, *([parent.pk] if parent else [])})
    held = {pk: lock_goal(pk) for pk in sorted(above, key=lambda pk: (-above[pk], pk))}
    goal = held.get(goal.pk) or lock_goal(goal.pk)
    if goal.version != version:
        raise StaleVersion(version=goal.version)
    require(policies.answers_for(actor, goal))
    target = _checked_parent(goal, parent, held, actor)
    if not 1 <= weight <= MOST_WEIGHT:
        raise Invalid.field("weight", _("Give it a weight between 1 and 1000."), "out_of_range")
    was = held.get(goal.parent_id) if goal.parent_id else None
    goal.parent, goal.is_reporting, goal.weight = target, is_reporting, weight
    goal.save_changes()
    facts = {"was": was.number if was else "", "parent": target.number if target else ""}
    record(GOAL_REALIGNED, matter=goal, actor=actor, reporting=is_reporting, weight=weight, **facts)
    if was is not None:
        reckon_anew(was, actor=actor)
    reckon_anew(goal, actor=actor)
    return goal


def _checked_parent(goal: Goal, parent: Matter | None, held: dict[int, Goal], actor: Actor) -> Goal | None:
    if parent is None:
        return None
    target = held.get(parent.pk)
    if target is None:
        raise Invalid.field("parent", _("Name a goal by its number, such as G-12."), "not_a_goal")
    if not actor.is_system and not Goal.objects.visible_to(actor.person).filter(pk=target.pk).exists():
        raise NotFound
    if not target.is_open:
        raise Invalid.field("parent", _("This goal is over; choose one that is still open."), "over")
    step: Goal | None = target
    while step is not None:
        if step.pk == goal.pk:
            raise Invalid.field(
                "parent",
                _("%(parent)s stands below %(goal)s already; a goal cannot stand above itself.")
                % {"parent": target.number, "goal": goal.number},
                "circle",
            )
        step = held.get(step.parent_id) if step.parent_id else None
    return target
