"""Who may score and close goals at the end of their cycle, and who hears of it."""

from collab.common.actor import Actor
from collab.matters.models import PartyRole
from collab.matters.policies import hears_as_next
from collab.org.standing import standing_of

from ..models import Goal
from ..policies import is_sponsor


def can_begin_scoring(actor: Actor, goal: Goal) -> bool:
    """Coordinators, and the goal's sponsor."""
    return actor.is_system or standing_of(actor.person).is_coordinator or is_sponsor(actor, goal)


def can_assess(actor: Actor, goal: Goal) -> bool:
    """The owner, or a delegate: nobody else says how they themselves did."""
    return not actor.is_system and standing_of(actor.person).may_act_for(goal.owner_id)


def can_judge(actor: Actor, goal: Goal) -> bool:
    """The sponsor or a stand-in, who is neither the owner nor gave the owner's assessment."""
    own = actor.person_id in (goal.owner_id, goal.self_assessed_by_id)
    return not actor.is_system and not own and is_sponsor(actor, goal)


def can_close(actor: Actor, goal: Goal) -> bool:
    """Whoever may begin the scoring, but not for their own goal."""
    return can_begin_scoring(actor, goal) and actor.person_id != goal.owner_id


hears_as_owner = hears_as_next(PartyRole.ACCOUNTABLE)
hears_as_sponsor = hears_as_next(PartyRole.SPONSOR)
