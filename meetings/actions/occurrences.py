"""Making the next meeting of a series when the one before is over: once, whoever is faster."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import SYSTEM, Actor
from collab.common.errors import Conflict, Refusal
from collab.matters.words import iso
from collab.org import recurrence
from collab.org.models import Person

from ..models import Meeting, MeetingSeries
from ..series import events
from ..series.rhythm import next_time
from .agenda import add_agenda_item
from .carrying import carry_left_over
from .meeting import create_meeting
from .series import announce_page, hold, put_away, require_open_time


def sweep_series(*, now: datetime | None = None) -> int:
    """Make the next meeting of every series whose time has come, then carry left-over items on; how many were made."""
    now = now or clock.now()

    def put_off(pk: int, refusal: Refusal) -> None:
        MeetingSeries.objects.filter(pk=pk).update(trouble=str(refusal)[:300])

    due = MeetingSeries.objects.due(now).order_by("next_at", "pk")
    made = recurrence.make_all_due(due, _make_next, put_off, now)
    with clock.told(now):
        carry_left_over()
    return made


@transaction.atomic
def _make_next(pk: int, now: datetime) -> bool:
    series = recurrence.claim(MeetingSeries.objects.all(), MeetingSeries.objects.due(now), pk)
    if series is None:
        return False
    at = next_time(series, now)
    meeting = make_occurrence(series, at, SYSTEM) if at else None
    series.next_at = next_time(series, at or now)
    put_away(series)
    return meeting is not None


@transaction.atomic
def prepare_occurrence(*, series: MeetingSeries, actor: Actor, version: int, at: datetime) -> Meeting:
    """Make the meeting of one coming time ahead of its turn, to move, cancel or fill it."""
    series = hold(series, actor, version)
    require_open_time(series, at)
    meeting = make_occurrence(series, at, actor)
    series.next_at = next_time(series, clock.now())
    put_away(series)
    return meeting


def make_occurrence(series: MeetingSeries, at: datetime, actor: Actor) -> Meeting:
    """The meeting of one time of the rule, with the series' people and its standing agenda."""
    if Meeting.objects.filter(series=series, occurs_at=at).exists():
        raise Conflict(_("This meeting exists already."), code="made_already")
    meeting = create_meeting(
        actor=actor,
        title=series.title,
        department=series.department,
        series=series,
        starts_at=at,
        ends_at=at + timedelta(minutes=series.minutes),
        chair=series.chair,
        secretary=series.secretary or (None if series.chair else series.set_up_by),
        attendees=Person.objects.active().filter(attended_series=series),
        departments=series.departments.active(),
        type=series.type,
        place=series.place,
        link=series.link,
        purpose=series.purpose,
        expected_result=series.expected_result,
        visibility=series.visibility,
        is_demo=series.is_demo,
    )
    for item in series.seriesitems.select_related("presenter"):
        add_agenda_item(meeting=meeting, actor=SYSTEM, department=series.department, **item.words())
    record(events.OCCURRENCE_MADE, matter=meeting, actor=actor, series=series.title, at=iso(at))
    announce_page(series)
    return meeting
