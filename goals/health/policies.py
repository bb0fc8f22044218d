"""Who guides a goal: sets its health by hand, names who reviews its check-ins."""

from collab.common.actor import Actor

from ..models import Goal
from ..policies import answers_for, is_sponsor


def guides(actor: Actor, goal: Goal) -> bool:
    """Whoever answers for the goal, and its sponsor."""
    return answers_for(actor, goal) or is_sponsor(actor, goal)
