"""The sweep: fires every rung and changes every light that is due, in batches, once each, whatever crashes.

Order of locks: matters (skipping locked ones), then deadlines, then journal heads; actions use the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from collab.activity.journal import Entry, record_many
from collab.common import clock as time
from collab.common.actor import SYSTEM
from collab.common.sets import update_each
from collab.matters.models import Matter, Party
from collab.matters.words import iso
from collab.org.selectors import calendars_for, stand_ins
from collab.org.worktime import Calendar

from .. import plan, policies
from ..events import LIGHT_CHANGED, REMINDED
from ..lights import worst
from ..models import WHOLE, Deadline, Firing, Rung
from ..selectors import ladders

BATCH = 500


@dataclass
class Batch:
    """Everything a batch needs, read in a fixed number of statements."""

    now: datetime
    matters: dict[int, Matter]
    deadlines: list[Deadline]
    parties: dict[int, list[Party]]
    rungs: dict[int, list[Rung]]
    calendars: dict[int, Calendar]

    def calendar(self, deadline: Deadline) -> Calendar:
        return self.calendars[self.matters[deadline.matter_id].department_id]


def sweep(*, now: datetime | None = None, batch: int = BATCH, limit: int | None = None) -> int:
    """Look at all deadlines whose instant has come; how many rungs fired."""
    now = now or time.now()
    fired = seen = 0
    while limit is None or seen < limit:
        count, rungs = sweep_batch(now, batch)
        fired, seen = fired + rungs, seen + count
        if not count:
            return fired
    return fired


@transaction.atomic
def sweep_batch(now: datetime, size: int) -> tuple[int, int]:
    """Claim and settle one batch: (deadlines looked at, rungs fired)."""
    found = _claim(now, size)
    if not found.deadlines:
        return 0, 0
    firings = _fire(found)
    entries = [*_reminders(found, firings), *_turn_lights(found)]
    if entries:
        record_many(entries)
    return len(found.deadlines), len(firings)


def _claim(now: datetime, size: int) -> Batch:
    wanted = list(Deadline.objects.due(now).values_list("matter_id", flat=True)[:size])
    skip = connection.features.has_select_for_update_skip_locked
    locked = (
        Matter.objects.filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",), skip_locked=skip)
    )
    matters = {row.pk: row for row in locked}
    rows = list(Deadline.objects.due(now).filter(matter_id__in=matters).select_for_update(of=("self",)))
    for row in rows:
        row.matter = matters[row.matter_id]
    parties: dict[int, list[Party]] = {}
    for party in Party.objects.filter(matter_id__in=matters).order_by("pk"):
        parties.setdefault(party.matter_id, []).append(party)
    calendars = calendars_for(matter.department_id for matter in matters.values())
    return Batch(now, matters, rows, parties, ladders(), calendars)


def _fire(found: Batch) -> list[Firing]:
    """Store a firing for every rung that has come; a rung fired before by another sweeper is left out."""
    ids = [row.pk for row in found.deadlines]
    before = set(Firing.objects.filter(deadline_id__in=ids).values_list("deadline_id", "version", "rung_id"))
    firings = []
    for row in found.deadlines:
        rungs = found.rungs.get(row.ladder_id, [])
        for due in plan.planned(row, rungs, found.calendar(row)):
            if due.at <= found.now and (row.pk, row.version, due.rung.pk) not in before:
                firings.append(
                    Firing(
                        deadline=row,
                        version=row.version,
                        rung=due.rung,
                        planned_at=due.at,
                        fired_at=found.now,
                    )
                )
        plan.reckon(row, rungs, found.calendar(row), found.now)
    _name_people(found, firings)
    return Firing.objects.bulk_create(firings, batch_size=500)


def _name_people(found: Batch, firings: Sequence[Firing]) -> None:
    """Whom each firing tells: the line as it is now, an absent person's delegate in their place."""
    tellers = policies.tellers(found.deadlines, found.parties)
    meant = [
        [pk for target in firing.rung.targets for pk in tellers.people(firing.deadline, target)]
        for firing in firings
    ]
    instead = stand_ins({pk for people in meant for pk in people}, found.now)
    for firing, people in zip(firings, meant, strict=True):
        firing.people = list(dict.fromkeys(instead.get(pk, pk) for pk in people))


def _reminders(found: Batch, firings: Sequence[Firing]) -> list[Entry]:
    return [
        Entry(
            REMINDED,
            SYSTEM,
            found.matters[firing.deadline.matter_id],
            facts={
                "clock": firing.deadline.awaited(found.matters[firing.deadline.matter_id].kind),
                "offset": [firing.rung.offset, firing.rung.unit],
                "targets": firing.rung.targets,
                "due": iso(firing.deadline.due_at),
                "planned": iso(firing.planned_at),
                "people": firing.people,
                "version": firing.version,
                "rung": firing.rung_id,
                "dedupe": f"rung:{firing.deadline_id}:{firing.version}:{firing.rung_id}",
            },
        )
        for firing in firings
    ]


def _turn_lights(found: Batch) -> list[Entry]:
    """Save what was reckoned; matters whose worst light changed are updated and told of."""
    update_each(found.deadlines, "light", "wake_at")
    lights: dict[int, list[str]] = {}
    rows = Deadline.objects.running().filter(matter_id__in=found.matters, clock__in=WHOLE)
    for matter_id, light in rows.values_list("matter_id", "light"):
        lights.setdefault(matter_id, []).append(light)
    turned, entries = [], []
    for matter in found.matters.values():
        light = worst(lights.get(matter.pk, []))
        if light != matter.light:
            entries.append(Entry(LIGHT_CHANGED, SYSTEM, matter, facts={"light": light, "was": matter.light}))
            matter.light, matter.updated_at = light, found.now
            turned.append(matter)
    update_each(turned, "light", "updated_at")
    return entries
