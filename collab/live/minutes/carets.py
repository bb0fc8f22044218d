"""Who is in a document and where their carets stand: told by each client, vouched for by the server."""

import time
from typing import Any

from .wire import Presence, awareness, read_awareness

MOST_OF_ONE = 4
LONGEST_STATE = 4 * 1024
MOST_ELSEWHERE = 500
GONE_AFTER = 35.0
COLOURS = 8


class Carets:
    """States by client id. A client id belongs to the connection that named it first, and its `user` is the person
    behind that connection, whatever it says of itself.
    """

    def __init__(self) -> None:
        self._states: dict[int, Presence] = {}
        self._owners: dict[int, Any] = {}
        self._seen: dict[int, float] = {}

    def told(self, owner: Any, user: dict[str, Any], may_write: bool, data: bytes) -> dict[int, Presence]:
        """Take what a connection tells; what of it is to be passed on."""
        if len(data) > LONGEST_STATE * MOST_OF_ONE:
            raise ValueError("awareness")
        fresh: dict[int, Presence] = {}
        for client, one in read_awareness(data, MOST_ELSEWHERE).items():
            mine = self._owners.get(client, owner) is owner
            if not mine or (client not in self._owners and len(self.of(owner)) >= MOST_OF_ONE):
                continue
            state = None
            if one.state is not None:
                kept = {"cursor": one.state.get("cursor")} if may_write else {}
                state = kept | {"user": user}
            fresh[client] = Presence(one.clock, state)
            self._owners[client] = owner
        return self._keep(fresh)

    def heard(self, data: bytes) -> dict[int, Presence]:
        """Take what another process passed on."""
        found = read_awareness(data, MOST_ELSEWHERE)
        return self._keep({client: one for client, one in found.items() if client not in self._owners})

    def of(self, owner: Any) -> list[int]:
        """The client ids of a connection."""
        return [client for client, held in self._owners.items() if held is owner]

    def left(self, owner: Any) -> dict[int, Presence]:
        """A connection is gone; what is to be passed on."""
        gone = {}
        for client in self.of(owner):
            del self._owners[client]
            if known := self._states.pop(client, None):
                gone[client] = Presence(known.clock + 1, None)
        return gone

    def here(self) -> dict[int, Presence]:
        """Those connected to this process."""
        return {client: self._states[client] for client in self._owners if client in self._states}

    def all(self) -> bytes:
        """Everyone, as an awareness update; those of other processes only while they are heard of."""
        late = time.monotonic() - GONE_AFTER
        for client in [c for c in self._states if c not in self._owners and self._seen[c] < late]:
            del self._states[client], self._seen[client]
        return awareness(self._states)

    def _keep(self, fresh: dict[int, Presence]) -> dict[int, Presence]:
        newer = {
            client: one
            for client, one in fresh.items()
            if client not in self._states or self._states[client].clock <= one.clock
        }
        for client, one in newer.items():
            if one.state is None:
                self._states.pop(client, None)
                self._seen.pop(client, None)
            else:
                self._states[client] = one
                self._seen[client] = time.monotonic()
        return newer
