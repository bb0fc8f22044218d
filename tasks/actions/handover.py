"""Offering, taking on, delivering, accepting item by item, and sending back a hand-over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, FieldError, Forbidden, Invalid, TransitionRefused, require
from collab.deadlines import actions as deadlines
from collab.deadlines.actions.clocks import check_due
from collab.deadlines.models import Clock
from collab.matters.actions import open_matter
from collab.matters.actions.links import led_to
from collab.matters.models import Kind, Light, Matter, Party, PartyRole, Priority, Visibility
from collab.matters.policies import acts_for, parties_of
from collab.matters.words import iso
from collab.org.models import Department, Person

from ..handover import events, policies
from ..models import Criterion, Handover, Verdict
from .receipt import reason_given

LONGEST_CRITERION, MOST_CRITERIA = 500, 100


@dataclass(kw_only=True)
class Offer:
    """What a hand-over is offered with."""

    title: str
    giver: Department
    receiver: Department
    criteria: Iterable[str]
    due_at: datetime
    body: str = ""
    giver_contact: Person | None = None
    receiver_contact: Person | None = None
    inputs: str = ""
    outputs: str = ""
    priority: int = Priority.NORMAL
    visibility: str = Visibility.DEPARTMENTS
    is_demo: bool = False

    def __post_init__(self) -> None:
        found = (" ".join(text.split()) for text in self.criteria)
        self.criteria = list(dict.fromkeys(text for text in found if text))

    def parties(self) -> list[Party]:
        """Both departments and their contacts."""
        sides = {
            PartyRole.DELIVERING: (self.giver, self.giver_contact),
            PartyRole.RECEIVING: (self.receiver, self.receiver_contact),
        }
        rows = [Party(role=role, department=side[0]) for role, side in sides.items()]
        return rows + [Party(role=role, person=side[1]) for role, side in sides.items() if side[1]]

    def columns(self) -> dict[str, Any]:
        """What is kept on the hand-over itself."""
        names = "title body giver receiver giver_contact receiver_contact inputs outputs due_at priority"
        kept = {name: getattr(self, name) for name in f"{names} visibility is_demo".split()}
        return kept | {"department": self.giver, "owner": self.giver_contact}


@transaction.atomic
def offer_handover(*, actor: Actor, came_from: Matter | None = None, **given: Any) -> Handover:
    """Offer to deliver something to another department; the clocks of receipt and delivery start now."""
    offer = Offer(**given)
    if not policies.can_offer(actor, offer.giver):
        raise Forbidden(_("A hand-over is offered by the department that delivers it."))
    if offer.giver_contact is None and not actor.is_system:
        offer.giver_contact = actor.person
    _check(offer)
    handover = open_matter(
        Handover,
        actor=actor,
        kind=Kind.HANDOVER,
        parties=offer.parties(),
        status="offered",
        light=Light.GREEN,
        **offer.columns(),
    )
    rows = [
        Criterion(handover=handover, position=at, text=text)
        for at, text in enumerate(offer.criteria, start=1)
    ]
    Criterion.objects.bulk_create(rows)
    if came_from is not None:
        led_to(came_from, handover, actor=actor)
    deadlines.start_clocks(handover, sign=_receipt(handover), due_at=handover.due_at)
    record(
        events.HANDOVER_OFFERED,
        matter=handover,
        actor=actor,
        giver=str(offer.giver),
        receiver=str(offer.receiver),
        due=iso(handover.due_at),
    )
    return handover


@transaction.atomic
def add_criterion(*, handover: Handover, actor: Actor, version: int, text: str) -> Handover:
    """One more thing to meet, as long as the receiver has not taken it on."""
    handover = Handover.objects.lock(handover.pk, version=version)
    require(policies.delivers(actor, handover))
    if handover.status != "offered":
        raise _refused(handover, _("The criteria stand once the hand-over was taken on."))
    text = " ".join(text.split())
    known = list(handover.criteria.values_list("position", "text"))
    wrong = _wrong_criteria([*(old for _at, old in known), text]) if text else _("Say what must be met.")
    if wrong:
        raise Invalid.field("text", wrong)
    if text in {old for _at, old in known}:
        raise Conflict(_("This criterion is there already."), code="criterion_twice")
    Criterion.objects.create(
        handover=handover, position=max((at for at, _ in known), default=0) + 1, text=text
    )
    handover.save_changes()
    record(events.CRITERION_ADDED, matter=handover, actor=actor, criterion=text)
    return handover


@transaction.atomic
def take_handover(*, handover: Handover, actor: Actor, version: int, note: str = "") -> Handover:
    """Sign for it on the receiver's behalf; whoever signs is the contact where none was named."""
    handover = Handover.objects.lock(handover.pk, version=version)
    require(policies.can_take(actor, handover))
    handover.move("take")
    absent = acts_for(actor, handover, policies.RECEIVING)
    now = clock.now()
    Party.objects.filter(matter_id=handover.pk, role=PartyRole.RECEIVING).update(
        signed_at=now, signed_by=actor.person
    )
    if handover.receiver_contact_id is None:
        handover.receiver_contact = absent or actor.person
        Party.objects.create(
            matter_id=handover.pk,
            role=PartyRole.RECEIVING,
            person=handover.receiver_contact,
            signed_at=now,
            signed_by=actor.person,
        )
    deadlines.settle(handover, Clock.RECEIPT, actor=actor)
    handover.save_changes()
    record(
        events.HANDOVER_TAKEN,
        matter=handover,
        actor=actor,
        on_behalf_of=absent,
        receiver=str(handover.receiver),
        note=note,
    )
    return handover


