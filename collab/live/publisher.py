"""Carries announced topics from any thread to the channel layer, off the caller's path."""

import asyncio
import contextlib
import logging
import os
import threading
import uuid

from channels.layers import get_channel_layer

GROUP = "live"
CONFIRM_AFTER = 2.0
log = logging.getLogger(__name__)


class Publisher:
    """One thread with one loop and one connection per process; news that comes meanwhile goes together."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: set[str] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake: asyncio.Event | None = None
        self._process = 0

    def publish(self, topics: frozenset[str]) -> None:
        """Take these topics along; returns at once, whatever the state of the layer."""
        with self._lock:
            if self._process != os.getpid():
                self._start()
            self._waiting |= topics
            loop, wake = self._loop, self._wake
        if loop is not None and wake is not None:
            loop.call_soon_threadsafe(wake.set)

    def _start(self) -> None:
        self._process = os.getpid()
        self._waiting = set()
        self._loop = asyncio.new_event_loop()
        self._wake = asyncio.Event()
        threading.Thread(target=self._run, args=(self._loop, self._wake), name="live", daemon=True).start()

    def _run(self, loop: asyncio.AbstractEventLoop, wake: asyncio.Event) -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(self._carry(wake))

    async def _carry(self, wake: asyncio.Event) -> None:
        """Messages are numbered, and the last number is repeated once all is quiet, so that a lost one shows."""
        name, number, confirmed = uuid.uuid4().hex, 0, True
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(wake.wait(), None if confirmed else CONFIRM_AFTER)
            wake.clear()
            with self._lock:
                topics, self._waiting = self._waiting, set()
            number += bool(topics)
            news = {"type": "live.news", "topics": sorted(topics), "publisher": name, "number": number}
            try:
                await get_channel_layer().group_send(GROUP, news)
                confirmed = not topics
            except Exception as error:
                confirmed = False
                log.warning("Live pings wait until the channel layer is back: %s", error)


publisher = Publisher()
