"""Who signs for a circular."""

from collab.common.actor import Actor
from collab.deadlines.receipts import signable_by
from collab.matters.models import PartyRole
from collab.matters.policies import hears_as_next

from ..models import CircularNotice

SIGNERS = (PartyRole.INFORMED,)
hears_to_sign = hears_as_next(*SIGNERS)


def can_sign(actor: Actor, notice: CircularNotice) -> bool:
    return bool(signable_by(actor, notice, SIGNERS))