@transaction.atomic
def decline_handover(*, handover: Handover, actor: Actor, version: int, reason: str) -> Handover:
    """The receiver does not take it on, and says why; all clocks stop, the giver stays liable."""
    handover = Handover.objects.lock(handover.pk, version=version)
    require(policies.can_take(actor, handover))
    return _end(handover, actor, "decline", events.HANDOVER_DECLINED, policies.RECEIVING, reason)


@transaction.atomic
def withdraw_handover(*, handover: Handover, actor: Actor, version: int, reason: str) -> Handover:
    """The giver takes the offer back with a reason; all clocks stop."""
    handover = Handover.objects.lock(handover.pk, version=version)
    require(policies.can_withdraw(actor, handover))
    return _end(handover, actor, "withdraw", events.HANDOVER_WITHDRAWN, policies.GIVING, reason)


@transaction.atomic
def begin_delivery(*, handover: Handover, actor: Actor, version: int) -> Handover:
    """The giver works on the delivery, or on what was sent back."""
    handover = Handover.objects.lock(handover.pk, version=version)
    require(policies.delivers(actor, handover))
    handover.move("begin")
    handover.save_changes()
    _note(events.HANDOVER_BEGUN, handover, actor, policies.GIVING)
    return handover


@transaction.atomic
def deliver_handover(*, handover: Handover, actor: Actor, version: int, note: str = "") -> Handover:
    """Everything is with the receiver, who now has the time of a receipt to check it; the delivery clock stands."""
    handover = Handover.objects.lock(handover.pk, version=version)
    require(policies.delivers(actor, handover))
    handover.move("deliver")
    handover.rounds += 1
    handover.delivered_at, handover.delivered_by = clock.now(), actor.person
    deadlines.pause(handover)
    deadlines.start_clocks(handover, sign=_receipt(handover))
    handover.save_changes()
    _note(events.HANDOVER_DELIVERED, handover, actor, policies.GIVING, round=handover.rounds, note=note)
    return handover


@transaction.atomic
def judge_criterion(*, criterion: Criterion, actor: Actor, met: bool, reason: str = "") -> Criterion:
    """Say of one criterion whether this delivery meets it; what is not met needs a reason."""
    handover = Handover.objects.lock(criterion.handover_id)
    require(policies.can_judge(actor, handover))
    if handover.status != "delivered":
        raise _refused(handover, _("Criteria are judged once the hand-over was delivered."))
    reason = "" if met else reason_given(reason)
    Verdict.objects.update_or_create(
        criterion=criterion,
        round=handover.rounds,
        defaults={"met": met, "reason": reason, "at": clock.now(), "by": actor.person},
    )
    criterion.met_at = clock.now() if met else None
    criterion.save(update_fields=["met_at"])
    handover.save_changes()
    facts: dict[str, Any] = {"criterion": criterion.text, "round": handover.rounds}
    if met:
        _note(events.CRITERION_MET, handover, actor, policies.RECEIVING, **facts)
    else:
        _note(events.CRITERION_UNMET, handover, actor, policies.RECEIVING, reason=reason, **facts)
    return criterion


