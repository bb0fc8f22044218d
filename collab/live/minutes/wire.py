"""Frames of the Yjs protocols (y-protocols sync, awareness and auth), and one of our own that confirms storage."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from meetings.live_minutes.encoding import Reader

SYNC, AWARENESS, AUTH, ASK_AWARENESS, SAVED = 0, 1, 2, 3, 100
STEP_1, STEP_2, UPDATE = 0, 1, 2
DENIED = 0


@dataclass(frozen=True)
class Presence:
    """What one client tells of itself: a counter, and a state or None where it left."""

    clock: int
    state: dict[str, Any] | None


def number(value: int) -> bytes:
    """The opposite of Reader.number."""
    found = bytearray()
    while value > 127:
        found.append(128 | value & 127)
        value >>= 7
    return bytes([*found, value])


def sized(data: bytes) -> bytes:
    """The opposite of Reader.bytes."""
    return number(len(data)) + data


def sync(step: int, data: bytes) -> bytes:
    """A frame of the sync protocol."""
    return bytes([SYNC, step]) + sized(data)


def denied(reason: str) -> bytes:
    """The frame that says why nothing is taken from a client."""
    return bytes([AUTH, DENIED]) + sized(reason.encode())


def granted() -> bytes:
    """The frame that says that a client may write; y-protocols only knows the opposite."""
    return bytes([AUTH, 1])


def saved(count: int) -> bytes:
    """The frame that says how many updates of this connection are stored."""
    return bytes([SAVED]) + number(count)


def awareness(states: Mapping[int, Presence]) -> bytes:
    """The awareness update with these states, without its frame."""
    rows = (
        number(client) + number(one.clock) + sized(json.dumps(one.state, ensure_ascii=False).encode())
        for client, one in states.items()
    )
    return number(len(states)) + b"".join(rows)


def read_awareness(data: bytes, most: int) -> dict[int, Presence]:
    """The states of an awareness update; ValueError where it is broken or has more than `most`."""
    frame = Reader(data)
    count = frame.number()
    if count > most:
        raise ValueError("states")
    found: dict[int, Presence] = {}
    for _at in range(count):
        client, clock = frame.number(), frame.number()
        state = json.loads(frame.bytes())
        if state is not None and not isinstance(state, dict):
            raise ValueError("state")
        found[client] = Presence(clock, state)
    return found
