"""One document in one process: everybody who has it open here, and the copy they are kept in step with.

What somebody types is stored first and passed on to others afterwards, so nobody ever sees, or builds upon, what the
database does not have. Other processes hear by ping that there is something new, and fetch it.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable

from django.db import DatabaseError
from pycrdt import Doc, get_update, merge_updates

from collab.common.errors import Refusal

from ..hub import Hub
from . import store, wire
from .carets import COLOURS, Carets
from .pen import Pen

log = logging.getLogger(__name__)
GATHER = 0.1
SETTLE_AFTER = 0.8
TRY_AGAIN_AFTER = 1.0
CARETS_EVERY = 0.08
REST_AT_MOST = 5.0
MOST_WAITING = 100
FAILED = 1011
NOTHING = b"\x00"


class Room:
    """`waiting` are updates not stored yet, with the pen each came from; `visitors` counts connections that are in
    it or on their way in or out.
    """

    def __init__(self, hub: Hub, minutes: int):
        self.hub, self.minutes = hub, minutes
        self.pens: set[Pen] = set()
        self.visitors = 0
        self.document: Doc = Doc()
        self.carets = Carets()
        self.waiting: list[tuple[Pen, bytes]] = []
        self._last = 0
        self._own: dict[int, Pen] = {}
        self._fetching = asyncio.Lock()
        self._tasks: dict[str, asyncio.Task] = {}
        self._again: set[str] = set()
        self._moved: dict[int, wire.Presence] = {}

    async def enter(self, pen: Pen) -> None:
        """Let somebody in who may read: they get what is there, and are asked for what they have."""
        self.pens.add(pen)
        if self._address not in self.hub.mail:
            self.hub.mail[self._address] = self._hear
            await self._post()
        await self._catch_up(store.catch_up)
        await self.look_at_rights()
        pen.post(wire.sync(wire.STEP_1, self.document.get_state()))
        pen.post(bytes([wire.AWARENESS]) + wire.sized(self.carets.all()))

    async def leave(self, pen: Pen) -> None:
        """Somebody is gone; what they typed is stored all the same."""
        self.pens.discard(pen)
        self._pass_on(self.carets.left(pen))
        if not self.pens:
            await self.rest()

    def close(self) -> None:
        """Nobody comes here any more."""
        self.hub.mail.pop(self._address, None)

    async def rest(self) -> None:
        """Wait until everything is stored and written down, as far as the database answers."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(REST_AT_MOST):
                while self._tasks:
                    await asyncio.wait(self._tasks.values())
                    await asyncio.sleep(0)

    def take(self, pen: Pen, update: bytes) -> None:
        """Somebody typed this."""
        self.waiting.append((pen, update))
        self._start("store", self._store)

    async def has_room(self) -> None:
        """Whoever types faster than can be stored waits."""
        if len(self.waiting) > MOST_WAITING and (storing := self._tasks.get("store")):
            await asyncio.wait([storing])

    def lacks(self, update: bytes) -> bool:
        """Whether an update says something that is not in the document."""
        return get_update(update, self.document.get_state())[:1] != NOTHING

    def answer(self, pen: Pen, state: bytes) -> None:
        """Somebody says what they have; they get the rest."""
        pen.post(wire.sync(wire.STEP_2, self.document.get_update(state)))

    def moved(self, pen: Pen, data: bytes) -> None:
        """Somebody's caret is somewhere else."""
        user = {"id": pen.grant.person_id, "name": pen.name, "colour": pen.grant.person_id % COLOURS}
        self._pass_on(self.carets.told(pen, user, pen.may_write, data))

    def tell_everyone(self, pen: Pen) -> None:
        """Somebody asks who is here."""
        pen.post(bytes([wire.AWARENESS]) + wire.sized(self.carets.all()))

    def stir(self, topic: str) -> None:
        """Something about the document, or about the minutes as a matter, changed."""
        if topic == f"minutes.{self.minutes}":
            self._start("fetch", lambda: self._catch_up(store.fetch))
        else:
            self._start("look", self._look_again)

    async def _look_again(self) -> None:
        await self._catch_up(store.catch_up)
        await self.look_at_rights()

    async def look_at_rights(self) -> None:
        """Tell everyone whether they may write now."""
        ids = {pen.grant.person_id for pen in self.pens}
        able = await self.hub.ask(store.writers, self.minutes, ids)
        for pen in self.pens:
            pen.allow(pen.grant.person_id in able)

    async def _store(self) -> None:
        """Store what waits, together for each pen; what could not be stored for want of a database waits on."""
        await asyncio.sleep(GATHER)
        while self.waiting:
            batch, self.waiting = self.waiting, []
            by_pen: dict[Pen, list[bytes]] = {}
            for pen, update in batch:
                by_pen.setdefault(pen, []).append(update)
            for pen, updates in by_pen.items():
                try:
                    await self._store_for(pen, updates)
                except DatabaseError as error:
                    log.warning("What was typed in minutes %s is not stored yet: %s", self.minutes, error)
                    self.waiting[:0] = [(pen, update) for update in updates]
                    await asyncio.sleep(TRY_AGAIN_AFTER)
                except Exception:
                    log.exception("What was typed in minutes %s could not be stored", self.minutes)
                    pen.close(FAILED)
            await self._catch_up(store.fetch)

    async def _store_for(self, pen: Pen, updates: list[bytes]) -> None:
        try:
            taken = await self.hub.ask(store.write, self.minutes, pen.grant, _together(updates))
        except Refusal as refusal:
            if refusal.code == "out_of_step":
                pen.unsaved += len(updates)
                pen.post(wire.sync(wire.STEP_1, self.document.get_state()))
            else:
                pen.refuse(refusal)
            return
        if taken.stored_as:
            self._own[taken.stored_as] = pen
        if not taken.is_settled:
            self._start("settle", self._settle)
        pen.saved(len(updates))

    async def _settle(self) -> None:
        await asyncio.sleep(SETTLE_AFTER)
        try:
            await self.hub.ask(store.settle, self.minutes)
        except Exception:
            log.exception("The text of minutes %s is behind its document", self.minutes)

    async def _catch_up(self, question: Callable) -> None:
        """Take what is stored into this copy, and pass it on to everybody who did not type it."""
        async with self._fetching:
            news = await self.hub.ask(question, self.minutes, self._last)
            self._last = max(self._last, news.last)
            fresh = [(self._own.pop(at, None), data) for at, data in news.updates]
            for _author, data in fresh:
                self.document.apply_update(data)
            for pen in self.pens:
                if updates := [data for author, data in fresh if author is not pen]:
                    pen.post(wire.sync(wire.UPDATE, _together(updates)))

    def _pass_on(self, moved: dict[int, wire.Presence]) -> None:
        """Tell everyone about carets, here and in other processes, a few times a second."""
        if moved:
            self._moved |= moved
            self._start("carets", self._tell_carets)

    async def _tell_carets(self) -> None:
        await asyncio.sleep(CARETS_EVERY)
        moved, self._moved = self._moved, {}
        if moved:
            self._show(moved)
            await self._post(wire.awareness(moved))

    def _show(self, moved: dict[int, wire.Presence]) -> None:
        frame = bytes([wire.AWARENESS]) + wire.sized(wire.awareness(moved))
        for pen in self.pens:
            pen.post(frame)

    async def _post(self, carets: bytes = b"") -> None:
        """To the same room in other processes: carets; nothing at all asks for theirs."""
        await self.hub.post(self._address, carets)

    def _hear(self, data: bytes) -> None:
        if not data:
            self._pass_on(self.carets.here())
        else:
            with contextlib.suppress(ValueError):
                self._show(self.carets.heard(data))

    def _start(self, name: str, work: Callable) -> None:
        """Have this done once at a time; asked for again meanwhile, it is done once more."""
        if name in self._tasks:
            self._again.add(name)
            return
        self._tasks[name] = task = asyncio.get_running_loop().create_task(work())
        task.add_done_callback(lambda done: self._ended(name, work, done))

    def _ended(self, name: str, work: Callable, done: asyncio.Task) -> None:
        del self._tasks[name]
        if not done.cancelled() and (error := done.exception()):
            log.error("Minutes %s: %s failed", self.minutes, name, exc_info=error)
        if name in self._again:
            self._again.discard(name)
            self._start(name, work)

    @property
    def _address(self) -> str:
        return f"carets.{self.minutes}"


def _together(updates: list[bytes]) -> bytes:
    return merge_updates(*updates) if len(updates) > 1 else updates[0]
