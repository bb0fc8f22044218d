"""A page with the minutes open, as its editor would keep it: pycrdt over one websocket."""

import contextlib

from pycrdt import Doc, XmlElement, XmlFragment, XmlText
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from collab.live.minutes import wire
from meetings.live_minutes.encoding import Reader

LOADED = 30  # seconds until a process that has just been started answers on a busy machine


class Editor:
    """A page with the minutes open: its own copy of the document, kept in step over one socket."""

    def __init__(self, address: str, headers: dict[str, str]):
        self.address, self.headers = address, headers
        self.document: Doc = Doc()
        self.told: list[bytes] = []
        self.saved = self.sent = 0
        self._new: list[bytes] = []
        self._watch = self.document.observe(lambda event: self._new.append(event.update))
        self.join()

    def join(self) -> None:
        """Connect, have what is there, and tell what one has: the server asks for it before or after it answers."""
        self.synced = self.asked = False
        options = {"additional_headers": self.headers, "max_size": None, "open_timeout": LOADED}
        self.socket = connect(self.address, **options)
        self.socket.send(wire.sync(wire.STEP_1, self.document.get_state()))
        self.sent = self.saved = 0
        self.until(lambda: self.synced and self.asked)

    def write(self, text: str, tag: str = "paragraph", **attrs) -> None:
        """Type a block at the end, and send it off."""
        self.type(text, tag, **attrs)
        self.send()

    def type(self, text: str, tag: str = "paragraph", **attrs) -> None:
        self._new.clear()
        root = self.document.get("default", type=XmlFragment)
        root.children.append(XmlElement(tag, attrs, [XmlText(text)]))

    def send(self) -> None:
        for update in self._new:
            self.socket.send(wire.sync(wire.UPDATE, update))
            self.sent += 1

    def listen(self) -> None:
        """Hear what is there already, and wait for nothing."""
        with contextlib.suppress(TimeoutError):
            while True:
                self.hear(timeout=0)

    def hear(self, timeout: float = LOADED) -> None:
        frame = Reader(self.socket.recv(timeout=timeout))
        kind = frame.number()
        if kind == wire.SAVED:
            self.saved = frame.number()
        elif kind == wire.SYNC:
            step, data = frame.number(), frame.bytes()
            if step == wire.STEP_1:
                self.socket.send(wire.sync(wire.STEP_2, self.document.get_update(data)))
                self.sent += 1
                self.asked = True
            else:
                self.document.apply_update(data)
                self.synced = True
        else:
            self.told.append(frame.data)

    def until(self, reached) -> None:
        while not reached():
            self.hear()

    def is_saved(self) -> None:
        """Wait until the server has confirmed that everything is stored."""
        self.until(lambda: self.saved >= self.sent)

    @property
    def text(self) -> str:
        return str(self.document.get("default", type=XmlFragment))

    @property
    def carets(self) -> dict[int, wire.Presence]:
        """What was last told of each client that has the document open."""
        frames = [Reader(told) for told in self.told if told[0] == wire.AWARENESS]
        found: dict[int, wire.Presence] = {}
        for frame in frames:
            frame.number()
            found |= wire.read_awareness(frame.bytes(), 500)
        return found

    def point(self, client: int, **state) -> None:
        """Tell where one's caret is."""
        data = wire.awareness({client: wire.Presence(1, state)})
        self.socket.send(bytes([wire.AWARENESS]) + wire.sized(data))

    def sees(self, words: str) -> None:
        self.until(lambda: words in self.text)

    def closed_with(self) -> int:
        with contextlib.suppress(ConnectionClosed):
            while True:
                self.hear()
        return self.socket.close_code
