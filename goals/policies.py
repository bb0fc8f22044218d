"""Who may do what with goals, cycles and contributions, and who hears of it."""

from collab.common.actor import Actor
from collab.matters.models import PartyRole
from collab.matters.policies import holds_part
from collab.org.models import Department, Scope
from collab.org.standing import MANAGERS, standing_of

from .models import Goal

CONTRIBUTING = (PartyRole.CO, PartyRole.RESPONSIBLE)


def can_set_goals_for(actor: Actor, department: Department) -> bool:
    """Members of the department, officers of any, and coordinators: a draft binds nobody."""
    if actor.is_system:
        return True
    standing = standing_of(actor.person)
    return standing.is_coordinator or department.pk in standing.department_ids or bool(standing.officer_of)


def answers_for(actor: Actor, goal: Goal) -> bool:
    """Its owner or a delegate, its author, managers of the lead department, coordinators."""
    if actor.is_system:
        return True
    standing = standing_of(actor.person)
    mine = standing.may_act_for(goal.owner_id) or goal.created_by_id == actor.person_id
    return mine or standing.is_coordinator or standing.holds(MANAGERS, [goal.department_id])


def is_sponsor(actor: Actor, goal: Goal) -> bool:
    """The sponsor named, or whoever stands in for them in approvals."""
    if actor.is_system:
        return True
    return holds_part(standing_of(actor.person), goal, [PartyRole.SPONSOR], scope=Scope.APPROVAL)


def can_set_up_cycles(actor: Actor) -> bool:
    """Coordinators."""
    return actor.is_system or standing_of(actor.person).is_coordinator
