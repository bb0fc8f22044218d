"""Items of series that a meeting ended without settling, and the meeting they go on to."""

from collections.abc import Iterator

from django.db.models import Q

from collab.common import clock

from ..models import AgendaItem, Carry, Meeting

LEFT = ("proposed", "returned", "admitted", "discussing", "deferred")
OWN = Q(is_standing=False) | Q(status="deferred")  # the next meeting has standing items of its own


def left_over() -> Iterator[tuple[int, Meeting, Meeting, str]]:
    """(item, its meeting, the series' next meeting, how) for all that has somewhere to go."""
    now = clock.now()
    over = Q(meeting__status__in=["minutes_due", "closed", "cancelled"])
    over |= Q(meeting__status__in=["preparing", "announced"], meeting__ends_at__lte=now)
    items = AgendaItem.objects.filter(
        over, OWN, status__in=LEFT, meeting__series__isnull=False, copies=None
    ).exclude(meeting__series__carry=Carry.LEAVE)
    found = list(
        items.order_by("meeting__starts_at", "position", "pk").values_list(
            "pk", "meeting", "meeting__series", "meeting__series__carry"
        )
    )
    meetings = Meeting.objects.in_bulk({meeting for _pk, meeting, _series, _how in found})
    ahead = Meeting.objects.filter(
        series__in={series for _pk, _meeting, series, _how in found},
        status__in=["preparing", "announced"],
        ends_at__gt=now,
    )
    coming: dict[int, list[Meeting]] = {}
    for meeting in ahead.order_by("starts_at", "pk"):
        coming.setdefault(meeting.series_id, []).append(meeting)  # type: ignore[arg-type]
    for pk, meeting_id, series, how in found:
        source = meetings[meeting_id]
        target = next((row for row in coming.get(series, ()) if row.starts_at > source.starts_at), None)
        if target is not None:
            yield pk, source, target, how
