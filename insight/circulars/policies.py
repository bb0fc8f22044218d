"""Who signs for a circular."""

from collab.common.actor import Actor
from collab.matters.models import Party, PartyRole
from collab.matters.policies import hears_as_next, parties_of
from collab.org.models import Scope
from collab.org.standing import OFFICERS, standing_of

from ..models import CircularNotice

SIGNERS = (PartyRole.INFORMED,)
hears_to_sign = hears_as_next(*SIGNERS)


def unsigned(notice: CircularNotice) -> list[Party]:
    """Departments whose receipt is still missing."""
    rows = [row for row in parties_of(notice) if row.role in SIGNERS and row.department_id]
    return [row for row in rows if row.signed_at is None]


def signable_by(actor: Actor, notice: CircularNotice) -> list[Party]:
    """Those departments for which this person may sign: as their officer, or a delegate of one."""
    standing = standing_of(actor.person)
    return [row for row in unsigned(notice) if standing.holds(OFFICERS, [row.department_id], Scope.RECEIPT)]


def can_sign(actor: Actor, notice: CircularNotice) -> bool:
    return bool(signable_by(actor, notice))
