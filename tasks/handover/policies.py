"""Who may do what with a hand-over, and who hears of it."""

from collab.activity.registry import Hearer
from collab.common.actor import Actor
from collab.matters.models import PartyRole
from collab.matters.policies import hears_as_next, holds_part, people_behind
from collab.org.models import Department, Scope
from collab.org.standing import standing_of

from ..models import Handover
from .states import OWED

GIVING, RECEIVING = (PartyRole.DELIVERING,), (PartyRole.RECEIVING,)


def can_offer(actor: Actor, giver: Department) -> bool:
    """Members offer what their own department hands over; coordinators for any."""
    standing = standing_of(actor.person)
    return actor.is_system or standing.is_coordinator or giver.pk in standing.department_ids


def delivers(actor: Actor, handover: Handover) -> bool:
    """The giver's contact, an officer of the giver, or a delegate of one of these."""
    return holds_part(standing_of(actor.person), handover, GIVING)


def can_take(actor: Actor, handover: Handover) -> bool:
    """The receiver's contact, an officer of the receiver, or a delegate for receipts."""
    return holds_part(standing_of(actor.person), handover, RECEIVING, scope=Scope.RECEIPT)


def can_judge(actor: Actor, handover: Handover) -> bool:
    """The receiving side, or a delegate for approvals; nobody who delivered it or is the giver's contact."""
    if actor.person_id in (handover.giver_contact_id, handover.delivered_by_id):
        return False
    return holds_part(standing_of(actor.person), handover, RECEIVING, scope=Scope.APPROVAL)


def can_close(actor: Actor, handover: Handover) -> bool:
    standing = standing_of(actor.person)
    return standing.is_coordinator or holds_part(standing, handover, (*GIVING, *RECEIVING))


def can_withdraw(actor: Actor, handover: Handover) -> bool:
    """The giving side, whoever offered it, or a coordinator."""
    return (
        delivers(actor, handover)
        or handover.created_by_id == actor.person_id
        or standing_of(actor.person).is_coordinator
    )


def sides_of(handover: Handover) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The side that owes the next step and the side that waits for it; nobody where it is over."""
    if handover.status in OWED:
        return GIVING, RECEIVING
    return (RECEIVING, GIVING) if handover.status in ("offered", "delivered") else ((), ())


def can_urge(actor: Actor, handover: Handover) -> bool:
    """The side that waits, whoever offered it while the receiver owes, or a coordinator."""
    standing = standing_of(actor.person)
    _owes, waits = sides_of(handover)
    offered_it = waits == GIVING and handover.created_by_id == actor.person_id
    return standing.is_coordinator or offered_it or holds_part(standing, handover, waits)


def hears_when_urged(activity) -> list[Hearer]:
    """The side that owes must act; nobody else is bothered."""
    return [Hearer(pk, "act") for pk in people_behind(activity.matter, activity.facts["owes"])]


hears_as_receiver = hears_as_next(*RECEIVING)
hears_as_giver = hears_as_next(*GIVING)