@transaction.atomic
def accept_handover(*, handover: Handover, actor: Actor, version: int, note: str = "") -> Handover:
    """All criteria are met: from here on the receiver answers for it."""
    handover = Handover.objects.lock(handover.pk, version=version)
    require(policies.can_judge(actor, handover))
    handover.move("accept")
    if missing := list(handover.criteria.filter(met_at=None).values_list("text", flat=True)):
        raise Conflict(
            _("Not accepted yet: %(items)s. Accept each of these, or send the hand-over back.")
            % {"items": "; ".join(missing)},
            code="criteria_open",
            criteria=missing,
        )
    deadlines.settle(handover, Clock.RECEIPT, actor=actor)
    deadlines.settle(handover, Clock.DUE, actor=actor, at=handover.delivered_at)
    delivered = handover.delivered_at or clock.now()
    handover.done_late = bool(handover.due_at and delivered > handover.due_at)
    handover.closed_at = clock.now()
    handover.answer_for_it(handover.receiver, handover.receiver_contact)
    handover.save_changes()
    liable = str(handover.receiver)
    _note(
        events.HANDOVER_ACCEPTED,
        handover,
        actor,
        policies.RECEIVING,
        liable=liable,
        late=handover.done_late,
        note=note,
    )
    return handover


@transaction.atomic
def send_back_handover(*, handover: Handover, actor: Actor, version: int, reason: str) -> Handover:
    """Some criteria are not met, each for its reason; the delivery clock goes on where it stood."""
    handover = Handover.objects.lock(handover.pk, version=version)
    require(policies.can_judge(actor, handover))
    handover.move("send_back")
    verdicts = Verdict.objects.filter(criterion__handover=handover, round=handover.rounds, met=False)
    unmet = [f"{row.criterion.text} ({row.reason})" for row in verdicts.select_related("criterion")]
    if not unmet:
        raise Conflict(
            _("Mark the criteria that are not met first, each with its reason."), code="nothing_unmet"
        )
    deadlines.settle(handover, Clock.RECEIPT, actor=actor)
    deadlines.resume(handover, shift=False)
    handover.save_changes()
    facts = {"unmet": unmet, "round": handover.rounds, "reason": reason_given(reason)}
    _note(events.HANDOVER_SENT_BACK, handover, actor, policies.RECEIVING, **facts)
    return handover


@transaction.atomic
def close_handover(*, handover: Handover, actor: Actor, version: int, note: str = "") -> Handover:
    """Nothing is left to do about it."""
    handover = Handover.objects.lock(handover.pk, version=version)
    require(policies.can_close(actor, handover))
    handover.move("close")
    handover.save_changes()
    _note(events.HANDOVER_CLOSED, handover, actor, policies.RECEIVING, note=note)
    return handover


def _end(handover: Handover, actor: Actor, step: str, event, roles, reason: str) -> Handover:
    handover.move(step)
    handover.closed_at = clock.now()
    deadlines.cancel(handover, actor=actor)
    handover.save_changes()
    _note(event, handover, actor, roles, reason=reason_given(reason))
    return handover


def _note(event, handover: Handover, actor: Actor, roles, **facts: Any) -> None:
    record(event, matter=handover, actor=actor, on_behalf_of=acts_for(actor, handover, roles), **facts)


def _refused(handover: Handover, why: Any) -> TransitionRefused:
    return TransitionRefused(why, state=handover.status, allowed=handover.machine.steps_from(handover.status))


def _receipt(handover: Handover) -> list[Party]:
    """Whose signature is awaited: the receiver's contact, or the department where none is named."""
    side = [row for row in parties_of(handover) if row.role == PartyRole.RECEIVING]
    return [row for row in side if row.person_id][:1] or side[:1]


def _check(offer: Offer) -> None:
    wrong: list[FieldError] = []
    if offer.giver == offer.receiver:
        wrong.append(FieldError("receiver", "same", _("A department hands nothing over to itself.")))
    if offer.priority not in Priority.values:
        wrong.append(FieldError("priority", "invalid", _("Choose normal, high or urgent.")))
    if problem := _wrong_criteria(list(offer.criteria)):
        wrong.append(FieldError("criteria", "invalid", problem))
    if wrong:
        raise Invalid(wrong)
    check_due(offer.due_at)


def _wrong_criteria(texts: list[str]) -> Any:
    if not texts:
        return _("Name at least one criterion by which the receiver accepts it, one per line.")
    if len(texts) > MOST_CRITERIA or max(map(len, texts)) > LONGEST_CRITERION:
        return _("At most 100 criteria of up to 500 characters each.")
    return None
