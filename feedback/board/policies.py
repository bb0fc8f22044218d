"""Who may put closed feedback on the board, and take it off."""

from collab.common.actor import Actor

from ..loop.policies import can_handle, can_triage
from ..models import Feedback, Publication


def can_publish(actor: Actor, feedback: Feedback) -> bool:
    """The handling department's owner and officers, and coordinators."""
    return can_handle(actor, feedback) or can_triage(actor, feedback)


def is_published(feedback: Feedback) -> bool:
    """Whether it stands on the board."""
    return Publication.objects.standing().filter(feedback=feedback.pk).exists()
