"""Preparing, announcing, running and closing meetings."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, FieldError, Forbidden, Invalid, reason_given, require
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock
from collab.matters import search
from collab.matters.actions import open_matter
from collab.matters.actions.links import led_to
from collab.matters.actions.spine import clean_words
from collab.matters.models import Kind, Matter, Party, PartyRole, Visibility
from collab.matters.policies import acts_for
from collab.matters.words import iso
from collab.org.models import Department, Person

from .. import policies
from ..events import (
    MEETING_ANNOUNCED,
    MEETING_CANCELLED,
    MEETING_CLOSED,
    MEETING_EDITED,
    MEETING_FINISHED,
    MEETING_PREPARED,
    MEETING_RELOCATED,
    MEETING_RESCHEDULED,
    MEETING_STARTED,
)
from ..models import AgendaItem, Ballot, Meeting, MeetingType
from ..selectors.preparing import unprepared
from .minutes import ISSUE_TERM_DAYS, await_draft, open_minutes, term_of
from .placing import place_in_series, refuse_move

LONGEST = timedelta(days=14)
ELSEWHERE = {"place", "link"}
EDITABLE = {"title", "body", "type", "place", "link", "purpose", "expected_result", "visibility"}
DEFAULTS = {"type": MeetingType.COORDINATION, "link": "", "visibility": Visibility.DEPARTMENTS}


def write_down(event, matter, actor: Actor, **facts: Any) -> None:
    """Record what was done with a matter, in an absent person's name where it was theirs to do."""
    absent = acts_for(actor, matter, policies.RUNNERS)
    record(event, matter=matter, actor=actor, on_behalf_of=absent, **facts)


def check_times(starts_at: datetime, ends_at: datetime) -> None:
    """Invalid unless a meeting ends after it starts, and within two weeks."""
    if ends_at <= starts_at:
        raise Invalid.field("ends_at", _("A meeting ends after it starts."), "ends_before_start")
    if ends_at - starts_at > LONGEST:
        raise Invalid.field("ends_at", _("A meeting takes two weeks at most."), "too_long")


@transaction.atomic
def create_meeting(
    *,
    actor: Actor,
    title: str,
    department: Department,
    starts_at: datetime,
    ends_at: datetime,
    chair: Person | None = None,
    secretary: Person | None = None,
    attendees: Iterable[Person] = (),
    non_voting: Iterable[Person] = (),
    departments: Iterable[Department] = (),
    came_from: Matter | None = None,
    **details: Any,
) -> Meeting:
    """Begin to prepare a meeting that a department hosts. The secretary, else the chair, owes the minutes.

    `details` are its series, type, place, link, purpose, expected_result, body, visibility and the spine's own;
    `came_from` is the matter it is called about.
    """
    if not policies.can_host(actor, department):
        raise Forbidden(_("A meeting is hosted by a department you belong to."))
    details = _checked(details, starts_at, ends_at)
    meeting = open_matter(
        Meeting,
        actor=actor,
        kind=Kind.MEETING,
        parties=_parties(department, chair, secretary, attendees, non_voting, departments),
        status="preparing",
        title=title,
        department=department,
        owner=secretary or chair or actor.person,
        starts_at=starts_at,
        ends_at=ends_at,
        **details,
    )
    if came_from is not None:
        led_to(came_from, meeting, actor=actor)
    record(MEETING_PREPARED, matter=meeting, actor=actor)
    return meeting


