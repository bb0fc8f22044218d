"""Working calendars and their special days; every change makes a new version, so that cached arithmetic is dropped."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require

from .. import policies, worktime
from ..events import CALENDAR_DAY_SET, CALENDAR_SAVED, tell
from ..models import CalendarDay, WorkingCalendar
from ..models.person import known_zone
from ..selectors import forget_calendars
from .rows import changed, check, locked, told, write

EDITABLE = frozenset({"name", "zone", "weekly", "country", "valid_through", "is_default"})


@transaction.atomic
def create_calendar(*, actor: Actor, name: str, **fields: Any) -> WorkingCalendar:
    """Set up a working calendar."""
    require(policies.can_manage(actor))
    calendar = WorkingCalendar(name=name)
    changed(calendar, fields, EDITABLE)
    _check(calendar)
    if calendar.is_default:
        _unseat(None)
    calendar.save(force_insert=True)
    forget_calendars()
    tell(
        CALENDAR_SAVED, actor=actor, calendar=calendar.pk, name=calendar.name, changes=told(fields), before={}
    )
    return calendar


@transaction.atomic
def edit_calendar(
    *, calendar: WorkingCalendar, actor: Actor, version: int, **changes: Any
) -> WorkingCalendar:
    """Change hours, zone, holidays, valid-through, or make it the default one."""
    require(policies.can_manage(actor))
    calendar = locked(WorkingCalendar, calendar.pk, version)
    before = changed(calendar, changes, EDITABLE)
    if not before:
        return calendar
    if before.get("is_default"):
        raise Conflict(_("Make another calendar the default one instead."), code="default_required")
    _check(calendar)
    if calendar.is_default:
        _unseat(calendar.pk)
    write(calendar, before)
    now = {name: changes[name] for name in before}
    forget_calendars()
    tell(
        CALENDAR_SAVED,
        actor=actor,
        calendar=calendar.pk,
        name=calendar.name,
        changes=told(now),
        before=told(before),
    )
    return calendar


@transaction.atomic
def set_calendar_day(
    *,
    calendar: WorkingCalendar,
    actor: Actor,
    version: int,
    day: date,
    is_workday: bool | None,
    reason: str = "",
) -> WorkingCalendar:
    """Make a date worked or free whatever the weekly hours and holidays say; None takes the exception away."""
    require(policies.can_manage(actor))
    calendar = locked(WorkingCalendar, calendar.pk, version)
    if is_workday is None:
        CalendarDay.objects.filter(calendar=calendar, date=day).delete()
    else:
        special = CalendarDay.objects.filter(calendar=calendar, date=day).first()
        special = special or CalendarDay(calendar=calendar, date=day)
        special.is_workday, special.name = is_workday, reason.strip()
        check(special)
        special.save()
    write(calendar, [])
    forget_calendars()
    tell(
        CALENDAR_DAY_SET,
        actor=actor,
        calendar=calendar.pk,
        name=calendar.name,
        date=day.isoformat(),
        is_workday=is_workday,
        reason=reason,
    )
    return calendar


def _check(calendar: WorkingCalendar) -> None:
    try:
        known_zone(calendar.zone)
    except ValidationError as error:
        raise Invalid.field("zone", error.messages[0]) from error
    try:
        weekly = tuple(tuple((int(start), int(end)) for start, end in spans) for spans in calendar.weekly)
        worktime.Calendar(zone=calendar.zone, weekly=weekly)
    except (TypeError, ValueError) as error:
        why = _("Give seven lists, Monday first, of [start, end] in minutes of the day, in order and apart.")
        raise Invalid.field("weekly", why) from error
    if not any(weekly):
        raise Invalid.field("weekly", _("There must be some working time in the week."))
    check(calendar, skip=["is_default"])


def _unseat(pk: int | None) -> None:
    WorkingCalendar.objects.filter(is_default=True).exclude(pk=pk or 0).update(is_default=False)
