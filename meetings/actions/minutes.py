"""Minutes: opened with the meeting, written while they are drafted, due once it has ended."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require
from collab.deadlines import actions as deadlines
from collab.matters import search
from collab.matters.actions import open_matter
from collab.matters.models import Kind
from collab.matters.policies import acts_for
from collab.org.selectors import calendar_of

from ..minutes import policies
from ..minutes.events import MINUTES_FILLED_IN, MINUTES_OPENED, MINUTES_WRITTEN
from ..minutes.prefill import prefilled
from ..models import Meeting, Minutes
from ..policies import RUNNERS, can_write_minutes, shared_parties

DRAFT_TERM_DAYS = 1
ISSUE_TERM_DAYS = 2
LONGEST = 200_000


def note_down(event, minutes: Minutes, actor: Actor, **facts: Any) -> None:
    """Record what was done with minutes, in an absent person's name where it was theirs to do."""
    record(event, matter=minutes, actor=actor, on_behalf_of=acts_for(actor, minutes, RUNNERS), **facts)


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

    `version` is the one the writer looked at. The live editor, whose document has merged what several people typed,
    passes None: nothing is lost by writing over the former wording. Nothing is written where nothing changed.
    """
    minutes = Minutes.objects.lock(minutes.pk, version=version)
    require(policies.can_write(actor, minutes))
    minutes.move("write")
    words = clean_text(text)
    if words == minutes.text:
        return minutes
    minutes.text, minutes.untouched = words, False
    minutes.save_changes()
    index_minutes(minutes)
    note_down(MINUTES_WRITTEN, minutes, actor, characters=len(words))
    return minutes


def clean_text(text: str) -> str:
    """The wording as it may be stored, or Invalid."""
    words = (text or "").replace("\r\n", "\n").strip()
    if "\x00" in words:
        raise Invalid.field("text", _("Null characters cannot be stored."), "null_characters_not_allowed")
    if len(words) > LONGEST:
        raise Invalid.field(
            "text", _("Keep the minutes under 200,000 characters; longer texts go in a file."), "max_length"
        )
    return words


def index_minutes(minutes: Minutes) -> None:
    """Let the wording and the number of the letter be found."""
    search.index_texts(
        [(minutes.pk, f"{minutes.number} {minutes.letter_number} {minutes.title} {minutes.text}")]
    )


@transaction.atomic
def fill_in_minutes(*, minutes: Minutes, actor: Actor, version: int) -> Minutes:
    """Take the meeting's records over anew: in place of an untouched draft, below what somebody has written."""
    minutes = Minutes.objects.lock(minutes.pk, version=version)
    require(policies.can_write(actor, minutes))
    minutes.move("fill_in")
    fresh = prefilled(minutes.meeting)
    minutes.text = fresh if minutes.untouched else clean_text(f"{minutes.text}\n\n---\n\n{fresh}")
    minutes.save_changes()
    index_minutes(minutes)
    note_down(MINUTES_FILLED_IN, minutes, actor)
    return minutes
