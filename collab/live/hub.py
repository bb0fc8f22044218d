"""The sockets of one process: who hears which topic, how pings reach them, and when they must go.

All processes share one channel-layer group; each keeps its own sets of sockets, so the cost of a ping
is one message per process. News and beats are numbered: a gap shows that pings may have been lost,
and then every socket is told to fetch everything again.
"""

import asyncio
import contextlib
import logging
import time
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from channels.layers import get_channel_layer
from django.db import InterfaceError, OperationalError, connection

from . import selectors
from .publisher import GROUP
from .reactor import ACCESS
from .socket import SIGNED_OUT, Socket

log = logging.getLogger(__name__)
CHECK_EVERY = 0.8
BEAT_EVERY = 0.3
COALESCE = 0.03


class Hub:
    """Lives on one event loop from start() to stop()."""

    def __init__(self) -> None:
        self.sockets: set[Socket] = set()
        self.topics: dict[str, set[Socket]] = {}
        self.mail: dict[str, Callable[[bytes], None]] = {}
        self._name = uuid.uuid4().hex
        self._stamps: dict[int, str] = {}
        self._doubtful: set[str] = set()
        self._cooling: dict[str, bool] = {}
        self._seq = 0
        self._heard_news: dict[str, int] = {}
        self._sent_beats = self._heard_beats = 0
        self._tasks: list[asyncio.Task] = []

    async def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="live-rows")
        self._hurry = asyncio.Event()
        self._tasks = [asyncio.create_task(work()) for work in (self._listen, self._watch, self._beat)]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._pool.shutdown(wait=True)

    async def ask(self, question: Callable, *values: Any) -> Any:
        """Put a question to the database without holding up the loop."""
        return await self._loop.run_in_executor(self._pool, partial(_read, question, *values))

    def add(self, socket: Socket) -> None:
        self.sockets.add(socket)

    def remove(self, socket: Socket) -> None:
        self.sockets.discard(socket)
        self.forget(socket, list(socket.topics))

    def follow(self, socket: Socket, topics: dict[str, str], stamp: str) -> None:
        """Have a socket hear these topics (as asked → as announced); they are looked at once more soon."""
        self._stamps.setdefault(socket.grant.person_id, stamp)
        for name, topic in topics.items():
            socket.topics[topic] = name
            self.topics.setdefault(topic, set()).add(socket)
            self._doubtful.add(topic)

    def forget(self, socket: Socket, topics: Iterable[str]) -> None:
        for topic in topics:
            socket.topics.pop(topic, None)
            if held := self.topics.get(topic):
                held.discard(socket)
                if not held:
                    del self.topics[topic]

    def hear(self, topics: Iterable[str]) -> None:
        """Pass news on: the first ping of a topic at once, those in its wake as one."""
        for topic in topics:
            if topic == ACCESS:
                self._hurry.set()
            elif topic in self._cooling:
                self._cooling[topic] = True
            elif topic in self.topics:
                self._ping(topic)

    async def post(self, name: str, data: bytes) -> None:
        """Hand data to whoever keeps this name in `mail` in the other processes; it may get lost."""
        letter = {"type": "live.mail", "hub": self._name, "to": name, "data": data}
        with contextlib.suppress(Exception):
            await get_channel_layer().group_send(GROUP, letter)

    def _ping(self, topic: str) -> None:
        self._cooling[topic] = False
        self._loop.call_later(COALESCE, self._cooled, topic)
        self._doubtful.add(topic)
        self._seq = max(self._seq + 1, int(time.time() * 1000))
        for socket in self.topics.get(topic, ()):
            socket.ping(topic, self._seq)

    def _cooled(self, topic: str) -> None:
        if self._cooling.pop(topic) and topic in self.topics:
            self._ping(topic)

    def _catch_up(self) -> None:
        """Pings may have been lost: everyone fetches everything again."""
        self.hear(list(self.topics))

    async def _listen(self) -> None:
        layer = get_channel_layer()
        while True:
            try:
                channel = await layer.new_channel()
                await layer.group_add(GROUP, channel)
                self._catch_up()
                while True:
                    self._take(await layer.receive(channel))
            except Exception as error:
                log.warning("The channel layer is away: %s", error)
                await asyncio.sleep(1)

    def _take(self, message: dict) -> None:
        if message["type"] == "live.news":
            last = self._heard_news.get(message["publisher"], 0)
            self._heard_news[message["publisher"]] = message["number"]
            self.hear(message["topics"])
            if message["number"] != last + bool(message["topics"]):
                self._catch_up()
        elif message["type"] == "live.mail":
            if message["hub"] != self._name and (open_letter := self.mail.get(message["to"])):
                open_letter(message["data"])
        elif message.get("hub") == self._name:
            missed = message["number"] != self._heard_beats + 1
            self._heard_beats = message["number"]
            if missed:
                self._catch_up()

    async def _watch(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._hurry.wait(), CHECK_EVERY)
            self._hurry.clear()
            try:
                await self._check()
            except Exception:
                log.exception("The sockets' access could not be checked")

    async def _beat(self) -> None:
        """Shows a cut that lasted longer than a beat; shorter ones show by the numbers of the news."""
        while True:
            await asyncio.sleep(BEAT_EVERY)
            self._sent_beats += 1
            beat = {"type": "live.beat", "hub": self._name, "number": self._sent_beats}
            with contextlib.suppress(Exception):
                await get_channel_layer().group_send(GROUP, beat)

    async def _check(self) -> None:
        """Close sockets whose grant is lost; take away topics whose audience a person has left."""
        if not self.sockets:
            self._stamps.clear()
            return
        doubtful, self._doubtful = self._doubtful, set()
        gone = await self.ask(selectors.lost, {socket.grant for socket in self.sockets})
        for socket in [socket for socket in self.sockets if socket.grant in gone]:
            self.remove(socket)
            socket.close(SIGNED_OUT)
        standings = await self.ask(selectors.standings, {socket.grant.person_id for socket in self.sockets})
        stamps = {pk: standing.stamp for pk, standing in standings.items()}
        moved = {pk for pk, stamp in stamps.items() if self._stamps.get(pk, stamp) != stamp}
        self._stamps = stamps
        asked: dict[int, set[str]] = {}
        for socket in self.sockets:
            person_id = socket.grant.person_id
            topics = socket.topics if person_id in moved else doubtful.intersection(socket.topics)
            if topics:
                asked.setdefault(person_id, set()).update(topics)
        if asked:
            self._withdraw(await self.ask(selectors.closed_topics, asked, standings))

    def _withdraw(self, closed: dict[int, set[str]]) -> None:
        for socket in list(self.sockets):
            if topics := closed.get(socket.grant.person_id, set()) & socket.topics.keys():
                names = sorted(socket.topics[topic] for topic in topics)
                self.forget(socket, topics)
                socket.say({"refused": names})


def _read(question: Callable, *values: Any) -> Any:
    """Ask on this thread's lasting connection; once more where the database has hung up in the meantime."""
    try:
        return question(*values)
    except (OperationalError, InterfaceError):
        connection.close()
        return question(*values)
