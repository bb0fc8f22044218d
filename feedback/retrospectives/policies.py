"""Who may do what with a retrospective, and who hears of it."""

from collab.common.actor import Actor
from collab.matters.models import Matter, PartyRole
from collab.matters.policies import hears_as_next, holds_part
from collab.org.models import Scope
from collab.org.standing import standing_of

from ..models import Retrospective

WRITERS = (PartyRole.RESPONSIBLE, PartyRole.LEAD)
JUDGES = (PartyRole.SUPERVISOR,)


def can_write(actor: Actor, retrospective: Retrospective) -> bool:
    """The owner of what ended, the lead department's officers, or a delegate of one of these."""
    standing = standing_of(actor.person)
    return standing.may_act_for(retrospective.owner_id) or holds_part(standing, retrospective, WRITERS)


def can_judge(actor: Actor, retrospective: Retrospective) -> bool:
    """The sponsor or a coordinator, unless they wrote it themselves."""
    if actor.person_id == retrospective.written_by_id:
        return False
    standing = standing_of(actor.person)
    return standing.is_coordinator or holds_part(standing, retrospective, JUDGES, scope=Scope.APPROVAL)


def can_add_lesson(actor: Actor, retrospective: Retrospective) -> bool:
    """Everyone who took part, themselves or as an officer of their department; and coordinators."""
    standing = standing_of(actor.person)
    if standing.is_coordinator or standing.may_act_for(retrospective.owner_id):
        return True
    return holds_part(standing, retrospective, PartyRole)


def can_start_session(actor: Actor, retrospective: Retrospective) -> bool:
    """Whoever writes it, its sponsor, or a coordinator."""
    if can_write(actor, retrospective):
        return True
    standing = standing_of(actor.person)
    return standing.is_coordinator or holds_part(standing, retrospective, JUDGES)


def can_look_back(actor: Actor, ended: Matter) -> bool:
    """Whoever answered for what ended, and coordinators."""
    standing = standing_of(actor.person)
    if standing.is_coordinator or standing.may_act_for(ended.owner_id):
        return True
    return holds_part(standing, ended, (PartyRole.ACCOUNTABLE, PartyRole.LEAD, PartyRole.CHAIR))


hears_as_writer = hears_as_next(PartyRole.RESPONSIBLE)
hears_as_judge = hears_as_next(*JUDGES)
