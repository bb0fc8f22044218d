"""Who may set a goal's health by hand."""

from collab.common.actor import Actor

from ..models import Goal
from ..policies import answers_for, is_sponsor


def can_set_health(actor: Actor, goal: Goal) -> bool:
    """Whoever answers for the goal, and its sponsor."""
    return answers_for(actor, goal) or is_sponsor(actor, goal)
