"""record(): the one way a state change enters the journal, inside the transaction it describes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import connection, transaction

from collab.common import clock
from collab.common.actor import Actor

from . import chain
from .delivery import deliver
from .models import Activity, ChainHead
from .registry import EventType
from .storing import store

ORGANISATION = "org"
_held: ContextVar[list[Activity] | None] = ContextVar("held", default=None)


@dataclass
class Entry:
    """What is about to be recorded."""

    event: EventType
    actor: Actor
    matter: Any = None
    on_behalf_of_id: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def stream(self) -> str:
        return f"matter:{self.matter.pk}" if self.matter is not None else ORGANISATION


def record(event: EventType, *, matter=None, actor: Actor, on_behalf_of=None, **facts: Any) -> Activity:
    """Append one entry and have it delivered after commit. Undeclared facts raise TypeError."""
    entry = Entry(event, actor, matter, on_behalf_of.pk if on_behalf_of else None, facts)
    rows = append([entry])
    _hand_over(rows)
    return rows[0]


def record_many(entries: list[Entry]) -> list[Activity]:
    """Append many entries (one per stream or several) in a handful of statements."""
    rows = append(entries)
    _hand_over(rows)
    return rows


@contextmanager
def held_back() -> Iterator[list[Activity]]:
    """Collect what is recorded inside, which must commit as a whole, for one delivery by the caller; what the
    caller leaves undelivered the sweep delivers.
    """
    token = _held.set([])
    try:
        yield _held.get()  # type: ignore[misc]
    finally:
        _held.reset(token)


def _hand_over(rows: list[Activity]) -> None:
    held = _held.get()
    if held is None:
        transaction.on_commit(partial(deliver, rows), robust=True)
    else:
        held.extend(rows)


def append(entries: list[Entry]) -> list[Activity]:
    """Chain and store entries; the heads of their streams are locked meanwhile."""
    if not connection.in_atomic_block:
        raise RuntimeError("record() must share the transaction it describes")
    for entry in entries:
        if unknown := entry.facts.keys() - entry.event.fields:
            raise TypeError(f"{entry.event.code}: undeclared {sorted(unknown)}")
    heads = _heads_of(entries)
    at = clock.now()
    rows = [_link(entry, heads[entry.stream], at) for entry in entries]
    for head in heads.values():
        head.seal = chain.seal_of(head.stream, head.seq, head.digest)
    store(rows, heads.values())
    return rows


def _heads_of(entries: list[Entry]) -> dict[str, ChainHead]:
    """The heads of all streams, locked; a matter opened in this very transaction has none yet."""
    new = {entry.stream: entry.matter for entry in entries if getattr(entry.matter, "is_new", False)}
    for matter in new.values():
        matter.is_new = False
    older = {entry.stream for entry in entries} - new.keys()
    return {stream: ChainHead(stream=stream) for stream in new} | (_locked_heads(older) if older else {})


def _locked_heads(streams: Iterable[str]) -> dict[str, ChainHead]:
    wanted = sorted(streams)
    rows = ChainHead.objects.filter(stream__in=wanted).order_by("stream").select_for_update()
    heads = {head.stream: head for head in rows}
    if ORGANISATION in wanted and ORGANISATION not in heads:
        ChainHead.objects.get_or_create(stream=ORGANISATION)
        heads[ORGANISATION] = ChainHead.objects.select_for_update().get(stream=ORGANISATION)
    return {stream: heads.get(stream) or ChainHead(stream=stream) for stream in wanted}


def _link(entry: Entry, head: ChainHead, at) -> Activity:
    head.seq += 1
    row = Activity(
        stream=entry.stream,
        seq=head.seq,
        event=entry.event.code,
        matter=entry.matter,
        actor=entry.actor.person,
        on_behalf_of_id=entry.on_behalf_of_id,
        via=entry.actor.via,
        at=at,
        facts=entry.facts,
    )
    row.digest = head.digest = chain.digest_of(row, head.digest)
    return row