def _checked(given: dict[str, Any], starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    """With the defaults and what its series adds."""
    details = DEFAULTS | given
    check_fields(**{name: details[name] for name in DEFAULTS})
    check_times(starts_at, ends_at)
    return details | place_in_series(details.get("series"), starts_at, ends_at)


def _parties(department, chair, secretary, attendees, non_voting, departments) -> list[Party]:
    invited = [row for row in dict.fromkeys(departments) if row != department]
    return [
        Party(role=PartyRole.HOST, department=department),
        *named(PartyRole.CHAIR, [chair]),
        *named(PartyRole.SECRETARY, [secretary]),
        *named(PartyRole.ATTENDEE, attendees),
        *named(PartyRole.NON_VOTING, non_voting),
        *(Party(role=PartyRole.ATTENDEE, department=row) for row in invited),
    ]


def named(role: str, people: Iterable[Person | None]) -> list[Party]:
    """One party per person, nobody twice."""
    return [Party(role=role, person=person) for person in dict.fromkeys(people) if person is not None]


def check_fields(*, type: str, link: str, visibility: str) -> None:
    """Invalid naming every field that cannot be taken."""
    wrong: list[FieldError] = []
    if type not in MeetingType.values:
        wrong.append(FieldError("type", "invalid", _("Choose one of the offered types.")))
    if visibility not in Visibility.values:
        wrong.append(FieldError("visibility", "invalid", _("Choose one of the offered audiences.")))
    if link:
        try:
            URLValidator(schemes=["http", "https"])(link)
        except ValidationError:
            wrong.append(FieldError("link", "invalid", _("Enter an address that begins with https://.")))
    if wrong:
        raise Invalid(wrong)


@transaction.atomic
def edit_meeting(*, meeting: Meeting, actor: Actor, version: int, **changes: Any) -> Meeting:
    """Change how a meeting is prepared; its time moves by rescheduling, with a reason.

    Where an announced one is held elsewhere, those invited get the invitation anew; their answers hold.
    """
    meeting = Meeting.objects.lock(meeting.pk, version=version)
    require(policies.can_prepare(actor, meeting))
    if meeting.status not in ("preparing", "announced", "running"):
        raise Conflict(_("This meeting is over; what was prepared stays as it was."), code="over")
    if unknown := changes.keys() - EDITABLE:
        raise Invalid.field(sorted(unknown)[0], _("This cannot be edited here."))
    words = clean_words(changes.get("title", meeting.title), changes.get("body", meeting.body))
    changes = changes | dict(zip(("title", "body"), words, strict=True))
    merged = {name: changes.get(name, getattr(meeting, name)) for name in ("type", "link", "visibility")}
    check_fields(**merged)
    before = {name: getattr(meeting, name) for name in changes if getattr(meeting, name) != changes[name]}
    was, elsewhere = meeting.where, meeting.status == "announced" and bool(ELSEWHERE & before.keys())
    for name in before:
        setattr(meeting, name, changes[name])
    meeting.sequence += int(elsewhere)
    meeting.save_changes()
    search.index(meeting)
    record(
        MEETING_EDITED, matter=meeting, actor=actor, before=before, changes={n: changes[n] for n in before}
    )
    if elsewhere:
        write_down(MEETING_RELOCATED, meeting, actor, before=was, where=meeting.where)
    return meeting


@transaction.atomic
def announce_meeting(*, meeting: Meeting, actor: Actor, version: int, reason: str = "") -> Meeting:
    """Invite: only with a purpose and an agenda that fits the time, unless overridden with a reason."""
    meeting = Meeting.objects.lock(meeting.pk, version=version)
    require(policies.can_prepare(actor, meeting))
    meeting.move("announce")
    missing = unprepared(meeting)
    if missing and not reason.strip():
        raise Conflict(
            _("Not ready to announce: %(missing)s. Add what is missing, or give a reason for going without.")
            % {"missing": pgettext("between agenda items", "; ").join(map(str, missing))},
            code="not_prepared",
        )
    meeting.override_reason = reason.strip() if missing else ""
    meeting.save_changes()
    write_down(
        MEETING_ANNOUNCED, meeting, actor, starts=iso(meeting.starts_at), reason=meeting.override_reason
    )
    return meeting


@transaction.atomic
def start_meeting(*, meeting: Meeting, actor: Actor, version: int) -> Meeting:
    """Open the meeting: from now on outcomes can be noted."""
    meeting = Meeting.objects.lock(meeting.pk, version=version)
    require(policies.runs(actor, meeting))
    meeting.move("start")
    meeting.started_at = clock.now()
    meeting.save_changes()
    open_minutes(meeting, actor)
    write_down(MEETING_STARTED, meeting, actor)
    return meeting


@transaction.atomic
def finish_meeting(*, meeting: Meeting, actor: Actor, version: int) -> Meeting:
    """End the meeting: the draft of its minutes is due one working day later, and the day after they are issued."""
    meeting = Meeting.objects.lock(meeting.pk, version=version)
    require(policies.runs(actor, meeting))
    meeting.move("finish")
    meeting.finished_at = clock.now()
    _stop_running(meeting)
    meeting.due_at = meeting.original_due_at = term_of(meeting, ISSUE_TERM_DAYS)
    meeting.save_changes()
    minutes = open_minutes(meeting, actor)
    await_draft(minutes, meeting)
    write_down(MEETING_FINISHED, meeting, actor, due=iso(minutes.due_at))
    return meeting


def _stop_running(meeting: Meeting) -> None:
    """No ballot outlives its meeting, and no item's clock."""
    if Ballot.objects.under_way().filter(decision__meeting_id=meeting.pk).exists():
        raise Conflict(
            _("A ballot is under way. Close it, or defer the decision, before the meeting ends."),
            code="ballot_under_way",
        )
    running = AgendaItem.objects.filter(meeting_id=meeting.pk, begun_at__isnull=False)
    for pk in running.values_list("pk", flat=True):
        item = AgendaItem.objects.lock(pk)
        item.end_turn(meeting.finished_at)
        item.save_changes()


def close_with_minutes(meeting: Meeting, actor: Actor) -> None:
    """The minutes are out, so the meeting is closed; part of issuing them. A later version finds it closed."""
    if meeting.status != "minutes_due":
        return
    meeting.move("close")
    meeting.closed_at = clock.now()
    meeting.done_late = bool(meeting.due_at and meeting.closed_at > meeting.due_at)
    deadlines.settle(meeting, Clock.DUE, actor=actor)
    meeting.save_changes()
    write_down(MEETING_CLOSED, meeting, actor, late=meeting.done_late)


@transaction.atomic
def reschedule_meeting(
    *, meeting: Meeting, actor: Actor, version: int, starts_at: datetime, ends_at: datetime, reason: str
) -> Meeting:
    """Move it to another time, with a reason that everyone invited reads."""
    meeting = Meeting.objects.lock(meeting.pk, version=version)
    require(policies.can_prepare(actor, meeting))
    meeting.move("reschedule")
    check_times(starts_at, ends_at)
    refuse_move(meeting, starts_at, ends_at)
    before, why = meeting.starts_at, reason_given(reason)
    meeting.moved_from, meeting.sequence = meeting.moved_from or before, meeting.sequence + 1
    meeting.timed_sequence = meeting.sequence
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    meeting.save_changes()
    write_down(MEETING_RESCHEDULED, meeting, actor, before=iso(before), starts=iso(starts_at), reason=why)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, actor: Actor, version: int, reason: str) -> Meeting:
    """Call it off, with a reason; its agenda items stay where they are for another meeting."""
    meeting = Meeting.objects.lock(meeting.pk, version=version)
    require(policies.can_prepare(actor, meeting))
    meeting.move("cancel")
    meeting.closed_at, meeting.sequence = clock.now(), meeting.sequence + 1
    meeting.save_changes()
    write_down(MEETING_CANCELLED, meeting, actor, reason=reason_given(reason))
    return meeting
