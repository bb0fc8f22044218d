"""Setting up what is held regularly, changing it, pausing it, and leaving single times out."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.activity.topics import announce
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, FieldError, Forbidden, Invalid, require
from collab.matters.actions.spine import clean_words
from collab.matters.words import iso
from collab.org import recurrence
from collab.org.actions.rows import changed, check, locked
from collab.org.models import Department, Person

from .. import policies as meeting_policies
from ..models import LeftOut, MeetingSeries
from ..series import events, policies
from ..series.rhythm import next_time, open_times, overlaps_itself
from .meeting import reason_given

OWN = (
    "title", "type", "purpose", "expected_result", "rrule", "zone", "first_on", "start_time", "minutes",
    "place", "link", "chair", "secretary", "carry", "visibility", "is_active",
)  # fmt: skip
TAKING_PART = ("attendees", "departments")


@transaction.atomic
def create_series(
    *,
    actor: Actor,
    title: str,
    department: Department,
    attendees: Iterable[Person] = (),
    departments: Iterable[Department] = (),
    **more: Any,
) -> MeetingSeries:
    """Set up a series that a department hosts; its first meeting is made by the next sweep.

    `more` are the fields in OWN and the importer's own.
    """
    if not meeting_policies.can_host(actor, department):
        raise Forbidden(_("A series is hosted by a department you belong to."))
    series = MeetingSeries(title=clean_words(title)[0], department=department, set_up_by=actor.person, **more)
    settle(series)
    series.save()
    series.attendees.set(attendees)
    series.departments.set(department_list(series, departments))
    tell(events.SERIES_SET_UP, series, actor, rule=series.rrule)
    return series


def department_list(series: MeetingSeries, departments: Iterable[Department]) -> list[Department]:
    """The departments invited besides the host."""
    return [row for row in departments if row.pk != series.department_id]


@transaction.atomic
def edit_series(*, series: MeetingSeries, actor: Actor, version: int, **changes: Any) -> MeetingSeries:
    """Change a series; meetings already prepared stay as they are."""
    series = hold(series, actor, version)
    guests = {name: list(changes.pop(name)) for name in TAKING_PART if name in changes}
    before = changed(series, changes, OWN)
    for name, rows in guests.items():
        rows = department_list(series, rows) if name == "departments" else rows
        held = getattr(series, name)
        if set(held.all()) != set(rows):
            before[name] = [str(row) for row in held.all()]
            changes[name] = [str(row) for row in rows]
            held.set(rows)
    series.title = clean_words(series.title)[0]
    settle(series)
    put_away(series)
    facts = {name: [_plain(before[name]), _plain(changes[name])] for name in before}
    was, now = ({name: pair[i] for name, pair in facts.items()} for i in (0, 1))
    tell(events.SERIES_CHANGED, series, actor, before=was, changes=now)
    return series


def _plain(value: Any) -> Any:
    return value if isinstance(value, list) else str(value)


@transaction.atomic
def pause_series(*, series: MeetingSeries, actor: Actor, version: int, reason: str) -> MeetingSeries:
    """Make no further meeting until it is resumed; the one already made stays."""
    series = hold(series, actor, version)
    if not series.is_active:
        raise Conflict(_("This series is paused already."), code="paused")
    series.is_active = False
    put_away(series)
    tell(events.SERIES_PAUSED, series, actor, reason=reason_given(reason))
    return series


@transaction.atomic
def resume_series(*, series: MeetingSeries, actor: Actor, version: int) -> MeetingSeries:
    """Go on with the next time of the rule that lies ahead."""
    series = hold(series, actor, version)
    if series.is_active:
        raise Conflict(_("This series is going on."), code="active")
    series.is_active = True
    settle(series)
    put_away(series)
    tell(events.SERIES_RESUMED, series, actor)
    return series


@transaction.atomic
def leave_out(
    *, series: MeetingSeries, actor: Actor, version: int, at: datetime, reason: str
) -> MeetingSeries:
    """Do not meet at this time of the rule: calendars get an EXDATE, the reason stays on the series' page."""
    series = hold(series, actor, version)
    why = reason_given(reason)
    require_open_time(series, at)
    LeftOut.objects.create(series=series, at=at, reason=why, by=actor.person)
    settle(series)
    put_away(series)
    tell(events.TIME_LEFT_OUT, series, actor, at=iso(at), reason=why)
    return series


@transaction.atomic
def restore_time(*, series: MeetingSeries, actor: Actor, version: int, at: datetime) -> MeetingSeries:
    """Meet at a time that was left out after all."""
    series = hold(series, actor, version)
    if not series.leftouts.filter(at=at).delete()[0]:
        raise Invalid.field("at", _("This time is not left out."), "not_left_out")
    settle(series)
    put_away(series)
    tell(events.TIME_RESTORED, series, actor, at=iso(at))
    return series


def require_open_time(series: MeetingSeries, at: datetime) -> None:
    """Invalid unless the rule names this time, still ahead, and neither a meeting nor a left-out time stands there."""
    if at <= clock.now() or next(open_times(series, at), None) != at:
        told = _("The series does not meet then. Take one of the coming times on its page.")
        raise Invalid.field("at", told, "not_a_time")


def hold(series: MeetingSeries, actor: Actor, version: int | None) -> MeetingSeries:
    """The series, locked, if this actor manages it."""
    series = locked(MeetingSeries, series.pk, version)
    require(policies.can_manage(actor, series))
    return series


def put_away(series: MeetingSeries) -> None:
    """Save it at its next version."""
    series.version += 1
    series.save()


def tell(event, series: MeetingSeries, actor: Actor, **facts: Any) -> None:
    """Keep what was done with a series and have open pages of it fetched again."""
    record(event, actor=actor, title=series.title, series=series.pk, **facts)
    announce_page(series)


def announce_page(series: MeetingSeries) -> None:
    """Have open pages of the series fetched again."""
    announce({f"department.{series.department_id}"})


def settle(series: MeetingSeries) -> None:
    """Check every field and look ahead: Invalid names what cannot be taken; `next_at` is set, trouble forgotten."""
    series.rrule = series.rrule.strip().removeprefix("RRULE:")
    if series.rrule and series.first_on is None:
        series.first_on = clock.now().astimezone(series.tz).date() if not wrong_zone(series) else None
    check(series)
    wrong: list[FieldError] = []
    if series.rrule:
        wrong += recurrence.wrong_rhythm(series.rrule, series.zone, lambda: series.first_at)
    if not 1 <= series.minutes <= 1440:
        wrong.append(FieldError("minutes", "invalid", _("Between 1 minute and a day.")))
    elif not wrong and series.is_timed and overlaps_itself(series):
        told = _("One meeting would begin before the one before is over. Make it shorter or rarer.")
        wrong.append(FieldError("minutes", "overlap", told))
    if wrong:
        raise Invalid(wrong)
    series.next_at, series.trouble = next_time(series, clock.now()), ""


def wrong_zone(series: MeetingSeries) -> bool:
    """Whether nothing can be said about local days, since the zone is not known."""
    return any(error.field == "zone" for error in recurrence.wrong_rhythm("", series.zone, clock.now))
