"""Who may do what with minutes, and who hears of it."""

from collab.activity.registry import Hearer
from collab.common.actor import Actor
from collab.deadlines.receipts import signable_by
from collab.matters.models import PartyRole
from collab.matters.policies import hears_as_next, hears_of_progress, holds_part, parties_of
from collab.org.models import Scope
from collab.org.standing import standing_of

from ..decisions.policies import hears_to_answer, positions_for
from ..models import Attendance, Minutes, Phase
from ..policies import can_write_minutes

SIGNERS = (PartyRole.ATTENDEE, PartyRole.NON_VOTING, PartyRole.INFORMED)
THERE = ("present", "non_voting", "proxy")


def keeps(actor: Actor, minutes: Minutes) -> bool:
    """The secretary who owes them, the chair, or a coordinator: they circulate, take back, archive and correct."""
    return can_write_minutes(actor, minutes)


def can_write(actor: Actor, minutes: Minutes) -> bool:
    """Whoever keeps them, and everybody noted as present at the meeting, with a vote or without."""
    if keeps(actor, minutes):
        return True
    there = Attendance.objects.filter(meeting_id=minutes.meeting_id, presence__in=THERE)
    return there.filter(person=actor.person).exists()


def can_issue(actor: Actor, minutes: Minutes) -> bool:
    """The chair, or their delegate. Where the meeting has none: whoever keeps them, and the host's officers."""
    standing = standing_of(actor.person)
    if any(party.role == PartyRole.CHAIR for party in parties_of(minutes)):
        return holds_part(standing, minutes, [PartyRole.CHAIR], scope=Scope.APPROVAL)
    return keeps(actor, minutes) or holds_part(standing, minutes, [PartyRole.HOST], scope=Scope.APPROVAL)


def can_countersign(actor: Actor, minutes: Minutes) -> bool:
    """Officers of a department that was asked."""
    return bool(positions_for(actor, minutes, Phase.COUNTERSIGN))


def can_sign(actor: Actor, minutes: Minutes) -> bool:
    """Officers of a department it was sent to, which has not signed."""
    return bool(signable_by(actor, minutes, SIGNERS))


def hears_of_issue(activity) -> list[Hearer]:
    """The front desks of the departments it was sent to sign for it; everybody else at the table is told."""
    acting = hears_to_answer(activity)
    known = {hearer.person_id for hearer in acting}
    return acting + [hearer for hearer in hears_of_progress(activity) if hearer.person_id not in known]


hears_to_write = hears_as_next(PartyRole.SECRETARY)
hears_to_issue = hears_as_next(PartyRole.CHAIR)
