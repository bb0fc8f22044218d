"""Scoring a goal at the end of its cycle: the owner's word, the sponsor's, what the figures say, and its closing."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, TransitionRefused, require
from collab.deadlines import actions as deadlines
from collab.deadlines.actions.clocks import check_due
from collab.deadlines.models import Clock
from collab.matters.endings import look_back_on
from collab.matters.models import Party, PartyRole
from collab.matters.policies import acts_for, parties_of
from collab.matters.words import iso
from collab.org.selectors import calendar_of

from ..cycle_end import events, policies
from ..cycle_end.account import expected_of, figures_of, said_of
from ..health.selectors import counted_results, share_of
from ..models import Goal, KeyResult
from ..scoring import Mean, kept, weighted_mean
from .rhythm import keep_step
from .rollup import lock_goal

SPONSORS_TERM = 5 * 480  # working minutes: five working days from the owner's assessment


@transaction.atomic
def begin_scoring(*, goal: Goal, actor: Actor, version: int, due_at: datetime) -> Goal:
    """End the work on it; its owner says by `due_at` how it went. Its own clock stands met, not overdue any more."""
    goal = lock_goal(goal.pk, version)
    require(policies.can_begin_scoring(actor, goal))
    check_due(due_at)
    goal.take("score")
    deadlines.settle(goal, Clock.DUE, actor=actor, at=min(clock.now(), goal.due_at or clock.now()))
    _await(goal, PartyRole.ACCOUNTABLE, due_at)
    goal.save_changes()
    keep_step(goal, was="active", actor=actor)
    record(events.SCORING_BEGUN, matter=goal, actor=actor, due=iso(due_at))
    return goal


@transaction.atomic
def assess_goal(*, goal: Goal, actor: Actor, version: int, percent: int, text: str) -> Goal:
    """The owner's assessment: a score in per cent and why; it may be changed until the sponsor has assessed."""
    goal = _being_scored(goal, version)
    require(policies.can_assess(actor, goal))
    if goal.sponsor_assessed_at is not None:
        raise Conflict(_("The sponsor has assessed it already; what you said stands."), code="judged")
    goal.self_score, goal.self_assessment = _score(percent), _reasons(text)
    goal.self_assessed_by, goal.self_assessed_at = actor.person, clock.now()
    _heard(goal, PartyRole.ACCOUNTABLE, actor)
    due = calendar_of(goal.department).add(clock.now(), SPONSORS_TERM)
    _heard(goal, PartyRole.SPONSOR, actor)
    _await(goal, PartyRole.SPONSOR, due)
    goal.save_changes()
    facts = {"score": str(goal.self_score), "text": goal.self_assessment, "due": iso(due)}
    absent = acts_for(actor, goal, [PartyRole.ACCOUNTABLE])
    record(events.GOAL_ASSESSED, matter=goal, actor=actor, on_behalf_of=absent, **facts)
    return goal


@transaction.atomic
def judge_goal(*, goal: Goal, actor: Actor, version: int, percent: int, text: str) -> Goal:
    """The sponsor's assessment, after the owner's, or once the owner's time is up."""
    goal = _being_scored(goal, version)
    require(policies.can_judge(actor, goal))
    if goal.self_assessed_at is None and _has_time(goal):
        raise Conflict(_("Its owner has not assessed it yet, and their time is not up."), code="not_assessed")
    goal.sponsor_score, goal.sponsor_assessment = _score(percent), _reasons(text)
    goal.sponsor_assessed_by, goal.sponsor_assessed_at = actor.person, clock.now()
    _heard(goal, PartyRole.SPONSOR, actor)
    _heard(goal, PartyRole.ACCOUNTABLE, actor)
    goal.save_changes()
    facts = {"score": str(goal.sponsor_score), "text": goal.sponsor_assessment}
    absent = acts_for(actor, goal, [PartyRole.SPONSOR])
    record(events.GOAL_JUDGED, matter=goal, actor=actor, on_behalf_of=absent, **facts)
    return goal


@transaction.atomic
def close_goal(*, goal: Goal, actor: Actor, version: int, note: str = "") -> Goal:
    """Fix its score and open the retrospective, with what was expected frozen as it stands now.

    The score is the weighted mean of its key results; one without a figure is missing from it, never nought. A
    goal that is not measured by key results has its sponsor's score.
    """
    goal = _being_scored(goal, version)
    require(policies.can_close(actor, goal))
    if goal.sponsor_assessed_at is None:
        raise Conflict(_("Its sponsor has not assessed it yet."), code="not_judged")
    results = counted_results(goal.pk)
    mean = final_score(goal, results)
    goal.take("close")
    goal.score, goal.closed_at = mean.share, clock.now()
    deadlines.cancel(goal, actor=actor)
    goal.save_changes()
    for row in results:
        KeyResult.objects.filter(pk=row.pk).update(score=share_of(row))
    keep_step(goal, was="scoring", actor=actor)
    facts: dict[str, Any] = {"score": None if mean.share is None else str(mean.share), "note": note}
    record(events.GOAL_CLOSED, matter=goal, actor=actor, known=mean.known, whole=mean.whole, **facts)
    look_back_on(
        goal,
        actor=actor,
        expected=expected_of(goal),
        reached=said_of(goal),
        figures=figures_of(goal, results, mean),
        supervisor=goal.sponsor,
    )
    return goal


def final_score(goal: Goal, results: list[KeyResult]) -> Mean:
    """What the figures say, with how much of their weight is known; the sponsor's score where nothing is measured."""
    if not results:
        return Mean(goal.sponsor_score, 1, 1)
    return weighted_mean((share_of(row), row.weight) for row in results)


def _being_scored(goal: Goal, version: int) -> Goal:
    goal = lock_goal(goal.pk, version)
    if goal.status != "scoring":
        raise TransitionRefused(
            _("%(number)s is “%(state)s”; it is assessed while it is being scored.")
            % {"number": goal.number, "state": goal.status_label},
            state=goal.status,
            allowed=goal.machine.steps_from(goal.status),
        )
    return goal


def _score(percent: int) -> Decimal:
    if not 0 <= percent <= 100:
        raise Invalid.field("percent", _("Score it between 0 and 100 per cent."), "out_of_range")
    return kept(Decimal(percent) / 100)


def _reasons(text: str) -> str:
    if not text.strip():
        raise Invalid.field("text", _("Say what the score rests on."), "required")
    return text.strip()


def _party(goal: Goal, role: str) -> Party | None:
    found = [row for row in parties_of(goal) if row.role == role]
    lead = [row for row in parties_of(goal) if row.role == PartyRole.LEAD]
    return next(iter(found or lead), None)


def _await(goal: Goal, role: str, due_at: datetime) -> None:
    """Chase this part's own line until it has spoken."""
    party = _party(goal, role)
    if party is None:
        return
    party.due_at = due_at
    party.save(update_fields=["due_at"])
    deadlines.start_clocks(goal, parts=[party])


def _heard(goal: Goal, role: str, actor: Actor) -> None:
    if party := _party(goal, role):
        deadlines.settle(goal, Clock.DUE, actor=actor, party=party)


def _has_time(goal: Goal) -> bool:
    party = _party(goal, PartyRole.ACCOUNTABLE)
    return bool(party and party.due_at and party.due_at > clock.now())
