"""Who hears of a batch of journal entries, why and by which channels, in a fixed number of statements."""

import zoneinfo
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import QuerySet

from collab.activity.models import Activity
from collab.activity.registry import Urgency, declared, nobody
from collab.common import clock
from collab.common.questions import Ids, Question
from collab.matters.models import Matter
from collab.matters.policies import gather, may_read, people_behind
from collab.org.models import Person
from collab.org.standing import read_standings

from ..models import Channel, Mode, Why

STRENGTH = {why: rank for rank, why in enumerate(Why.values)}
CALLED_ON = frozenset({Why.ACT, Why.MENTION, Why.CHASED})


@dataclass
class Reader:
    """One active person who may be told, and how they want to be."""

    person_id: int
    email: str
    im_url: str
    time_zone: str
    modes: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone or settings.TIME_ZONE)

    def mode(self, channel: str, hearing: "Hearing") -> str:
        """When this channel carries this hearing; an urgent one is not held for the digest."""
        if not self._reachable(channel):
            return Mode.OFF
        kind = hearing.activity.event.split(".")[0]
        chosen = self.modes.get((channel, kind)) or self.modes.get((channel, "*"))
        mode = chosen or default_mode(channel, hearing.why, hearing.urgency)
        return Mode.IMMEDIATE if mode == Mode.DIGEST and hearing.urgency == Urgency.URGENT else mode

    def _reachable(self, channel: str) -> bool:
        return bool({Channel.EMAIL: self.email, Channel.IM: self.im_url}.get(Channel(channel), True))


@dataclass
class Hearing:
    """One fact for one person."""

    activity: Activity
    person_id: int
    why: str
    urgency: str

    @property
    def key(self) -> str:
        """Names the fact, so that it is told once: a rung of a ladder, or the entry itself."""
        return str(self.activity.facts.get("dedupe") or f"a:{self.activity.pk}")


def default_mode(channel: str, why: str, urgency: str) -> str:
    """What is done where a person has not chosen."""
    called_on = why in CALLED_ON or urgency != Urgency.DIGESTIBLE
    if channel == Channel.IN_APP or called_on:
        return Mode.IMMEDIATE
    return Mode.DIGEST if channel == Channel.EMAIL else Mode.OFF


def hearings(rows: Sequence[Activity]) -> tuple[list[Hearing], dict[int, Reader]]:
    """What is to be told to whom: never to its author, to people disabled, or outside the audience."""
    telling = [row for row in rows if declared(row.event).audience is not nobody]
    if not telling:
        return [], {}
    matters = _one_of_each(telling)
    gather(list(matters.values()))
    found = _strongest(telling)
    people = readers({hearing.person_id for hearing in found})
    found = [hearing for hearing in found if hearing.person_id in people]
    doubtful = {hearing.person_id for hearing in found if not _takes_part(hearing)}
    standings = read_standings(doubtful, clock.now()) if doubtful else {}
    told = [
        hearing
        for hearing in found
        if _takes_part(hearing)
        or ((standing := standings.get(hearing.person_id)) and may_read(standing, hearing.activity.matter))  # type: ignore[arg-type]
    ]
    return told, people


def _takes_part(hearing: Hearing) -> bool:
    """Whether the audience rule needs no asking: no matter, or the person is named in it or opens a party's post."""
    matter = hearing.activity.matter
    if matter is None or hearing.person_id == matter.owner_id:
        return True
    return hearing.person_id in people_behind(matter)


def _one_of_each(rows: Sequence[Activity]) -> dict[int, Matter]:
    """Entries on the same matter share one object, so that what is read of it is read once."""
    matters: dict[int, Matter] = {}
    for row in rows:
        if row.matter is not None:
            row.matter = matters.setdefault(row.matter.pk, row.matter)
    return matters


def _strongest(rows: Sequence[Activity]) -> list[Hearing]:
    found: dict[tuple[int, str], Hearing] = {}
    for row in rows:
        event = declared(row.event)
        for hearer in event.audience(row):
            if hearer.person_id == row.actor_id:
                continue
            hearing = Hearing(row, hearer.person_id, hearer.why, event.urgency)
            known = found.setdefault((hearing.person_id, hearing.key), hearing)
            if STRENGTH[hearing.why] < STRENGTH[known.why]:
                known.why = hearing.why
    return list(found.values())


def _reading() -> QuerySet:
    columns = ("pk", "email", "contact__im_url", "time_zone")
    choices = ("preferences__channel", "preferences__kind", "preferences__mode")
    rows = Person.objects.active().filter(pk__in=Ids("people"))
    return rows.order_by("pk").values_list(*columns, *choices)


READERS = Question(_reading)


def readers(person_ids: Iterable[int]) -> dict[int, Reader]:
    """The active ones among these people with their addresses and choices, in one statement."""
    found: dict[int, Reader] = {}
    for pk, email, im_url, zone, channel, kind, mode in READERS.ask(people=set(person_ids)):
        reader = found.setdefault(pk, Reader(pk, email, im_url or "", zone))
        if channel is not None:
            reader.modes[channel, kind] = mode
    return found
