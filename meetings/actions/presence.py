"""Who is here, marked live: by oneself, or one by one by whoever keeps the attendance."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, NotFound, require
from collab.matters.models import PartyRole
from collab.matters.policies import parties_of
from collab.org.models import Person

from .. import policies
from ..ballots.electorate import absent_principals, present_at, sent_with_a_vote
from ..decisions.events import PRESENCE_MARKED
from ..events import ATTENDANCE_RECORDED
from ..models import Answer, Attendance, Meeting, Presence, Reply
from .attendance import lock_to_note
from .meeting import write_down

HERE = (Presence.PRESENT, Presence.NON_VOTING, Presence.PROXY)


@transaction.atomic
def check_in(*, meeting: Meeting, actor: Actor, version: int, stands_in_for: str = "") -> Meeting:
    """Say that one is here; a delegate may say for whom (the id of an absent person).

    Whoever was sent to this meeting by somebody who has not come stands in for them unless they say otherwise.
    """
    meeting = _running(meeting, version)
    require(policies.is_expected(actor, meeting))
    absent = _represented(meeting, actor.person, stands_in_for)
    presence = Presence.PROXY if absent else own_presence(meeting, actor.person_id)
    _mark(meeting, actor, actor.person, presence, absent)
    return meeting


def _represented(meeting: Meeting, person: Person, chosen: str) -> Person | None:
    found = {str(row.pk): row for row in absent_principals(meeting, person)}
    if chosen and chosen not in found:
        raise Invalid.field("stands_in_for", _("You are not the delegate of this person now."))
    return found.get(chosen or str(sent_with_a_vote(meeting).get(person.pk)))


@transaction.atomic
def check_out(*, meeting: Meeting, actor: Actor, version: int) -> Meeting:
    """Leave before the end; one stays in the attendance, but counts no longer."""
    meeting = _running(meeting, version)
    row = Attendance.objects.here().filter(meeting_id=meeting.pk, person=actor.person).first()
    if row is None:
        raise NotFound
    row.left_at = clock.now()
    row.save(update_fields=["left_at"])
    meeting.touch()
    write_down(PRESENCE_MARKED, meeting, actor, who=str(actor.person), presence="left", absent="")
    return meeting


@transaction.atomic
def mark_presence(
    *,
    meeting: Meeting,
    actor: Actor,
    version: int,
    person: Person,
    presence: str,
    stands_in_for: Person | None = None,
) -> Meeting:
    """Note how one person takes part; a proxy stands for whom they represent."""
    meeting = _running(meeting, version)
    require(policies.runs(actor, meeting) or policies.can_write_minutes(actor, meeting))
    if presence not in Presence.values:
        raise Invalid.field("presence", _("Choose one of the offered kinds of presence."))
    if (presence == Presence.PROXY) != (stands_in_for is not None):
        raise Invalid.field(
            "stands_in_for", _("Say for whom they stand in, and only for a proxy."), "required"
        )
    _mark(meeting, actor, person, presence, stands_in_for)
    return meeting


@transaction.atomic
def mark_all_present(*, meeting: Meeting, actor: Actor, version: int) -> Meeting:
    """Note everyone invited by name as here from the beginning; whoever is noted already stays as they are.

    Those who said they cannot come are on leave, and so is whoever sent a delegate, who stands in for them.
    """
    meeting = lock_to_note(meeting, actor, version)
    noted: set[int | None] = set(
        Attendance.objects.filter(meeting_id=meeting.pk).values_list("person_id", flat=True)
    )
    fresh = _expected(meeting, noted)
    if not fresh:
        raise Conflict(_("Everyone invited is noted already."), code="all_noted")
    Attendance.objects.bulk_create(fresh)
    meeting.save_changes()
    here = sum(row.presence in HERE for row in fresh)
    write_down(ATTENDANCE_RECORDED, meeting, actor, present=here, absent=len(fresh) - here)
    return meeting


def _expected(meeting: Meeting, noted: set[int | None]) -> list[Attendance]:
    """How everyone invited by name who is not noted yet is expected to take part, by what they answered.

    A delegate stands in for somebody only where that person is not noted as having come themselves.
    """
    replies = {row.person_id: row for row in meeting.replies.given_for_its_time(meeting)}
    sent = {
        pk: absent for pk, absent in sent_with_a_vote(meeting).items() if absent in replies.keys() - noted
    }
    people = dict.fromkeys(
        party.person_id
        for party in parties_of(meeting)
        if party.person_id and party.role in (*policies.SCRIBES, *policies.INVITED)
    )
    return [
        Attendance(meeting_id=meeting.pk, person_id=pk, **_how(meeting, pk, replies.get(pk), sent.get(pk)))
        for pk in people
        if pk not in noted
    ]


def _how(meeting: Meeting, person_id: int, reply: Reply | None, sent_by: int | None) -> dict[str, Any]:
    if sent_by is not None:
        return {"presence": Presence.PROXY, "stands_in_for_id": sent_by}
    if reply is not None and reply.answer in (Answer.DECLINED, Answer.DELEGATED):
        return {"presence": Presence.LEAVE}
    return {"presence": own_presence(meeting, person_id)}


def own_presence(meeting: Meeting, person_id: int | None) -> str:
    """How somebody is here in their own right: without a vote where that is how they were invited."""
    mine = {party.role for party in parties_of(meeting) if party.person_id == person_id}
    silent = PartyRole.NON_VOTING in mine and not mine & {PartyRole.ATTENDEE, PartyRole.CHAIR}
    return Presence.NON_VOTING if silent else Presence.PRESENT


def _running(meeting: Meeting, version: int) -> Meeting:
    meeting = Meeting.objects.lock(meeting.pk, version=version)
    if meeting.status != "running":
        raise Conflict(_("People check in while the meeting runs."), code="not_running")
    return meeting


def _mark(meeting: Meeting, actor: Actor, person: Person, presence: str, absent: Person | None) -> None:
    if absent is not None:
        _check_stand_in(meeting, person, absent)
    if presence in HERE:
        _relieve(meeting, person)
    row = Attendance.objects.filter(meeting_id=meeting.pk, person=person).first()
    row = row or Attendance(meeting_id=meeting.pk, person=person)
    row.presence, row.stands_in_for = presence, absent
    row.arrived_at = (row.arrived_at or clock.now()) if presence in HERE else None
    row.left_at = None
    row.save()
    meeting.touch()
    write_down(PRESENCE_MARKED, meeting, actor, who=str(person), presence=presence, absent=str(absent or ""))


def _check_stand_in(meeting: Meeting, person: Person, absent: Person) -> None:
    if absent.pk == person.pk:
        raise Invalid.field("stands_in_for", _("Nobody stands in for themselves."))
    again = Attendance.objects.filter(meeting_id=meeting.pk, person=person, stands_in_for=absent)
    if absent.pk in present_at(meeting.pk) and not again.exists():
        raise Conflict(
            _("%(name)s is here, or represented by somebody already.") % {"name": absent}, code="represented"
        )


def _relieve(meeting: Meeting, person: Person) -> None:
    """Whoever stood in for somebody who has come is here in their own right from now on."""
    for row in Attendance.objects.filter(meeting_id=meeting.pk, stands_in_for=person):
        row.presence, row.stands_in_for = own_presence(meeting, row.person_id), None
        row.save(update_fields=["presence", "stands_in_for"])
