"""The port through which the room of tasks tells how far followed work is; goals know tasks as matters only."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from .models.key_result import Follows
from .scoring import kept


@dataclass(frozen=True)
class Piece:
    """One followed matter: `counts` is false for what was withdrawn; `minutes` is its estimate, None without one."""

    matter_id: int
    done: bool
    counts: bool = True
    minutes: int | None = None


@dataclass(frozen=True)
class Source:
    """A kind of matter that can be followed, and after which events of its own it may stand differently."""

    kind: str
    read: Callable[[Collection[int]], Iterable[Piece]]
    events: frozenset[str]


_sources: dict[str, Source] = {}


def register_source(
    kind: str, read: Callable[[Collection[int]], Iterable[Piece]], events: Iterable[str]
) -> None:
    """Let key results follow matters of this kind; `read` tells, in one statement, how far these matters are."""
    _sources[kind] = Source(kind, read, frozenset(events))


def kinds() -> Collection[str]:
    """The kinds that can be followed."""
    return _sources.keys()


def matters_touched(entries: Iterable) -> set[int]:
    """Ids of matters that these journal entries may have moved; nothing follows yet what a first entry tells of."""
    watched = {event for source in _sources.values() for event in source.events}
    return {row.matter_id for row in entries if row.event in watched and row.matter_id and row.seq > 1}


def pieces_of(ids_by_kind: dict[str, set[int]]) -> dict[int, Piece]:
    """How far these matters are, by id."""
    found = [piece for kind, ids in ids_by_kind.items() for piece in _sources[kind].read(ids)]
    return {piece.matter_id: piece for piece in found}


def share_of(pieces: Iterable[tuple[Piece, int]], follows: str) -> Decimal | None:
    """The share done of (piece, weight) pairs, by number, weight or hours.

    What was withdrawn does not count, nor, by hours, what has no estimate. None where nothing counts.
    """
    whole = done = 0
    for piece, weight in pieces:
        size = {Follows.TASKS_COUNT: 1, Follows.TASKS_WEIGHT: weight}.get(Follows(follows), piece.minutes)
        if piece.counts and size:
            whole += size
            done += size if piece.done else 0
    return kept(Decimal(done) / whole) if whole else None
