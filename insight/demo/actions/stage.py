"""Plays what is told of the demo in order of time, through the rooms' own actions, with the sweep running between."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from collab.activity.delivery import deliver
from collab.activity.journal import held_back
from collab.activity.models import Activity
from collab.common import clock
from collab.common.actor import Actor
from collab.deadlines.actions import sweep
from collab.matters.models import Matter
from collab.org.standing import forget_standing
from goals.models import Cycle

from ..time import DAY, Timeline
from .organisation import City

DISTANT, LONG_AGO, OF_LATE = 15.0, 1.0, 0.5  # working days between two sweeps
SEASON, LATELY = -60, -12  # from when on they are frequent


@dataclass
class Stage:
    """The city, the time, and the matters made so far by key."""

    city: City
    times: Timeline
    matters: dict[str, Matter] = field(default_factory=dict)
    cycles: dict[str, Cycle] = field(default_factory=dict)
    _queue: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)

    def actor(self, handle: str) -> Actor:
        return Actor(self.city.people[handle], "page")

    def call(self, instant: datetime, scene: Callable[[], None]) -> None:
        """Have `scene` played at this instant, after what was called for the same instant before."""
        self._queue.append((instant, len(self._queue), scene))

    def play(self) -> None:
        """Play everything; as often as it matters the sweep runs and what happened is delivered."""
        queue = sorted(self._queue, key=lambda entry: entry[:2])
        ticks = self._ticks(queue[0][0])
        tick = next(ticks)
        with held_back() as entries:
            for instant, _order, scene in queue:
                while tick <= instant:
                    self._settle(tick, entries)
                    tick = next(ticks)
                with clock.told(instant):
                    scene()
            for left in [tick, *ticks]:
                self._settle(left, entries)

    def _ticks(self, first: datetime) -> Iterator[datetime]:
        """When to sweep, up to the moment of loading: seldom in the distant past, more often of late."""
        days = -(self.times.calendar.distance(first, self.times.now) // DAY) - 1
        while days < 0:
            yield self.times.at(days)
            days += OF_LATE if days >= LATELY else LONG_AGO if days >= SEASON else min(DISTANT, SEASON - days)
        yield self.times.now

    def _settle(self, tick: datetime, entries: list[Activity]) -> None:
        with clock.told(tick):
            sweep(now=tick)
            while happened := entries.copy():
                entries.clear()  # what reactors add meanwhile is delivered next
                deliver(happened)
        for person in self.city.people.values():
            forget_standing(person)
