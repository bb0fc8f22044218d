"""Minutes: opened with the meeting, written while they are drafted, due once it has ended."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common.actor import Actor
from collab.common.errors import Conflict, StaleVersion, require
from collab.deadlines import actions as deadlines
from collab.matters.actions import open_matter
from collab.matters.models import Kind
from collab.org.selectors import calendar_of

from ..minutes import policies
from ..minutes.events import MINUTES_FILLED_IN, MINUTES_OPENED, MINUTES_WRITTEN
from ..minutes.prefill import filled_in, prefilled
from ..models import Meeting, Minutes
from ..policies import can_write_minutes, shared_parties
from .live_minutes import write_down
from .wording import clean_text, index_minutes, note_down

DRAFT_TERM_DAYS = 1
ISSUE_TERM_DAYS = 2


def open_minutes(meeting: Meeting, actor: Actor) -> Minutes:
    """The meeting's minutes, opened with those at the table as parties where there are none yet; part of the action
    that starts or ends the meeting.
    """
    found = Minutes.objects.filter(meeting=meeting).first()
    if found is not None:
        return Minutes.objects.lock(found.pk)
    minutes = open_matter(
        Minutes,
        actor=actor,
        kind=Kind.MINUTES,
        parties=shared_parties(meeting),
        status="drafting",
        title=meeting.title,
        department=meeting.department,
        owner=meeting.owner,
        visibility=meeting.visibility,
        is_demo=meeting.is_demo,
        meeting=meeting,
        text=prefilled(meeting),
    )
    record(MINUTES_OPENED, matter=minutes, actor=actor)
    return minutes


@transaction.atomic
def begin_minutes(*, meeting: Meeting, actor: Actor, version: int) -> Minutes:
    """Open the minutes of a meeting that has ended without any, and start their clock."""
    meeting = Meeting.objects.lock(meeting.pk, version=version)
    require(can_write_minutes(actor, meeting))
    if meeting.status != "minutes_due" or meeting.finished_at is None:
        raise Conflict(_("Minutes are begun when the meeting starts."), code="not_due")
    minutes = open_minutes(meeting, actor)
    await_draft(minutes, meeting)
    meeting.save_changes()
    return minutes


def await_draft(minutes: Minutes, meeting: Meeting) -> None:
    """The meeting is over: a draft nobody has touched is made anew, and is due; part of the action that ends it."""
    write_down(minutes)
    if minutes.untouched:
        minutes.text = prefilled(meeting)
        index_minutes(minutes)
    due = term_of(meeting, DRAFT_TERM_DAYS)
    minutes.due_at = minutes.original_due_at = due
    deadlines.start_clocks(minutes, due_at=due)
    minutes.save_changes()


def term_of(meeting: Meeting, days: int) -> datetime:
    """The instant so many working days after the meeting ended."""
    assert meeting.finished_at is not None
    return calendar_of(meeting.department).add_days(meeting.finished_at, days)


@transaction.atomic
def write_minutes_text(*, minutes: Minutes, actor: Actor, text: str, version: int | None = None) -> Minutes:
    """Replace the wording (Markdown), by whoever may write, while the minutes are drafted.

    `version` is the one the writer looked at; what is being typed by several people just now counts as a change.
    Nothing is written where nothing changed.
    """
    minutes = Minutes.objects.lock(minutes.pk)
    require(policies.can_write(actor, minutes))
    minutes.move("write")
    write_down(minutes)
    if version is not None and minutes.version != version:
        raise StaleVersion(version=minutes.version)
    words = clean_text(text)
    if words == minutes.text:
        return minutes
    minutes.text, minutes.untouched = words, False
    minutes.save_changes()
    index_minutes(minutes)
    note_down(MINUTES_WRITTEN, minutes, actor, characters=len(words))
    return minutes


@transaction.atomic
def fill_in_minutes(*, minutes: Minutes, actor: Actor, version: int) -> Minutes:
    """Take the meeting's records over anew: in place of an untouched draft, else below what is written on each item."""
    minutes = Minutes.objects.lock(minutes.pk, version=version)
    require(policies.can_write(actor, minutes))
    minutes.move("fill_in")
    write_down(minutes)
    meeting = minutes.meeting
    minutes.text = prefilled(meeting) if minutes.untouched else clean_text(filled_in(minutes.text, meeting))
    minutes.save_changes()
    index_minutes(minutes)
    note_down(MINUTES_FILLED_IN, minutes, actor)
    return minutes
