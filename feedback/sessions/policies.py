"""Who may do what in a session."""

from collab.common.actor import Actor
from collab.org.standing import standing_of

from ..models import Card, Session
from ..retrospectives.policies import can_add_lesson, can_write
from .states import DISCUSS, GROUP, VOTE, WRITABLE


def can_take_part(actor: Actor, session: Session) -> bool:
    """Everyone who may add a lesson: those who took part in what ended, and coordinators."""
    return can_add_lesson(actor, session.retrospective)


def can_facilitate(actor: Actor, session: Session) -> bool:
    """The facilitator or a delegate, whoever writes the retrospective, and coordinators."""
    standing = standing_of(actor.person)
    if standing.is_coordinator or standing.may_act_for(session.facilitator_id):
        return True
    return can_write(actor, session.retrospective)


def can_write_card(actor: Actor, session: Session) -> bool:
    """While cards are gathered or grouped, whoever takes part."""
    return session.phase in WRITABLE and can_take_part(actor, session)


def can_change_card(actor: Actor, card: Card) -> bool:
    """Its author, until the vote opens."""
    return card.session.phase in WRITABLE and card.author_id is not None and card.author_id == actor.person_id


def can_remove_card(actor: Actor, card: Card) -> bool:
    """Its author; once the cards are revealed the facilitator too, who is named in the history."""
    if can_change_card(actor, card):
        return True
    return card.session.phase == GROUP and can_facilitate(actor, card.session)


def can_place_card(actor: Actor, card: Card) -> bool:
    """Whoever takes part, while the cards are grouped."""
    return card.session.phase == GROUP and can_take_part(actor, card.session)


def can_vote(actor: Actor, card: Card) -> bool:
    """Whoever takes part, while the vote is open."""
    return card.session.phase == VOTE and can_take_part(actor, card.session)


def can_take_up(actor: Actor, card: Card) -> bool:
    """The facilitator, while topics are talked about."""
    return card.session.phase == DISCUSS and can_facilitate(actor, card.session)


def can_draw_lesson(actor: Actor, card: Card) -> bool:
    """Whoever may add a lesson, from a topic that is not one yet."""
    return card.session.shows_counts and card.lesson_id is None and can_take_part(actor, card.session)
