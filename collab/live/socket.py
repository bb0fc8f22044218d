"""One open socket: what it hears, and a writer that runs only while there is something to write."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import orjson

from .selectors import Grant

SIGNED_OUT = 4401
TOO_MUCH = 4429
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Socket:
    """`topics` maps each topic as announced to the name the client asked for it by.

    A slow reader holds up nobody: pings wait in its own outbox, one per topic.
    """

    __slots__ = ("_closing", "_outbox", "_reason", "_send", "_writer", "grant", "topics")

    def __init__(self, send: Send, grant: Grant):
        self._send = send
        self.grant = grant
        self.topics: dict[str, str] = {}
        self._outbox: dict[str, str | bytes] = {}
        self._writer: asyncio.Task | None = None
        self._closing = 0
        self._reason = ""

    def ping(self, topic: str, seq: int) -> None:
        name = self.topics[topic]
        self._outbox[name] = f'{{"topic":"{name}","seq":{seq}}}'
        self._write()

    def say(self, message: dict[str, Any]) -> None:
        self._outbox[f"said {len(self._outbox)}"] = orjson.dumps(message).decode()
        self._write()

    @property
    def is_closing(self) -> bool:
        """Whether it was told to go."""
        return bool(self._closing)

    def close(self, code: int, reason: str = "") -> None:
        self._closing, self._reason = code, reason
        self._write()

    def _write(self) -> None:
        if self._writer is None:
            self._writer = asyncio.get_running_loop().create_task(self._drain())

    async def _drain(self) -> None:
        with contextlib.suppress(Exception):
            while self._outbox and not self._closing:
                waiting, self._outbox = self._outbox, {}
                for message in waiting.values():
                    form = "text" if isinstance(message, str) else "bytes"
                    await self._send({"type": "websocket.send", form: message})
            if self._closing:
                close = {"type": "websocket.close", "code": self._closing, "reason": self._reason}
                await self._send(close)
        self._writer = None
