"""Who may vote in a ballot, who of them is there, and in whose name somebody votes."""

from collections.abc import Iterable
from dataclasses import dataclass

from collab.common.actor import Actor
from collab.matters.models import PartyRole
from collab.matters.policies import parties_of
from collab.org.models import Person, Scope
from collab.org.standing import standing_of

from ..models import AgendaItem, Attendance, Ballot, Mandate, Meeting, Presence, Seat
from .tally import has_quorum, needed


@dataclass(frozen=True)
class Turnout:
    """Those entitled, without the recused; how many of them are there; whether that makes the quorum."""

    entitled: int
    present: int
    needed: int
    enough: bool
    voted: int


def present_at(meeting_id: int) -> set[int]:
    """People who are at the meeting with a vote, in person or through whoever stands in for them."""
    rows = Attendance.objects.here().filter(meeting_id=meeting_id, person__isnull=False)
    rows = rows.exclude(presence=Presence.NON_VOTING)
    found: set[int] = set()
    for person_id, presence, absent_id in rows.values_list("person_id", "presence", "stands_in_for_id"):
        found.add(person_id)
        if presence == Presence.PROXY and absent_id:
            found.add(absent_id)
    return found


def item_is_voted_on(item: AgendaItem) -> bool:
    """Whether a ballot is under way on a decision that this agenda item is to come to."""
    return Ballot.objects.under_way().filter(decision__agenda_item_id=item.pk).exists()


def turnout_of(ballot: Ballot, seats: Iterable[Seat], here: set[int] | None = None) -> Turnout:
    """The turnout now; `here` is who is at its meeting, where that is known. Outside one those count who have voted."""
    entitled = [seat for seat in seats if not seat.recused]
    meeting_id = ballot.decision.meeting_id
    if meeting_id is None:
        there = {seat.person_id for seat in entitled if seat.has_voted}
    else:
        there = present_at(meeting_id) if here is None else here
    present = sum(seat.person_id in there for seat in entitled)
    return Turnout(
        entitled=len(entitled),
        present=present,
        needed=needed(len(entitled), ballot.quorum),
        enough=has_quorum(present, len(entitled), ballot.quorum),
        voted=sum(seat.has_voted for seat in entitled),
    )


def default_voters_of(meeting: Meeting | None) -> list[Person]:
    """Chair and people invited with a vote, and whoever else is there with one."""
    if meeting is None:
        return []
    roles = (PartyRole.CHAIR, PartyRole.ATTENDEE)
    ids = {party.person_id for party in parties_of(meeting) if party.role in roles and party.person_id}
    rows = Attendance.objects.here().filter(meeting_id=meeting.pk, presence=Presence.PRESENT)
    ids |= set(rows.filter(person__isnull=False).values_list("person_id", flat=True))
    return list(Person.objects.active().filter(pk__in=ids).order_by("name", "pk"))


def held_by(
    actor: Actor, ballot: Ballot, seats: Iterable[Seat], absent: set[int] | None = None
) -> list[Seat]:
    """The seats this person votes for, their own first.

    In a meeting somebody absent votes through whoever is noted as standing in for them (`absent`, where that is
    known); elsewhere through their delegate.
    """
    if actor.is_system:
        return []
    meeting_id = ballot.decision.meeting_id
    if absent is None:
        absent = represented(meeting_id, actor.person) if meeting_id else set()
    standing = standing_of(actor.person)
    found = [
        seat
        for seat in seats
        if seat.person_id == actor.person_id
        or seat.person_id in absent
        or (meeting_id is None and standing.may_act_for(seat.person_id, Scope.APPROVAL))
    ]
    return sorted(found, key=lambda seat: (seat.person_id != actor.person_id, seat.pk))


def represented(meeting_id: int, person: Person) -> set[int]:
    """Whom this person stands in for at the meeting."""
    rows = Attendance.objects.here().filter(meeting_id=meeting_id, person=person, presence=Presence.PROXY)
    return set(rows.exclude(stands_in_for=None).values_list("stands_in_for_id", flat=True))


def sent_with_a_vote(meeting: Meeting) -> dict[int, int]:
    """Delegates named in answer to the invitation who may do more than listen, and in whose place each comes.

    A mandate outlives a new time of the meeting: whoever named them takes it back.
    """
    rows = meeting.replies.exclude(delegate=None).exclude(mandate=Mandate.REPORT)
    return dict(rows.values_list("delegate", "person"))


def absent_principals(meeting: Meeting, person: Person) -> list[Person]:
    """Invited people who are neither there nor represented, and whom this person stands in for: as the delegate of
    their absence, or sent by them to this meeting.
    """
    invited = {party.person_id for party in parties_of(meeting) if party.person_id}
    mine = standing_of(person)
    ids = {pk for pk in invited if pk != person.pk and mine.may_act_for(pk, Scope.APPROVAL)}
    ids |= {absent for delegate, absent in sent_with_a_vote(meeting).items() if delegate == person.pk}
    return list(Person.objects.filter(pk__in=ids - present_at(meeting.pk)).order_by("name", "pk"))
