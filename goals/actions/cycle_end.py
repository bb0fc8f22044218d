"""Scoring a cycle, and carrying its goals over into the next one."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Refusal, require
from collab.deadlines.actions.clocks import check_due
from collab.matters.actions.links import led_to
from collab.matters.models import PartyRole
from collab.matters.policies import parties_of

from .. import policies
from ..cycle_end import events
from ..health.selectors import counted_results, share_of
from ..models import Cycle, Goal, KeyResult
from ..scoring import ALL
from .contributions import ContributionBrief
from .cycles import advance, locked_cycle
from .drafting import create_goal
from .key_results import add_key_result
from .rollup import lock_goal
from .scoring import begin_scoring

log = logging.getLogger(__name__)
BATCH = 50
LEAST_TERM = timedelta(hours=1)  # where the worker comes back after the owners' time is up
CARRIED = ("specific", "metric", "unit", "baseline", "target", "feasibility", "resources", "relevance")
MEASURED = ("unit", "weight", "confidence", "cadence", "follows", "metric_key")


@transaction.atomic
def score_cycle(*, cycle: Cycle, actor: Actor, version: int, due_at: datetime) -> Cycle:
    """Its work is over: every goal under way is scored, each owner to say by `due_at` how it went.

    The first goals are put into scoring at once, the others batch by batch by carry_on_scoring().
    """
    cycle = advance(locked_cycle(cycle, actor, version), actor, "score")
    check_due(due_at)
    cycle.scoring_due_at, cycle.scoring_by, cycle.scored_up_to = due_at, actor.person, 0
    _score_some(cycle, actor)
    return cycle


def carry_on_scoring() -> int:
    """Put the next goals of cycles being scored into scoring; how many were looked at. A goal is looked at once."""
    with transaction.atomic():
        waiting = Cycle.objects.filter(scoring_due_at__isnull=False).order_by("pk")
        cycle = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        return _score_some(cycle, Actor(cycle.scoring_by, "job")) if cycle else 0


def _score_some(cycle: Cycle, actor: Actor) -> int:
    """One batch of a locked cycle; goals under way beyond the last one that was looked at."""
    rows = Goal.objects.filter(cycle=cycle, status="active", pk__gt=cycle.scored_up_to)
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    due_at = max(cycle.scoring_due_at or clock.now(), clock.now() + LEAST_TERM)
    for pk in ids:
        goal = lock_goal(pk)
        try:
            begin_scoring(goal=goal, actor=actor, version=goal.version, due_at=due_at)
        except Refusal as refusal:
            log.warning("%s was not put into scoring with its cycle: %s", goal.number, refusal)
    cycle.scored_up_to = ids[-1] if ids else cycle.scored_up_to
    if len(ids) < BATCH:
        cycle.scoring_due_at = None
    cycle.save(update_fields=["scoring_due_at", "scoring_by", "scored_up_to"])
    return len(ids)


@transaction.atomic
def carry_over_goal(*, goal: Goal, actor: Actor, version: int) -> Goal:
    """Draft it anew in the next cycle, with what is left of its key results; once only."""
    goal = lock_goal(goal.pk, version)
    require(policies.answers_for(actor, goal))
    if Goal.objects.filter(carried_over_from=goal.pk).exists():
        raise Conflict(_("It was carried over already."), code="carried_over_already")
    cycle = following(goal.cycle)
    if cycle is None:
        raise Conflict(
            _("There is no cycle of this length after it that takes goals. A coordinator sets one up first."),
            code="no_next_cycle",
        )
    fresh = create_goal(
        actor=actor,
        title=goal.title,
        body=goal.body,
        department=goal.department,
        cycle=cycle,
        owner=goal.owner,
        sponsor=goal.sponsor,
        parent=_parent_in(cycle, goal),
        is_reporting=goal.is_reporting,
        commitment=goal.commitment,
        weight=goal.weight,
        due_on=cycle.ends_on,
        contributions=list(_briefs(goal)),
        visibility=goal.visibility,
        **{name: getattr(goal, name) for name in CARRIED},
    )
    Goal.objects.filter(pk=fresh.pk).update(carried_over_from=goal.pk)
    led_to(goal, fresh, actor=actor)
    for row in counted_results(goal.pk):
        if share_of(row) != ALL:
            fresh = _measure(fresh, row, actor)
    goal.save_changes()
    record(events.GOAL_CARRIED_OVER, matter=goal, actor=actor, cycle=cycle.name, other=fresh.number)
    return fresh


def following(cycle: Cycle) -> Cycle | None:
    """The next cycle of the same length that takes goals."""
    later = Cycle.objects.open_now().filter(length=cycle.length, starts_on__gt=cycle.ends_on)
    return later.order_by("starts_on", "pk").first()


def _parent_in(cycle: Cycle, goal: Goal) -> Goal | None:
    """What its parent was carried over as; a goal of a longer cycle that still runs stays its parent."""
    if goal.parent_id is None:
        return None
    carried = Goal.objects.filter(carried_over_from=goal.parent_id, cycle=cycle).first()
    still = Goal.objects.filter(pk=goal.parent_id, is_open=True, cycle__ends_on__gte=cycle.starts_on)
    return carried or still.first()


def _briefs(goal: Goal) -> Iterable[ContributionBrief]:
    roles = dict(goal.contributions.values_list("party_id", "role"))
    for party in parties_of(goal):
        who: Any = party.department or party.person
        if party.role in (PartyRole.CO, PartyRole.RESPONSIBLE) and party.pk in roles:
            yield ContributionBrief(who, roles[party.pk], party.part)


def _measure(fresh: Goal, row: KeyResult, actor: Actor) -> Goal:
    """What is left of one key result: it begins where the last figure stood."""
    add_key_result(
        goal=fresh,
        actor=actor,
        version=fresh.version,
        title=row.title,
        body=row.body,
        owner=row.owner,
        start_value=row.start_value if row.current_value is None else row.current_value,
        target_value=row.target_value,
        **{name: getattr(row, name) for name in MEASURED},
    )
    return lock_goal(fresh.pk)
