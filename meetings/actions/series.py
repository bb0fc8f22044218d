"""Setting up what is held regularly."""

from datetime import datetime, time
from typing import Any

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common.actor import Actor
from collab.common.errors import FieldError, Forbidden, Invalid, NotFound, StaleVersion, require
from collab.matters.actions.spine import clean_words
from collab.org.models import Department, Person
from collab.org.models.person import known_zone

from .. import policies
from ..events import SERIES_CHANGED, SERIES_SET_UP
from ..models import MeetingSeries

CHANGEABLE = {"title", "rrule", "zone", "start_time", "minutes", "place", "link", "chair", "is_active"}


@transaction.atomic
def create_series(
    *,
    actor: Actor,
    title: str,
    department: Department,
    rrule: str = "",
    zone: str = "Asia/Shanghai",
    start_time: time | None = None,
    minutes: int = 60,
    place: str = "",
    link: str = "",
    chair: Person | None = None,
    **more: Any,
) -> MeetingSeries:
    """Set up a series that a department hosts."""
    if not policies.can_host(actor, department):
        raise Forbidden(_("A series is hosted by a department you belong to."))
    _check(rrule, zone, minutes)
    series = MeetingSeries.objects.create(
        title=clean_words(title)[0],
        department=department,
        rrule=rrule,
        zone=zone,
        start_time=start_time,
        minutes=minutes,
        place=place,
        link=link,
        chair=chair,
        **more,
    )
    record(SERIES_SET_UP, actor=actor, title=series.title, series=series.pk)
    return series


@transaction.atomic
def edit_series(*, series: MeetingSeries, actor: Actor, version: int, **changes: Any) -> MeetingSeries:
    """Change a series; meetings already prepared stay as they are."""
    found = MeetingSeries.objects.select_for_update().filter(pk=series.pk).first()
    if found is None:
        raise NotFound
    series = found
    if series.version != version:
        raise StaleVersion(version=series.version)
    require(policies.can_host(actor, series.department))
    if unknown := changes.keys() - CHANGEABLE:
        raise Invalid.field(sorted(unknown)[0], _("This cannot be edited."))
    before = {name: str(getattr(series, name)) for name in changes if getattr(series, name) != changes[name]}
    for name in before:
        setattr(series, name, changes[name])
    series.title = clean_words(series.title)[0]
    _check(series.rrule, series.zone, series.minutes)
    series.version += 1
    series.save()
    after = {name: str(changes[name]) for name in before}
    record(SERIES_CHANGED, actor=actor, title=series.title, series=series.pk, before=before, changes=after)
    return series


def _check(rrule: str, zone: str, minutes: int) -> None:
    wrong: list[FieldError] = []
    try:
        known_zone(zone)
    except ValidationError:
        wrong.append(
            FieldError("zone", "invalid", _("This is not a time zone; take one such as Asia/Shanghai."))
        )
    if rrule:
        try:
            rrulestr(rrule, dtstart=datetime(2026, 1, 1))
        except (ValueError, TypeError, KeyError):
            wrong.append(
                FieldError(
                    "rrule", "invalid", _("This is not a recurrence rule such as FREQ=WEEKLY;BYDAY=MO.")
                )
            )
    if not 1 <= minutes <= 1440:
        wrong.append(FieldError("minutes", "invalid", _("Between 1 minute and a day.")))
    if wrong:
        raise Invalid(wrong)
