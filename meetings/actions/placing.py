"""Where a meeting stands among the others of its series: no two of them at once."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from collab.common.errors import Conflict
from collab.matters.words import instant_words

from ..models import Meeting, MeetingSeries
from ..series.rhythm import time_within


def place_in_series(series: MeetingSeries | None, starts_at: datetime, ends_at: datetime) -> dict:
    """The meeting's place: the time of the rule it takes, where one is open then. Conflict where another stands there."""
    if series is None:
        return {}
    refuse_overlap(series, starts_at, ends_at)
    at = time_within(series, starts_at, ends_at)
    return {"occurs_at": at, "moved_from": at if at != starts_at else None}


def refuse_overlap(
    series: MeetingSeries, starts_at: datetime, ends_at: datetime, besides: Meeting | None = None
) -> None:
    """Conflict where another meeting of the series, not cancelled, lies within this span."""
    rows = series.meetings.exclude(status="cancelled").filter(all_day=False)
    rows = rows.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    if besides is not None:
        rows = rows.exclude(pk=besides.pk)
    other = rows.order_by("starts_at").first()
    if other is not None:
        raise Conflict(
            _("%(meeting)s of the same series is at that time (%(at)s). Choose another time.")
            % {"meeting": other.number, "at": instant_words(other.starts_at.isoformat())},
            code="overlap",
        )


def refuse_move(meeting: Meeting, starts_at: datetime, ends_at: datetime) -> None:
    """Conflict where a meeting would be moved onto another of its series, made or still to be made."""
    if meeting.series is None:
        return
    refuse_overlap(meeting.series, starts_at, ends_at, besides=meeting)
    at = time_within(meeting.series, starts_at, ends_at)
    if at is not None:
        raise Conflict(
            _("The series meets then anyway (%(at)s). Choose another time, or cancel this meeting.")
            % {"at": instant_words(at.isoformat())},
            code="overlap",
        )
