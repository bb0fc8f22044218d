"""Who may do what with a plan."""

from collab.common.actor import Actor
from collab.matters.policies import can_edit
from collab.org.models import Role
from collab.org.standing import standing_of

from .. import policies
from ..models import Plan, Task


def can_plan(actor: Actor, plan: Plan) -> bool:
    """Put tasks in and shift them: the owner or a delegate, its author, coordinators, the department's managers."""
    if actor.is_system:
        return True
    standing = standing_of(actor.person)
    mine = standing.may_act_for(plan.owner_id) or plan.created_by_id == actor.person_id
    return mine or can_confirm(actor, plan)


def can_confirm(actor: Actor, plan: Plan) -> bool:
    """Confirm it and agree on new dates: who answers for the department's people, and coordinators."""
    if actor.is_system:
        return True
    standing = standing_of(actor.person)
    managers = (Role.HEAD, Role.DEPUTY, Role.SPONSOR)
    return standing.is_coordinator or standing.holds(managers, [plan.department_id])


def can_take_in(actor: Actor, task: Task) -> bool:
    """Put a task into a plan or take it out: whoever may edit or supervise it."""
    return can_edit(actor, task) or policies.is_supervisor(actor, task)
