"""Who signs for a circular."""

from collab.common.actor import Actor
from collab.matters.models import Party, PartyRole
from collab.matters.policies import hears_as_next, parties_of
from collab.org.models import Membership, Scope
from collab.org.standing import OFFICERS, Standing, standing_of

from ..models import CircularNotice

SIGNERS = (PartyRole.INFORMED,)
hears_to_sign = hears_as_next(*SIGNERS)


def unsigned(notice: CircularNotice) -> list[Party]:
    """Departments whose receipt is still missing."""
    rows = [row for row in parties_of(notice) if row.role in SIGNERS and row.department_id]
    return [row for row in rows if row.signed_at is None]


def signable_by(actor: Actor, notice: CircularNotice) -> list[Party]:
    """Those departments for which this person may sign: as an officer of their own, or a delegate of one.

    Whoever stands above many departments does not sign for them all at once, only for those without an officer.
    """
    standing, rows = standing_of(actor.person), unsigned(notice)
    mine = [row for row in rows if standing.holds(OFFICERS, [row.department_id], Scope.RECEIPT)]
    held: dict[int, set[int]] = {row.department_id: set() for row in mine if row.department_id}
    offices = Membership.objects.filter(department__in=held, role__in=OFFICERS, person__is_active=True)
    for department_id, person_id in offices.values_list("department_id", "person_id"):
        held[department_id].add(person_id)
    return [row for row in mine if _is_own(standing, held[row.department_id])]  # type: ignore[index]


def _is_own(standing: Standing, officers: set[int]) -> bool:
    return not officers or any(standing.may_act_for(pk, Scope.RECEIPT) for pk in officers)


def can_sign(actor: Actor, notice: CircularNotice) -> bool:
    return bool(signable_by(actor, notice))
