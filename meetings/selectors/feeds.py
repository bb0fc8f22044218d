"""What a calendar address shows: meetings and series, as far as its owner may see them now."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from collab.common import clock
from collab.matters.models import Party
from collab.org.models import Role

from .. import policies
from ..calendars.writing import feed
from ..models import CalendarFeed, Meeting, MeetingSeries

BEHIND = timedelta(days=180)
MOST = 1000
DESKS = (Role.LIAISON, Role.HEAD)


def calendar_text(address: CalendarFeed) -> bytes:
    """The whole feed; cancelled occurrences and those kept from the reader are left out of their series."""
    since = clock.now() - BEHIND
    meetings, series = _shown(address)
    shown = list(
        meetings.filter(starts_at__gte=since)
        .select_related("series", "owner", "department")
        .order_by("starts_at", "pk")[:MOST]
    )
    masters = list(series.filter(is_active=True).exclude(rrule="").prefetch_related("leftouts")[:MOST])
    return feed(shown, masters, _hidden(masters, shown), str(address))


def _shown(address: CalendarFeed) -> tuple[QuerySet, QuerySet]:
    person = address.person
    meetings, series = Meeting.objects.visible_to(person), MeetingSeries.objects.visible_to(person)
    if address.series_id:
        return meetings.filter(series=address.series_id), series.filter(pk=address.series_id)
    if address.department_id:
        return meetings.filter(department=address.department_id), series.filter(
            department=address.department_id
        )
    desks = person.memberships.filter(role__in=DESKS).values("department")
    held = Party.objects.filter(Q(person=person) | Q(department__in=desks), role__in=policies.SHARED)
    own = Q(chair=person) | Q(secretary=person) | Q(attendees=person) | Q(departments__in=desks)
    ids = MeetingSeries.objects.filter(own).values("pk")
    return meetings.filter(Q(owner=person) | Q(pk__in=held.values("matter"))), series.filter(pk__in=ids)


def _hidden(series: list[MeetingSeries], shown: list[Meeting]) -> dict[int, set[datetime]]:
    """By series: times left out, cancelled, or whose meeting the reader does not see."""
    found: dict[int, set[datetime]] = {row.pk: set() for row in series}
    for row in series:
        found[row.pk] |= {left.at for left in row.leftouts.all()}
    seen = {row.pk for row in shown if row.status != "cancelled"}
    made = Meeting.objects.filter(series__in=found, occurs_at__isnull=False)
    for pk, series_id, at in made.values_list("pk", "series", "occurs_at"):
        if pk not in seen and series_id and at:
            found[series_id].add(at)
    return found
