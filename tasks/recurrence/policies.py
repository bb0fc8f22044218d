"""Who may set a series up and change it."""

from collab.common.actor import Actor
from collab.org.standing import standing_of

from .. import policies
from ..models import Task, TaskSeries


def can_repeat(actor: Actor, task: Task) -> bool:
    """Whoever may hand it out again: its author or supervisor, as far as they may hand out there at all."""
    theirs = task.created_by_id == actor.person_id or policies.is_supervisor(actor, task)
    return theirs and policies.can_hand_out(actor, task.department, light=task.is_light)


def can_manage(actor: Actor, series: TaskSeries) -> bool:
    """Whoever set it up, its supervisor, a delegate of these, or a coordinator."""
    standing = standing_of(actor.person)
    named = (series.set_up_by_id, series.supervisor_id)
    return standing.is_coordinator or any(standing.may_act_for(pk) for pk in named if pk)
