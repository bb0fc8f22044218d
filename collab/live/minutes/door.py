"""The door /ws/minutes/<id>/: the Yjs sync and awareness protocols for whoever may read the minutes."""

import re
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings

from collab.common.errors import Invalid
from meetings.live_minutes.encoding import Reader
from meetings.live_minutes.updates import require_readable

from ..consumers import Door, Receive
from ..hub import Hub
from ..selectors import Grant, open_topics
from ..socket import Send
from . import store, wire
from .pen import GONE, TOO_LARGE, Pen
from .room import Room

MINUTES_PATH = re.compile(r"/ws/minutes/([1-9][0-9]{0,17})/")
MAX_FRAME = 1024 * 1024
MALFORMED = 4400
NOTHING = b"\x00\x00"


class MinutesDoor(Door):
    """Keeps one room per document that somebody has open in this process."""

    most_frames = 3000

    def __init__(self, hub: Hub):
        super().__init__(hub)
        self.rooms: dict[int, Room] = {}

    def socket(self, scope: dict[str, Any], send: Send, grant: Grant) -> Pen:
        found = MINUTES_PATH.fullmatch(scope["path"])
        assert found is not None
        asked = parse_qs(scope.get("query_string", b"").decode("latin1"), keep_blank_values=True)
        language = asked.get("language", [""])[0]
        known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        room = self.rooms.setdefault(int(found[1]), Room(self.hub, int(found[1])))
        room.visitors += 1
        return Pen(send, grant, room, "confirm" in asked, known)

    async def converse(self, socket: Pen, receive: Receive) -> None:
        room, topic = socket.room, f"matter.{socket.room.minutes}"
        try:
            name = await self.hub.ask(store.may_read, room.minutes, socket.grant.person_id)
            if name is None:
                socket.close(GONE)
            else:
                socket.name = name
                await self._enter(socket, topic)
            await self._listen(socket, receive)
        finally:
            await room.leave(socket)
            room.visitors -= 1
            if not room.visitors:
                room.close()
                del self.rooms[room.minutes]

    async def _enter(self, pen: Pen, topic: str) -> None:
        _found, stamp = await self.hub.ask(open_topics, pen.grant.person_id, [])
        shared = f"minutes.{pen.room.minutes}"
        self.hub.follow(pen, {topic: topic, shared: shared}, stamp)
        await pen.room.enter(pen)

    async def _listen(self, pen: Pen, receive: Receive) -> None:
        async for message in self.heard(pen, receive):
            if refused := self._heed(pen, message.get("bytes") or b""):
                pen.close(refused, "longer than 1 MB: put it in a file" if refused == TOO_LARGE else "")
            await pen.room.has_room()

    def _heed(self, pen: Pen, data: bytes) -> int:
        """Do what a frame asks for; else the code to close with."""
        if len(data) > MAX_FRAME:
            return TOO_LARGE
        try:
            frame = Reader(data)
            kind = frame.number()
            if kind == wire.SYNC:
                self._sync(pen, frame.number(), frame.bytes())
            elif kind == wire.AWARENESS:
                pen.room.moved(pen, frame.bytes())
            elif kind == wire.ASK_AWARENESS:
                pen.room.tell_everyone(pen)
        except Invalid as refusal:
            pen.refuse(refusal)
        except (ValueError, RecursionError):
            return MALFORMED
        return 0

    def _sync(self, pen: Pen, step: int, data: bytes) -> None:
        if step == wire.STEP_1:
            pen.room.answer(pen, data)
        elif step not in (wire.STEP_2, wire.UPDATE):
            raise ValueError("step")
        elif data == NOTHING:
            pen.saved(1)
        else:
            require_readable(data)
            self._update(pen, step, data)

    def _update(self, pen: Pen, step: int, data: bytes) -> None:
        if pen.may_write:
            pen.room.take(pen, data)
        elif step == wire.UPDATE or pen.room.lacks(data):
            pen.deny()

    async def close(self) -> None:
        """The server stops: what was typed is stored."""
        for room in list(self.rooms.values()):
            await room.rest()
