"""Decides when tasks can begin and must end: the critical path over working calendars, without a database.

Times are counted as working minutes since an origin in each task's own calendar, so that Friday evening and
Monday morning are one moment; only where a tie joins two calendars does it pass through an instant.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from collab.org.worktime import Calendar

Key = Hashable
Bounds = dict[Key, int]
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Node:
    """A task: `minutes` of working time; it starts no earlier than `start`, and exactly then where it is `fixed`."""

    key: Key
    calendar: Calendar
    minutes: int
    start: datetime | None = None
    fixed: bool = False


@dataclass(frozen=True)
class Tie:
    """`after` waits for `before`; `kind` names the two ends, such as finish_start. `lag` is in working minutes."""

    before: Key
    after: Key
    kind: str = "finish_start"
    lag: int = 0

    @property
    def from_finish(self) -> bool:
        return self.kind.startswith("finish")

    @property
    def to_finish(self) -> bool:
        return self.kind.endswith("finish")


@dataclass(frozen=True)
class Placed:
    """Where a task can lie; `slack` is the working minutes it can slip before the whole ends later."""

    earliest_start: datetime
    earliest_finish: datetime
    latest_start: datetime
    latest_finish: datetime
    slack: int

    @property
    def critical(self) -> bool:
        return self.slack <= 0


class Cycle(ValueError):
    """The ties go round; `path` begins and ends with the same key."""

    def __init__(self, path: list[Key]):
        self.path = path
        super().__init__(" → ".join(map(str, path)))


class Clockwork:
    """Working minutes since `origin` in one calendar, and the instants they stand for."""

    def __init__(self, calendar: Calendar, origin: datetime):
        self.calendar, self.origin = calendar, origin.replace(second=0, microsecond=0)

    def at(self, instant: datetime) -> int:
        """How many working minutes lie between the origin and this instant."""
        return self.calendar.distance(self.origin, instant)

    def begins(self, minute: int) -> datetime:
        """The instant at which work begins after so many minutes: Monday morning rather than Friday evening."""
        return self.calendar.add(self.calendar.add(self.origin, minute), 0)

    def ends(self, minute: int) -> datetime:
        """The instant at which so many minutes are over: Friday evening rather than Monday morning."""
        if minute > 0:
            return self.calendar.add(self.origin, minute)
        return self.calendar.add(self.calendar.add(self.origin, minute - 1), 0) + MINUTE


class Network:
    """Nodes in an order in which nothing comes before what it waits for."""

    def __init__(self, nodes: Iterable[Node], ties: Iterable[Tie], origin: datetime):
        self.nodes = {node.key: node for node in nodes}
        self.into: dict[Key, list[Tie]] = {key: [] for key in self.nodes}
        self.out: dict[Key, list[Tie]] = {key: [] for key in self.nodes}
        for tie in ties:
            if tie.before in self.nodes and tie.after in self.nodes:
                self.into[tie.after].append(tie)
                self.out[tie.before].append(tie)
        self.order = order_of(self.nodes, {key: [t.after for t in ties] for key, ties in self.out.items()})
        clocks: dict[int, Clockwork] = {}
        self.clocks = {
            key: clocks.setdefault(id(node.calendar), Clockwork(node.calendar, origin))
            for key, node in self.nodes.items()
        }

    def starts(self) -> Bounds:
        """The earliest start of each node."""
        found: Bounds = {}
        for key in self.order:
            node, clock = self.nodes[key], self.clocks[key]
            floor = clock.at(node.start) if node.start else 0
            if not node.fixed:
                floor = max([floor, *(self._pushed(tie, found) for tie in self.into[key])])
            found[key] = floor
        return found

    def _pushed(self, tie: Tie, starts: Bounds) -> int:
        """The earliest start that this tie leaves its successor."""
        before, after = self.clocks[tie.before], self.clocks[tie.after]
        minute = starts[tie.before] + (self.nodes[tie.before].minutes if tie.from_finish else 0)
        if before is not after:
            instant = before.ends(minute) if tie.from_finish else before.begins(minute)
            minute = after.at(instant)
        return minute + tie.lag - (self.nodes[tie.after].minutes if tie.to_finish else 0)

    def latest(self, starts: Bounds) -> Bounds:
        """The latest start of each node at which the whole ends no later."""
        end = max(
            (self.clocks[key].ends(starts[key] + node.minutes) for key, node in self.nodes.items()),
            default=None,
        )
        found: Bounds = {}
        for key in reversed(self.order):
            node = self.nodes[key]
            last = self.clocks[key].at(end) - node.minutes if end else starts[key]
            found[key] = min([last, *(self._pulled(tie, starts, found) for tie in self.out[key])])
        return found

    def _pulled(self, tie: Tie, starts: Bounds, latest: Bounds) -> int:
        """The latest start that this tie leaves its predecessor; what is fixed cannot make room."""
        before, after = self.clocks[tie.before], self.clocks[tie.after]
        held = self.nodes[tie.after]
        minute = (starts if held.fixed else latest)[tie.after] + (held.minutes if tie.to_finish else 0)
        minute -= tie.lag
        if before is not after:
            instant = after.begins(minute)
            minute = before.at(instant)
            if not tie.from_finish and before.begins(minute) > instant:
                minute -= 1
        return minute - (self.nodes[tie.before].minutes if tie.from_finish else 0)

    def place(self, key: Key, start: int, latest: int) -> Placed:
        return Placed(*self.span(key, start), *self.span(key, latest), latest - start)

    def span(self, key: Key, start: int) -> tuple[datetime, datetime]:
        """When a node that starts at this minute begins and ends; a milestone is one instant."""
        minutes, clock = self.nodes[key].minutes, self.clocks[key]
        if not minutes:
            instant = clock.ends(start) if start > 0 else clock.begins(start)
            return instant, instant
        return clock.begins(start), clock.ends(start + minutes)


def schedule(nodes: Iterable[Node], ties: Iterable[Tie], origin: datetime) -> dict[Key, Placed]:
    """Earliest and latest dates and slack of every node. Cycle where the ties go round."""
    network = Network(nodes, ties, origin)
    starts = network.starts()
    latest = network.latest(starts)
    return {key: network.place(key, starts[key], latest[key]) for key in network.nodes}


def shift(
    nodes: Iterable[Node], ties: Iterable[Tie], key: Key, start: datetime
) -> dict[Key, tuple[datetime, datetime]]:
    """What moves where, if `key` begins at `start`: those behind it are pushed no further than they must be.

    Nodes without a start are no part of it. What stays where it is is left out, except `key` itself.
    """
    dated = {node.key: node for node in nodes if node.start is not None}
    ties = list(ties)
    following: dict[Key, list[Key]] = {}
    for tie in ties:
        following.setdefault(tie.before, []).append(tie.after)
    behind = downstream(key, following)
    given = [
        Node(
            node.key,
            node.calendar,
            node.minutes,
            start if node.key == key else node.start,
            node.fixed or node.key not in behind,
        )
        for node in dated.values()
    ]
    origin = min([start, *(node.start for node in dated.values() if node.start)])
    network = Network(given, ties, origin)
    found = {}
    for one, minute in network.starts().items():
        before = network.clocks[one].at(dated[one].start)  # type: ignore[arg-type]
        if one in behind and (one == key or minute != before):
            found[one] = network.span(one, minute)
    return found


def downstream(key: Key, after: Mapping[Key, Iterable[Key]]) -> set[Key]:
    """The key and everything that waits for it, however far."""
    seen, waiting = {key}, [key]
    while waiting:
        for following in after.get(waiting.pop(), ()):
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return seen


def order_of(keys: Iterable[Key], after: Mapping[Key, Iterable[Key]]) -> list[Key]:
    """The keys with each before all that wait for it. Cycle where there is no such order."""
    known = list(keys)
    waits = dict.fromkeys(known, 0)
    for key in known:
        for following in after.get(key, ()):
            waits[following] += 1
    ready = [key for key in reversed(known) if not waits[key]]
    order: list[Key] = []
    while ready:
        key = ready.pop()
        order.append(key)
        for following in after.get(key, ()):
            waits[following] -= 1
            if not waits[following]:
                ready.append(following)
    if len(order) < len(known):
        raise Cycle(_round({key for key in known if waits[key] > 0}, after))
    return order


def _round(stuck: set[Key], after: Mapping[Key, Iterable[Key]]) -> list[Key]:
    """One way round among the keys that no order could take in; walked backwards, every one has a predecessor."""
    before = {following: key for key in stuck for following in after.get(key, ()) if following in stuck}
    key, path = next(iter(before)), []
    while key not in path:
        path.append(key)
        key = before[key]
    return [key, *reversed(path[path.index(key) :])]


def path_between(start: Key, end: Key, after: Mapping[Key, Iterable[Key]]) -> list[Key] | None:
    """A shortest way from `start` to `end`, both included, or None."""
    came: dict[Key, Key | None] = {start: None}
    level: list[Key] = [start]
    while level and end not in came:
        further: list[Key] = []
        for key in level:
            for following in after.get(key, ()):
                if following not in came:
                    came[following] = key
                    further.append(following)
        level = further
    if end not in came:
        return None
    path: list[Key] = []
    at: Key | None = end
    while at is not None:
        path.append(at)
        at = came[at]
    return path[::-1]
