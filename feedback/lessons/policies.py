"""Who may apply a lesson, and to what."""

from collab.common.actor import Actor
from collab.matters.models import Matter
from collab.matters.policies import can_edit

DRAFTED = ("draft", "preparing")


def is_drafted(matter: Matter) -> bool:
    """Whether it still is being planned: a draft, or a meeting before it is announced."""
    return matter.status in DRAFTED


def can_apply_to(actor: Actor, matter: Matter) -> bool:
    """Whoever may edit the work, as long as it is open."""
    return matter.is_open and can_edit(actor, matter)
