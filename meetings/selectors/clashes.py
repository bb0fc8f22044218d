"""What stands against a time: other meetings, absences and days off of those who are to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from collab.common import clock
from collab.matters.models import Party
from collab.matters.policies import people_behind
from collab.org.models import Absence, Membership, Person
from collab.org.selectors import calendars_for, front_desks

from .. import policies
from ..models import Meeting

LIVE = ("preparing", "announced", "running")
MOST_PEOPLE = 500


class Why(StrEnum):
    """What keeps somebody from coming."""

    MEETING = "meeting"
    ABSENCE = "absence"
    OFF_HOURS = "off_hours"


@dataclass(frozen=True)
class Clash:
    """One person, what stands against it and from when to when; `meeting` only where the reader may see it."""

    person: Person
    why: Why
    starts_at: datetime
    ends_at: datetime
    meeting: Meeting | None = None


def clashes_of(
    meeting: Meeting, reader, starts_at: datetime | None = None, ends_at: datetime | None = None
) -> list[Clash]:
    """What stands against a meeting at the time it is planned for, or at another one it might be moved to."""
    people = people_behind(meeting, (*policies.SCRIBES, *policies.INVITED))
    starts, ends = starts_at or meeting.starts_at, ends_at or meeting.ends_at
    return clashes(people, starts, ends, reader, besides=meeting.pk)


def people_of(people: Iterable[Person], departments: Iterable) -> set[int]:
    """Those who would come: the people named, and whoever opens the post of the departments named."""
    desks = front_desks([row.pk for row in departments])
    return {row.pk for row in people} | {pk for held in desks.values() for pk in held}


def clashes(
    person_ids: Iterable[int], starts_at: datetime, ends_at: datetime, reader, besides: int | None = None
) -> list[Clash]:
    """By person: meetings that overlap the span, absences in it, and whether it lies outside their working hours.

    Anybody may know that a colleague is taken or away; what the other meeting is about only where they see it.
    """
    people = Person.objects.active().in_bulk(sorted(set(person_ids))[:MOST_PEOPLE])
    found = _meetings(people, starts_at, ends_at, reader, besides)
    away = Absence.objects.filter(
        person__in=people, cancelled_at=None, starts_at__lt=ends_at, ends_at__gt=starts_at
    )
    for row in away.order_by("starts_at"):
        found.append(Clash(people[row.person_id], Why.ABSENCE, row.starts_at, row.ends_at))
    absent = {clash.person.pk for clash in found if clash.why is Why.ABSENCE}
    rest = [person for pk, person in people.items() if pk not in absent]
    found += [Clash(person, Why.OFF_HOURS, starts_at, ends_at) for person in _off(rest, starts_at, ends_at)]
    return sorted(found, key=lambda clash: (str(clash.person), clash.starts_at))


def _meetings(people: dict[int, Person], starts_at, ends_at, reader, besides: int | None) -> list[Clash]:
    rows = Meeting.objects.filter(
        starts_at__lt=ends_at, ends_at__gt=starts_at, status__in=LIVE, all_day=False
    ).exclude(pk=besides or 0)
    held = Party.objects.filter(
        Q(person__in=people), matter__in=rows.values("pk"), role__in=(*policies.SCRIBES, *policies.INVITED)
    )
    pairs = sorted(set(held.values_list("person", "matter")))
    meetings = rows.in_bulk({matter for _person, matter in pairs})
    seen = set(
        Meeting.objects.visible_to(reader).filter(pk__in=meetings).values_list("pk", flat=True)
        if meetings
        else ()
    )
    return [
        Clash(
            people[person],
            Why.MEETING,
            meetings[matter].starts_at,
            meetings[matter].ends_at,
            meetings[matter] if matter in seen else None,
        )
        for person, matter in pairs
        if matter in meetings
    ]


def _off(people: Iterable[Person], starts_at: datetime, ends_at: datetime) -> list[Person]:
    """Those of whom no department has working time throughout; people of no department are left out."""
    if ends_at - starts_at > clock.seconds(86_400):
        return []
    by_id = {person.pk: person for person in people}
    homes: dict[int, list[int]] = {}
    for person_id, department in Membership.objects.filter(person__in=by_id).values_list(
        "person", "department"
    ):
        homes.setdefault(person_id, []).append(department)
    calendars = calendars_for({department for held in homes.values() for department in held})
    length = int((ends_at - starts_at).total_seconds() // 60)
    works = {pk: calendar.distance(starts_at, ends_at) >= length for pk, calendar in calendars.items()}
    return [by_id[pk] for pk, held in homes.items() if not any(works.get(place) for place in held)]
