"""Who is invited to a meeting and who was there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require
from collab.matters.models import Matter, Party, PartyRole
from collab.matters.policies import forget_parties, front_desks
from collab.org.models import Department, Person

from .. import policies
from ..events import ATTENDANCE_RECORDED, PEOPLE_INVITED
from ..models import AgendaItem, Attendance, Decision, Meeting, Minutes, Presence
from .meeting import write_down

THERE = (Presence.PRESENT, Presence.NON_VOTING, Presence.PROXY)


@dataclass(frozen=True)
class Present:
    """One line of the attendance: a person we know, or a name alone."""

    presence: str
    person: Any = None
    name: str = ""
    affiliation: str = ""
    stands_in_for: Any = None


@transaction.atomic
def invite_to_meeting(
    *,
    meeting: Meeting,
    actor: Actor,
    version: int,
    people: Iterable[Person] = (),
    departments: Iterable[Department] = (),
    non_voting: bool = False,
) -> Meeting:
    """Invite people and departments, also to what is on the agenda; who is invited already stays as they are."""
    meeting = Meeting.objects.lock(meeting.pk, version=version)
    require(policies.can_prepare(actor, meeting))
    if not meeting.is_open:
        raise Conflict(_("This meeting is over."), code="over")
    role = PartyRole.NON_VOTING if non_voting else PartyRole.ATTENDEE
    wanted = [("person_id", row) for row in people] + [("department_id", row) for row in departments]
    if not wanted:
        raise Invalid.field("people", _("Name at least one person or department."), "required")
    held = set(Party.objects.filter(matter_id=meeting.pk).values_list("person_id", "department_id"))
    fresh = [(name, row) for name, row in wanted if _pair(name, row) not in held]
    for matter_id in [meeting.pk, *beneath(meeting)]:
        rows = [Party(matter_id=matter_id, role=role, **{name: row.pk}) for name, row in fresh]
        Party.objects.bulk_create(rows, ignore_conflicts=True)
    forget_parties(meeting)
    meeting.save_changes()
    if fresh:
        _tell(meeting, actor, fresh)
    return meeting


def _pair(name: str, row) -> tuple[int | None, int | None]:
    return (row.pk, None) if name == "person_id" else (None, row.pk)


def beneath(meeting: Meeting) -> list[int]:
    """Its agenda, its decisions and its minutes."""
    kinds = (AgendaItem, Decision, Minutes)
    return [
        pk
        for kind in kinds
        for pk in kind.objects.filter(meeting_id=meeting.pk).values_list("pk", flat=True)  # type: ignore[attr-defined]
    ]


def _tell(meeting: Meeting, actor: Actor, fresh: list) -> None:
    """Those invited hear at once where the meeting is announced; before, the announcement tells them."""
    desks = front_desks([row.pk for name, row in fresh if name == "department_id"])
    people = [row.pk for name, row in fresh if name == "person_id"]
    people += [pk for held in desks.values() for pk in held]
    heard = people if meeting.status in ("announced", "running") else []
    write_down(PEOPLE_INVITED, meeting, actor, who=", ".join(str(row) for _name, row in fresh), people=heard)


def lock_to_note(meeting: Meeting, actor: Actor, version: int) -> Meeting:
    """The meeting, locked for somebody who may note who is there, while it runs or its minutes are due."""
    meeting = Meeting.objects.lock(meeting.pk, version=version)
    require(policies.runs(actor, meeting) or policies.can_write_minutes(actor, meeting))
    if meeting.status not in ("running", "minutes_due"):
        raise Conflict(
            _("Attendance is noted while the meeting runs and until its minutes are written."),
            code="not_running",
        )
    return meeting


@transaction.atomic
def record_attendance(*, meeting: Meeting, actor: Actor, version: int, rows: Iterable[Present]) -> Meeting:
    """Note who attended, replacing what was noted before; while the meeting runs or its minutes are due."""
    meeting = lock_to_note(meeting, actor, version)
    found = store_attendance(meeting, rows)
    meeting.save_changes()
    there = sum(row.presence in THERE for row in found)
    write_down(ATTENDANCE_RECORDED, meeting, actor, present=there, absent=len(found) - there)
    return meeting


def store_attendance(meeting: Matter, rows: Iterable[Present]) -> list[Attendance]:
    """Replace the attendance of a meeting; part of an action that records it."""
    found: list[Attendance] = []
    seen: set[int] = set()
    kept = {
        row.person_id: row for row in Attendance.objects.filter(meeting_id=meeting.pk, person__isnull=False)
    }
    for row in rows:
        if row.presence not in Presence.values:
            raise Invalid.field("presence", _("Choose one of the offered kinds of presence."))
        if row.presence == Presence.PROXY and row.stands_in_for is None:
            raise Invalid.field("stands_in_for", _("Say for whom they stood in."), "required")
        if row.person is None and not row.name.strip():
            raise Invalid.field("name", _("Name somebody."), "required")
        if row.person is not None and row.person.pk in seen:
            continue
        before = None
        if row.person is not None:
            seen.add(row.person.pk)
            before = kept.get(row.person.pk)
        found.append(
            Attendance(
                meeting_id=meeting.pk,
                person=row.person,
                name=row.name.strip()[:200],
                affiliation=row.affiliation[:200],
                presence=row.presence,
                stands_in_for=row.stands_in_for,
                arrived_at=before.arrived_at if before else None,
                left_at=before.left_at if before and before.presence == row.presence else None,
            )
        )
    Attendance.objects.filter(meeting_id=meeting.pk).delete()
    return Attendance.objects.bulk_create(found)
