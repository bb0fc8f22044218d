"""How far a meeting is prepared: its time boxes, its pre-reads and who opened them, the quorum, what the gate lacks."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from collab.matters.models import Attachment, Party, PartyRole
from collab.matters.policies import parties_of, people_behind
from collab.org.models import Membership, Person

from .. import policies
from ..ballots.electorate import present_at
from ..models import AgendaItem, Answer, Attendance, Mandate, Meeting, PreReadOpening

ON_THE_TABLE = ("proposed", "admitted", "discussing")
TIMED = ("admitted", "discussing", "adopted", "adopted_in_principle", "discussed", "rejected", "referred")
USUAL_QUORUM = 50


@dataclass(frozen=True)
class TimeBudget:
    """Minutes given to items against the meeting's length; `open` items have none yet."""

    allotted: int
    length: int
    open: int

    @property
    def over(self) -> int:
        """Minutes too many; 0 where it fits."""
        return max(self.allotted - self.length, 0)

    @property
    def left(self) -> int:
        return max(self.length - self.allotted, 0)


def time_budget(meeting: Meeting, items: Iterable[AgendaItem]) -> TimeBudget:
    """The time of what is admitted, against the meeting's length."""
    timed = [item for item in items if item.status in TIMED]
    length = int((meeting.ends_at - meeting.starts_at) / timedelta(minutes=1))
    allotted = sum(item.minutes_allotted or 0 for item in timed)
    return TimeBudget(allotted, length, sum(item.minutes_allotted is None for item in timed))


def start_times(meeting: Meeting, items: Iterable[AgendaItem]) -> dict[int, datetime]:
    """When each admitted item begins, as long as all before it have their minutes."""
    at, found = meeting.starts_at, {}
    for item in items:
        if item.status not in TIMED:
            continue
        found[item.pk] = at
        if item.minutes_allotted is None:
            break
        at += timedelta(minutes=item.minutes_allotted)
    return found


@dataclass(frozen=True)
class PreRead:
    """A file of an agenda item with who of those invited has opened it and who has not."""

    file: Attachment
    opened: Sequence[str]
    waiting: Sequence[str]


def pre_reads_of(meeting: Meeting, items: Sequence[AgendaItem]) -> dict[int, list[PreRead]]:
    """By item: its files, each with those invited who have opened it; whoever put it there has read it."""
    files = list(
        Attachment.objects.filter(matter__in=[item.pk for item in items], removed_at=None).order_by("pk")
    )
    if not files:
        return {}
    invited = people_behind(meeting, policies.SHARED)
    names = dict(Person.objects.active().filter(pk__in=invited).order_by("name").values_list("pk", "name"))
    opened: dict[int, set[int | None]] = {file.pk: {file.uploaded_by_id} for file in files}
    for file_id, person_id in PreReadOpening.objects.filter(attachment__in=files).values_list(
        "attachment", "person"
    ):
        opened[file_id].add(person_id)
    found: dict[int, list[PreRead]] = {}
    for file in files:
        sides = [
            [name for pk, name in names.items() if (pk in opened[file.pk]) is yes] for yes in (True, False)
        ]
        found.setdefault(file.matter_id, []).append(PreRead(file, *sides))
    return found


def unprepared(meeting: Meeting) -> list:
    """What the preparation gate still asks for: purpose, agenda, pre-reads, an agenda that fits the time."""
    missing: list = []
    if not meeting.purpose.strip():
        missing.append(_("no purpose is given"))
    items = list(AgendaItem.objects.filter(meeting_id=meeting.pk, status__in=ON_THE_TABLE))
    if not items:
        missing.append(_("nothing is on the agenda"))
    asked = [item for item in items if item.needs_pre_read]
    if asked:
        held = set(
            Attachment.objects.filter(matter__in=asked, removed_at=None).values_list("matter", flat=True)
        )
        lacking = [item.number for item in asked if item.pk not in held]
        if lacking:
            words = ngettext_lazy("%(items)s has no pre-reads", "%(items)s have no pre-reads", len(lacking))
            missing.append(words % {"items": str(_(", ")).join(lacking)})
    if not meeting.all_day and (over := time_budget(meeting, items).over):
        words = ngettext_lazy(
            "the agenda takes %(minutes)s minute more than the meeting lasts",
            "the agenda takes %(minutes)s minutes more than the meeting lasts",
            over,
        )
        missing.append(words % {"minutes": over})
    return missing


