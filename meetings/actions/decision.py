"""Decisions: proposed, adopted, carried out, repealed."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Forbidden, Invalid, require
from collab.matters.actions import open_matter
from collab.matters.models import Kind, Link, LinkKind, Party, PartyRole, Visibility
from collab.org.models import Department, Person

from .. import policies
from ..events import (
    DECISION_ADOPTED,
    DECISION_CARRIED_OUT,
    DECISION_CARRYING_OUT,
    DECISION_DEFERRED,
    DECISION_PROPOSED,
    DECISION_REJECTED,
    DECISION_REPEALED,
)
from ..models import AgendaItem, Decision, Meeting
from .meeting import reason_given, write_down


@transaction.atomic
def propose_decision(
    *,
    actor: Actor,
    title: str,
    department: Department,
    question: str = "",
    body: str = "",
    owner: Person | None = None,
    meeting: Meeting | None = None,
    effective_on: date | None = None,
    review_on: date | None = None,
    visibility: str = Visibility.DEPARTMENTS,
) -> Decision:
    """Put a decision forward, in a meeting or by a department alone."""
    allowed = policies.can_propose(actor, meeting) if meeting else policies.can_host(actor, department)
    if not allowed:
        raise Forbidden(
            _("Decisions are proposed by those who take part, or by the department's own people.")
        )
    check_dates(effective_on, review_on)
    decision = open_decision(
        actor=actor,
        title=title,
        meeting=meeting,
        status="proposed",
        department=department,
        question=question,
        body=body,
        owner=owner,
        effective_on=effective_on,
        review_on=review_on,
        visibility=visibility,
    )
    record(DECISION_PROPOSED, matter=decision, actor=actor)
    return decision


def check_dates(effective_on: date | None, review_on: date | None) -> None:
    """Invalid unless a decision is looked at again after it takes effect."""
    if effective_on and review_on and review_on < effective_on:
        raise Invalid.field("review_on", _("The review comes after the decision takes effect."))


def open_decision(*, actor: Actor, title: str, meeting: Meeting | None, **fields: Any) -> Decision:
    """Store a decision with those at the table as its parties, linked to its meeting where it has no item."""
    parties = (
        policies.shared_parties(meeting)
        if meeting
        else [Party(role=PartyRole.HOST, department=fields["department"])]
    )
    decision = open_matter(
        Decision, actor=actor, kind=Kind.DECISION, parties=parties, title=title, meeting=meeting, **fields
    )
    if meeting is not None and decision.agenda_item_id is None:
        lead(meeting, decision, actor)
    return decision


def lead(source, target, actor: Actor) -> None:
    """Note that one led to the other, once."""
    Link.objects.get_or_create(
        source_id=source.pk,
        target_id=target.pk,
        kind=LinkKind.LED_TO,
        defaults={"created_by": actor.person, "created_at": clock.now()},
    )


def adopt_from_item(*, item: AgendaItem, actor: Actor, title: str, in_principle: bool) -> Decision:
    """The decision that an adopted item comes to; part of the item's own action."""
    decision = open_decision(
        actor=actor,
        title=title.strip() or item.title,
        meeting=item.meeting,
        agenda_item=item,
        status="adopted",
        question=item.title,
        body=item.outcome,
        department=item.department,
        owner=item.owner,
        in_principle=in_principle,
        decided_at=clock.now(),
        effective_on=clock.now().date(),
        visibility=item.visibility,
    )
    write_down(DECISION_ADOPTED, decision, actor)
    return decision


def _locked(decision: Decision, actor: Actor, version: int) -> Decision:
    decision = Decision.objects.lock(decision.pk, version=version)
    require(policies.can_decide(actor, decision))
    return decision


@transaction.atomic
def adopt_decision(*, decision: Decision, actor: Actor, version: int) -> Decision:
    """It holds from now on, or from the day it names."""
    decision = _locked(decision, actor, version)
    decision.move("adopt")
    decision.decided_at = clock.now()
    decision.effective_on = decision.effective_on or clock.now().date()
    decision.save_changes()
    write_down(DECISION_ADOPTED, decision, actor)
    return decision


@transaction.atomic
def reject_decision(*, decision: Decision, actor: Actor, version: int, reason: str) -> Decision:
    """It was not adopted."""
    decision = _locked(decision, actor, version)
    decision.move("reject")
    decision.decided_at = decision.closed_at = clock.now()
    decision.save_changes()
    write_down(DECISION_REJECTED, decision, actor, reason=reason_given(reason))
    return decision


@transaction.atomic
def defer_decision(*, decision: Decision, actor: Actor, version: int, reason: str) -> Decision:
    """Not now."""
    decision = _locked(decision, actor, version)
    decision.move("defer")
    decision.save_changes()
    write_down(DECISION_DEFERRED, decision, actor, reason=reason_given(reason))
    return decision


@transaction.atomic
def carry_out_decision(*, decision: Decision, actor: Actor, version: int) -> Decision:
    """Somebody has begun to do what was decided."""
    decision = Decision.objects.lock(decision.pk, version=version)
    require(policies.can_carry_out(actor, decision))
    decision.move("carry_out")
    decision.save_changes()
    write_down(DECISION_CARRYING_OUT, decision, actor)
    return decision


@transaction.atomic
def mark_carried_out(*, decision: Decision, actor: Actor, version: int, note: str = "") -> Decision:
    """What was decided is done."""
    decision = Decision.objects.lock(decision.pk, version=version)
    require(policies.can_carry_out(actor, decision))
    decision.move("mark_carried_out")
    decision.closed_at = clock.now()
    decision.save_changes()
    write_down(DECISION_CARRIED_OUT, decision, actor, note=note)
    return decision


@transaction.atomic
def repeal_decision(*, decision: Decision, actor: Actor, version: int, reason: str) -> Decision:
    """It holds no longer, with a reason."""
    decision = _locked(decision, actor, version)
    decision.move("repeal")
    decision.closed_at = clock.now()
    decision.save_changes()
    write_down(DECISION_REPEALED, decision, actor, reason=reason_given(reason))
    return decision
