"""Who may do what with goals, cycles, consultations and contributions, and who hears of it."""

from collab.common.actor import Actor
from collab.matters.models import PartyRole
from collab.org.models import Department, Scope
from collab.org.standing import MANAGERS, OFFICERS, standing_of

from .models import Consultation, Contribution, Goal

CONTRIBUTING = (PartyRole.CO, PartyRole.RESPONSIBLE)
BINDING = ("agreed", "active", "paused", "scoring", "closed")


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
    return standing_of(actor.person).may_act_for(goal.sponsor_id, Scope.APPROVAL)


def can_confirm(actor: Actor, goal: Goal) -> bool:
    """The sponsor, or whoever stands in for them; nobody confirms a goal that they own themselves."""
    return is_sponsor(actor, goal) and goal.owner_id != actor.person_id


def can_take_back(actor: Actor, goal: Goal) -> bool:
    """Those who proposed it, and the sponsor."""
    return answers_for(actor, goal) or is_sponsor(actor, goal)


def can_stop(actor: Actor, goal: Goal) -> bool:
    """As long as it binds nobody, those who answer for it; then the sponsor and coordinators."""
    if actor.is_system or is_sponsor(actor, goal):
        return True
    if goal.status not in BINDING:
        return answers_for(actor, goal)
    return standing_of(actor.person).is_coordinator


def speaks_for(actor: Actor, consultation: Consultation) -> bool:
    """An officer of the department that is asked, or a delegate."""
    return standing_of(actor.person).holds(OFFICERS, [consultation.department_id], Scope.APPROVAL)


def can_reply(actor: Actor, consultation: Consultation) -> bool:
    """Both sides of the thread: those who answer for the goal, its sponsor, the department asked."""
    return can_take_back(actor, consultation.goal_version.goal) or speaks_for(actor, consultation)


def can_acknowledge(actor: Actor, contribution: Contribution) -> bool:
    """The person who contributes, or an officer of the department, or a delegate of these."""
    standing, party = standing_of(actor.person), contribution.party
    if party.person_id:
        return standing.may_act_for(party.person_id, Scope.RECEIPT)
    return standing.holds(OFFICERS, [party.department_id], Scope.RECEIPT)


def can_set_up_cycles(actor: Actor) -> bool:
    """Coordinators."""
    return actor.is_system or standing_of(actor.person).is_coordinator