def default_quorum(meeting: Meeting | None) -> int:
    """The quorum of a decision in per cent of those entitled, by the meeting's own rule; half where it has none."""
    rule = quorum_of(meeting) if meeting is not None else None
    if meeting is None or rule is None:
        return USUAL_QUORUM
    if meeting.quorum_percent is not None:
        return meeting.quorum_percent
    return min(100, max(1, rule.needed * 100 // max(rule.entitled, 1)))


@dataclass(frozen=True)
class Seat:
    """One vote: a person's, or a department's whoever comes for it."""

    name: str
    expected: bool
    present: bool


@dataclass(frozen=True)
class Quorum:
    """How many of the seats must be taken, and how many are: by replies before, by presence from the start on."""

    seats: tuple[Seat, ...]
    needed: int
    counts_presence: bool

    @property
    def entitled(self) -> int:
        return len(self.seats)

    @property
    def there(self) -> int:
        """Seats taken, or expected to be."""
        return sum(seat.present if self.counts_presence else seat.expected for seat in self.seats)

    @property
    def met(self) -> bool:
        return self.there >= self.needed


def quorum_of(meeting: Meeting) -> Quorum | None:
    """The quorum by the meeting's rule (法定人数); None where it has none.

    Entitled are the chair, the people and the departments invited with a vote. A delegate takes the seat unless
    they only listen.
    """
    if meeting.quorum_count is None and meeting.quorum_percent is None:
        return None
    seats = tuple(_seats(meeting))
    needed = meeting.quorum_count or math.ceil(len(seats) * (meeting.quorum_percent or 0) / 100)
    return Quorum(seats, needed, meeting.started_at is not None)


def _seats(meeting: Meeting) -> Iterable[Seat]:
    roles = (PartyRole.CHAIR, PartyRole.ATTENDEE)
    parties = [party for party in parties_of(meeting) if party.role in roles]
    comes = {
        reply.person_id
        for reply in meeting.replies.given_for_its_time(meeting)
        if reply.answer == Answer.ACCEPTED
        or (reply.answer == Answer.DELEGATED and reply.mandate != Mandate.REPORT)
    }
    here = present_at(meeting.pk)
    members = _members(parties, (comes | here) - _standing_in(meeting))
    seen: set[tuple[Any, Any]] = set()
    for party in parties:
        key = (party.person_id, party.department_id)
        if key in seen:
            continue
        seen.add(key)
        people = {party.person_id} if party.person_id else members.get(party.department_id or 0, set())
        yield Seat(str(party.person or party.department), bool(people & comes), bool(people & here))


def _standing_in(meeting: Meeting) -> set[int | None]:
    """Whoever is there for somebody else takes that seat, and no department's beside it."""
    rows = Attendance.objects.here().filter(meeting=meeting).exclude(stands_in_for=None)
    return set(rows.values_list("person", flat=True))


def _members(parties: Sequence[Party], people: set[int]) -> dict[int, set[int]]:
    """By department invited: who of these people takes its seat; whoever has a seat of their own takes no other."""
    people = people - {party.person_id for party in parties if party.person_id}
    wanted = [party.department_id for party in parties if party.department_id]
    found: dict[int, set[int]] = {}
    rows = Membership.objects.filter(department__in=wanted, person__in=people)
    for department, person in rows.values_list("department", "person"):
        found.setdefault(department, set()).add(person)
    return found
