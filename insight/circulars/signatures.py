"""Who has signed for a circular, and who has not."""

from dataclasses import dataclass
from datetime import datetime

from collab.common import clock
from collab.deadlines.models import Clock, Deadline
from collab.matters.policies import parties_of
from collab.org.models import Department

from ..models import CircularNotice
from .policies import SIGNERS


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


def signatures_of(notice: CircularNotice) -> list[Signature]:
    """Every department in order, those that are late or missing included."""
    due = dict(Deadline.objects.filter(matter=notice, clock=Clock.RECEIPT).values_list("party_id", "due_at"))
    return [
        Signature(row.department, due.get(row.pk), row.signed_at)
        for row in parties_of(notice)
        if row.role in SIGNERS and row.department
    ]
