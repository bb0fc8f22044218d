"""Who signs 签收 for what was sent to departments: whose receipt is missing, who may give it, and who has."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from collab.common import clock
from collab.common.actor import Actor
from collab.matters.models import Matter, Party
from collab.matters.policies import parties_of
from collab.org.models import Department, Membership, Scope
from collab.org.standing import OFFICERS, Standing, standing_of

from .models import Clock, Deadline


def addressed(matter: Matter, roles: Collection[str]) -> list[Party]:
    """Departments that hold one of these parts, each once."""
    rows: dict[int, Party] = {}
    for row in parties_of(matter):
        if row.role in roles and row.department_id:
            rows.setdefault(row.department_id, row)
    return list(rows.values())


def unsigned(matter: Matter, roles: Collection[str]) -> list[Party]:
    """Departments whose receipt is still missing."""
    return [row for row in addressed(matter, roles) if row.signed_at is None]


def signable_by(actor: Actor, matter: Matter, roles: Collection[str]) -> list[Party]:
    """Those departments for which this person may sign: as an officer of their own, or a delegate of one.

    Whoever stands above many departments does not sign for them all at once, only for those without an officer.
    """
    standing, rows = standing_of(actor.person), unsigned(matter, roles)
    mine = [row for row in rows if standing.holds(OFFICERS, [row.department_id], Scope.RECEIPT)]
    held: dict[int, set[int]] = {row.department_id: set() for row in mine if row.department_id}
    offices = Membership.objects.filter(department__in=held, role__in=OFFICERS, person__is_active=True)
    for department_id, person_id in offices.values_list("department_id", "person_id"):
        held[department_id].add(person_id)
    return [row for row in mine if _is_own(standing, held[row.department_id])]  # type: ignore[index]


def _is_own(standing: Standing, officers: set[int]) -> bool:
    return not officers or any(standing.may_act_for(pk, Scope.RECEIPT) for pk in officers)


@dataclass(frozen=True)
class Signature:
    """A department that has to sign, by when, and when it did."""

    department: Department
    due_at: datetime | None
    signed_at: datetime | None

    @property
    def is_late(self) -> bool:
        """Signed after the time for it, or not at all by now."""
        return bool(self.due_at and self.due_at < (self.signed_at or clock.now()))


def signatures_of(matter: Matter, roles: Collection[str]) -> list[Signature]:
    """Every department in order, those that are late or missing included."""
    clocks = Deadline.objects.filter(matter_id=matter.pk, clock=Clock.RECEIPT).order_by("pk")
    due = dict(clocks.values_list("party_id", "due_at"))
    return [
        Signature(row.department, due.get(row.pk), row.signed_at)  # type: ignore[arg-type]
        for row in addressed(matter, roles)
    ]
