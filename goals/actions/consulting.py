"""Putting a goal to consultation, proposing a change, and what becomes of either: confirmed, dropped, taken back."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, FieldError, Invalid, TransitionRefused, reason_given, require
from collab.deadlines import actions as deadlines
from collab.matters.models import PartyRole
from collab.matters.policies import acts_for
from collab.matters.words import iso
from collab.org.names import name_fact

from .. import policies
from ..events import (
    GOAL_CHANGE_DROPPED,
    GOAL_CHANGE_PROPOSED,
    GOAL_CONFIRMED,
    GOAL_CONSULTED,
    GOAL_RECALLED,
)
from ..models import Answer, Consultation, Contribution, Goal, GoalVersion
from ..selectors import gaps_of
from ..states import AGREED
from ..terms import Terms, changed_fields, frozen, terms_of, thawed
from .asking import abandon, close_version, desks_of, open_version, set_aside
from .contributions import acknowledge
from .rhythm import keep_terms
from .terms import changed_terms, write_terms

SPOKEN = (Answer.ACCEPTED, Answer.CONDITIONAL)


@transaction.atomic
def consult_goal(*, goal: Goal, actor: Actor, version: int) -> Goal:
    """Freeze the draft as version 1 (or the next, after a recall) and ask every contributing department.

    Raises Invalid naming each answer that is incomplete.
    """
    goal = Goal.objects.lock(goal.pk, version=version)
    require(policies.answers_for(actor, goal))
    goal.take("consult")
    terms = terms_of(goal)
    _require_complete(terms)
    fresh = open_version(goal, frozen(terms), [], actor, "")
    goal.save_changes()
    record(GOAL_CONSULTED, matter=goal, actor=actor, **_asked(fresh))
    return goal


@transaction.atomic
def propose_change(*, goal: Goal, actor: Actor, version: int, reason: str, **changes: Any) -> Goal:
    """Propose other terms for what is agreed or in consultation; what is in force stays so until confirmed.

    Only departments concerned by the difference are asked; a proposal still open is replaced.
    """
    goal = Goal.objects.lock(goal.pk, version=version)
    require(policies.answers_for(actor, goal))
    if goal.status not in AGREED | {"consultation"}:
        raise TransitionRefused(
            _("Changes are proposed to a goal that is in consultation, agreed or under way."),
            state=goal.status,
            allowed=goal.machine.steps_from(goal.status),
        )
    if "cycle" in changes:
        raise Invalid.field("cycle", _("A goal stays in the cycle it was agreed for."), "agreed_cycle")
    reason = reason_given(reason)
    standing = terms_of(goal)
    base = thawed(goal.proposal.snapshot) if goal.proposal else standing
    terms = changed_terms(goal, base, changes)
    names = _news(frozen(standing), frozen(base), kept := frozen(terms))
    _require_complete(terms)
    if goal.status == "consultation":
        write_terms(goal, kept, standing, actor)
    fresh = open_version(goal, kept, names, actor, reason)
    goal.save_changes()
    record(GOAL_CHANGE_PROPOSED, matter=goal, actor=actor, fields=names, reason=reason, **_asked(fresh))
    return goal


@transaction.atomic
def confirm_goal(*, goal: Goal, actor: Actor, version: int, override: str = "", note: str = "") -> Goal:
    """The sponsor's word that makes a version binding.

    Refused while an objection has no answer. A department that has let its deadline pass in silence can be gone
    past with a reason (`override`).
    """
    goal = Goal.objects.lock(goal.pk, version=version)
    require(
        policies.can_confirm(actor, goal), _("Confirming is for the sponsor, and not for the goal's owner.")
    )
    proposal, was_below = _waiting(goal), goal.parent_id
    rows = list(proposal.consultations.select_related("department", "party"))
    silent = _require_heard(rows, override.strip())
    if goal.status == "consultation":
        goal.take("confirm")
        goal.original_due_at = goal.due_at
    else:
        _put_in_force(goal, proposal, actor)
    close_version(proposal, GoalVersion.State.CONFIRMED, actor, note.strip())
    set_aside(goal, Consultation.objects.filter(pk__in=[row.pk for row in silent]), (), actor)
    goal._proposal = None
    _acknowledge_for(goal, rows, actor)
    goal.save_changes()
    record(
        GOAL_CONFIRMED,
        matter=goal,
        actor=actor,
        on_behalf_of=acts_for(actor, goal, [PartyRole.SPONSOR]),
        number=proposal.number,
        override=override.strip() if silent else "",
        silent=[name_fact(row.department) for row in silent],
        note=note.strip(),
    )
    keep_terms(goal, was_below, actor=actor)
    return goal


@transaction.atomic
def recall_goal(*, goal: Goal, actor: Actor, version: int, reason: str) -> Goal:
    """Take it out of consultation, back to draft; what was said stays with the version."""
    goal = Goal.objects.lock(goal.pk, version=version)
    require(policies.can_take_back(actor, goal))
    goal.take("recall")
    reason = reason_given(reason)
    if goal.proposal is not None:
        abandon(goal, goal.proposal, actor, reason)
    goal.save_changes()
    record(GOAL_RECALLED, matter=goal, actor=actor, reason=reason)
    return goal


@transaction.atomic
def drop_change(*, goal: Goal, actor: Actor, version: int, reason: str) -> Goal:
    """Give up a proposed change of an agreed goal; what was agreed before stands."""
    goal = Goal.objects.lock(goal.pk, version=version)
    require(policies.can_take_back(actor, goal))
    proposal = goal.proposal
    if proposal is None or goal.status == "consultation":
        raise TransitionRefused(
            _("No change of this goal is proposed."),
            state=goal.status,
            allowed=goal.machine.steps_from(goal.status),
        )
    reason = reason_given(reason)
    abandon(goal, proposal, actor, reason)
    goal.save_changes()
    record(GOAL_CHANGE_DROPPED, matter=goal, actor=actor, number=proposal.number, reason=reason)
    return goal


def _waiting(goal: Goal) -> GoalVersion:
    if goal.proposal is None:
        raise TransitionRefused(
            _("No version of this goal waits to be confirmed."),
            state=goal.status,
            allowed=goal.machine.steps_from(goal.status),
        )
    return goal.proposal


def _news(standing: Terms, base: Terms, kept: Terms) -> list[str]:
    """What differs from the terms that stand; Invalid where nothing was changed, or all was changed back."""
    if kept == base:
        raise Invalid(message=_("Nothing was changed."))
    if not (names := changed_fields(standing, kept)):
        raise Invalid(message=_("This is what stands already. Drop the proposed change instead."))
    return names


def _require_complete(terms: Terms) -> None:
    """Invalid naming every answer that is incomplete, and a missing sponsor."""
    errors = [FieldError(gap.field, gap.code, gap.text) for gap in gaps_of(terms)]
    if terms["sponsor"] is None:
        errors.append(FieldError("sponsor", "required", _("Choose the sponsor who is to confirm it.")))
    elif terms["sponsor"] == terms["owner"]:
        text = _("The owner cannot be the sponsor: nobody confirms their own goal.")
        errors.append(FieldError("sponsor", "own_goal", text))
    if errors:
        raise Invalid(errors)


def _require_heard(rows: list[Consultation], override: str) -> list[Consultation]:
    """Departments that kept silent past their deadline; Conflict while others may still answer, or an objection has
    no reply.
    """
    bare = [row for row in rows if row.answer == Answer.OBJECTED and row.replied_at is None]
    if bare:
        names = ", ".join(row.department.display_name for row in bare)
        text = _("Answer every objection first: %(departments)s.") % {"departments": names}
        raise Conflict(text, code="objection_unanswered")
    silent = [row for row in rows if row.answer == Answer.PENDING]
    waiting = [row for row in silent if row.due_at and row.due_at > clock.now()]
    if waiting or (silent and not override):
        names = ", ".join(row.department.display_name for row in waiting or silent)
        why = (
            _("Not answered yet, and their time is not up: %(departments)s.")
            if waiting
            else _(
                "Their time is up without an answer: %(departments)s. Give a reason to go on without them."
            )
        )
        raise Conflict(why % {"departments": names}, code="not_answered")
    return silent


def _put_in_force(goal: Goal, proposal: GoalVersion, actor: Actor) -> None:
    due = goal.due_at
    write_terms(goal, proposal.snapshot, terms_of(goal), actor)
    if goal.status == "active" and goal.due_at is not None and goal.due_at != due:
        deadlines.move(goal, goal.due_at, actor=actor)


def _acknowledge_for(goal: Goal, rows: list[Consultation], actor: Actor) -> None:
    """A department that accepted has thereby acknowledged its part, in the name of whoever answered."""
    said: dict[int | None, Consultation] = {row.department_id: row for row in rows if row.answer in SPOKEN}
    parts = Contribution.objects.filter(goal_id=goal.pk, acknowledged_at=None).select_related("party")
    for part in parts.filter(party__department__in=said):
        acknowledge(part, Actor(said[part.party.department_id].answered_by, actor.via))


def _asked(fresh: GoalVersion) -> Mapping[str, Any]:
    rows = list(fresh.consultations.filter(answer=Answer.PENDING).select_related("department"))
    return {
        "people": desks_of(fresh),
        "number": fresh.number,
        "due": iso(max((row.due_at for row in rows if row.due_at), default=None)),
        "departments": [name_fact(row.department) for row in rows],
    }
