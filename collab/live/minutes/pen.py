"""One connection to a document: what it may do, and what waits to be sent to it."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from collab.common.errors import Invalid, Refusal

from ..selectors import Grant
from ..socket import TOO_MUCH, Send, Socket
from . import wire

if TYPE_CHECKING:
    from .room import Room

GONE = 4404
TOO_LARGE = 4413
MOST_UNSENT = 16 * 1024 * 1024


class Pen(Socket):
    """`confirms` says that the client wants to hear what is stored; a plain Yjs client hears nothing but Yjs."""

    __slots__ = (
        "_count",
        "_stored",
        "_told",
        "_unsent",
        "confirms",
        "language",
        "may_write",
        "name",
        "room",
        "unsaved",
    )

    def __init__(self, send: Send, grant: Grant, room: "Room", confirms: bool, language: str):
        super().__init__(send, grant)
        self.room, self.confirms, self.language = room, confirms, language
        self.name = ""
        self.may_write = False
        self.unsaved = 0
        self._told: bool | None = None
        self._stored = self._count = self._unsent = 0

    def post(self, frame: bytes) -> None:
        """Send a frame; whoever reads too slowly is sent away and fetches everything anew."""
        self._unsent = self._unsent + len(frame) if self._outbox else len(frame)
        if self._unsent > MOST_UNSENT:
            self.close(TOO_MUCH)
            return
        self._count += 1
        self._outbox[f"frame {self._count}"] = frame
        self._write()

    def ping(self, topic: str, seq: int) -> None:
        self.room.stir(topic)

    def say(self, message: dict[str, Any]) -> None:
        """The hub has nothing to say to it but that it may no longer listen."""
        if "refused" in message:
            self.close(GONE)

    def allow(self, may_write: bool) -> None:
        """Tell it whether it may write, where that is news."""
        self.may_write = may_write
        if self._told is may_write:
            return
        first, self._told = self._told is None, may_write
        if not may_write:
            self.deny()
        elif self.confirms and not first:
            self.post(wire.granted())

    def deny(self) -> None:
        """Say that nothing is taken from it."""
        with override(self.language):
            self.post(wire.denied(_("You can read these minutes, but not write in them now.")))

    def refuse(self, refusal: Refusal) -> None:
        """Say why something it sent was not taken; a text that cannot be had ends the connection."""
        with override(self.language):
            self.post(wire.denied(str(refusal)))
            if isinstance(refusal, Invalid):
                self.close(TOO_LARGE, str(refusal.errors[0].detail)[:40])
            else:
                self.may_write = self._told = False

    def saved(self, count: int) -> None:
        """So many more of its updates are stored."""
        self._stored += count + self.unsaved
        self.unsaved = 0
        if self.confirms:
            self.post(wire.saved(self._stored))
