"""Consent 无异议同意: what is unclear is asked, objections are called for, each is integrated or withdrawn."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, NotFound, require
from collab.org.models import Scope
from collab.org.standing import standing_of

from .. import policies
from ..decisions import policies as rules
from ..decisions.events import (
    CONSENT_ROUND_OPENED,
    DISSENT_RECORDED,
    OBJECTED,
    OBJECTION_SETTLED,
    OBJECTIONS_CALLED,
    QUESTION_ANSWERED,
    QUESTION_ASKED,
)
from ..models import Decision, Remark, Round
from .meeting import write_down

LONGEST = 20_000
DISSENT_WHILE = ("deciding", "adopted", "rejected", "carrying_out", "carried_out")


def open_round(decision: Decision, actor: Actor) -> None:
    """Begin with what is unclear; part of the action that puts the decision to decision and holds it."""
    decision.round = Round.CLARIFYING
    write_down(CONSENT_ROUND_OPENED, decision, actor)


@transaction.atomic
def ask_question(*, decision: Decision, actor: Actor, version: int, text: str) -> Decision:
    """Ask what is unclear, before objections are called for."""
    decision = _in_round(decision, version, Round.CLARIFYING)
    require(rules.takes_part(actor, decision))
    said = _say(decision, actor, Remark.Sort.QUESTION, text)
    decision.touch()
    record(QUESTION_ASKED, matter=decision, actor=actor, text=said.text)
    return decision


@transaction.atomic
def answer_question(
    *, decision: Decision, actor: Actor, version: int, text: str, remark: str = ""
) -> Decision:
    """Answer a question, the first one that waits where none is named."""
    decision = _in_round(decision, version, Round.CLARIFYING)
    require(rules.can_set_up(actor, decision))
    said = _chosen(rules.open_remarks(decision, Remark.Sort.QUESTION), remark)
    _settle(said, actor, Remark.State.ANSWERED, text)
    decision.touch()
    record(QUESTION_ANSWERED, matter=decision, actor=actor, text=said.answer)
    return decision


@transaction.atomic
def call_objections(*, decision: Decision, actor: Actor, version: int) -> Decision:
    """Nothing is unclear any more: who objects?"""
    decision = _in_round(decision, version, Round.CLARIFYING)
    require(policies.can_decide(actor, decision))
    if left := rules.open_remarks(decision, Remark.Sort.QUESTION):
        names = str(_(", ")).join(str(row.person) for row in left)
        raise Conflict(_("Questions wait for an answer: %(who)s.") % {"who": names}, code="questions_wait")
    decision.round = Round.OBJECTING
    decision.save_changes()
    write_down(OBJECTIONS_CALLED, decision, actor)
    return decision


@transaction.atomic
def object_to_decision(*, decision: Decision, actor: Actor, version: int, text: str) -> Decision:
    """Object with grounds: why the proposal would do harm."""
    decision = _in_round(decision, version, Round.OBJECTING)
    require(rules.takes_part(actor, decision))
    said = _say(decision, actor, Remark.Sort.OBJECTION, text)
    decision.touch()
    record(OBJECTED, matter=decision, actor=actor, text=said.text)
    return decision


@transaction.atomic
def settle_objection(
    *, decision: Decision, actor: Actor, version: int, how: str, text: str, remark: str = ""
) -> Decision:
    """Integrate an objection (whoever may decide says how), or withdraw one's own."""
    decision = _in_round(decision, version, Round.OBJECTING)
    if how not in (Remark.State.INTEGRATED, Remark.State.WITHDRAWN):
        raise Invalid.field("how", _("An objection is integrated or withdrawn."))
    waiting = rules.open_remarks(decision, Remark.Sort.OBJECTION)
    if how == Remark.State.WITHDRAWN:
        standing = standing_of(actor.person)
        mine = [row for row in waiting if standing.may_act_for(row.person_id, Scope.APPROVAL)]
        require(bool(mine) or not waiting, _("An objection is withdrawn by whoever raised it."))
        waiting = mine
    else:
        require(policies.can_decide(actor, decision))
    said = _chosen(waiting, remark)
    _settle(said, actor, how, text)
    decision.touch()
    told = {"who": str(said.person), "how": how, "text": said.answer}
    record(OBJECTION_SETTLED, matter=decision, actor=actor, **told)
    return decision


@transaction.atomic
def record_dissent(*, decision: Decision, actor: Actor, version: int, text: str) -> Decision:
    """Have one's dissent 保留意见 kept with the decision; it stands beside it and hinders nothing."""
    decision = Decision.objects.lock(decision.pk, version=version)
    require(rules.takes_part(actor, decision) or rules.can_vote(actor, decision))
    if decision.status not in DISSENT_WHILE:
        raise Conflict(_("Dissent is recorded from when it is put to decision."), code="too_early")
    said = _say(decision, actor, Remark.Sort.DISSENT, text, state=Remark.State.NOTED)
    decision.touch()
    record(DISSENT_RECORDED, matter=decision, actor=actor, text=said.text)
    return decision


def _in_round(decision: Decision, version: int, wanted: str) -> Decision:
    decision = Decision.objects.lock(decision.pk, version=version)
    if decision.status != "deciding" or decision.round != wanted:
        raise Conflict(
            _("This belongs to another part of the consent round: %(part)s.") % {"part": Round(wanted).label},
            code="wrong_round",
        )
    return decision


def _words(text: str) -> str:
    if not (text or "").strip():
        raise Invalid.field("text", _("Say it in words."), "required")
    if len(text) > LONGEST or "\x00" in text:
        raise Invalid.field("text", _("Keep it under 20,000 characters."), "max_length")
    return text.strip()


def _say(decision: Decision, actor: Actor, sort: str, text: str, **more: Any) -> Remark:
    return Remark.objects.create(
        decision=decision, sort=sort, person=actor.person, text=_words(text), said_at=clock.now(), **more
    )


def _chosen(waiting: list[Remark], remark: str) -> Remark:
    found = [row for row in waiting if not remark or str(row.pk) == str(remark)]
    if not found:
        raise NotFound
    return found[0]


def _settle(said: Remark, actor: Actor, state: str, text: str) -> None:
    said.state, said.answer = state, _words(text)
    said.settled_by, said.settled_at = actor.person, clock.now()
    said.save()
