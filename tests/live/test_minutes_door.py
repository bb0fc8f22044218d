"""Several people write the same minutes over real sockets, with pycrdt as their editor."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta

import pytest
from pycrdt import Doc, XmlElement, XmlFragment, XmlText
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from collab.common import clock
from collab.live.minutes import wire
from meetings import actions
from meetings.models import Minutes

from .conftest import SOON, cookie_of


@pytest.fixture
def minutes(org, by) -> Minutes:
    """Of a meeting of planning with staff that is running; staff was noted as present."""
    planner, starts = by(org.planner), clock.now() - timedelta(minutes=5)
    meeting = actions.create_meeting(
        actor=planner,
        title="Old-town renewal 老城改造",
        department=org.planning,
        chair=org.planner,
        attendees=[org.staff, org.colleague],
        departments=[org.housing],
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        purpose="Agree on the market.",
    )
    actions.announce_meeting(meeting=meeting, actor=planner, version=meeting.version, reason="As ever.")
    meeting.refresh_from_db()
    meeting = actions.start_meeting(meeting=meeting, actor=planner, version=meeting.version)
    actions.check_in(meeting=meeting, actor=by(org.staff), version=meeting.version)
    return Minutes.objects.get(meeting=meeting)


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
        """Connect, and have what is there."""
        self.socket = connect(self.address, additional_headers=self.headers, max_size=None)
        self.socket.send(wire.sync(wire.STEP_1, self.document.get_state()))
        self.sent = self.saved = 0
        self.until(lambda: self.synced)

    synced = False

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

    def hear(self) -> None:
        frame = wire.Frame(self.socket.recv(timeout=SOON))
        kind = frame.number()
        if kind == wire.SAVED:
            self.saved = frame.number()
        elif kind == wire.SYNC:
            step, data = frame.number(), frame.bytes()
            if step == wire.STEP_1:
                self.socket.send(wire.sync(wire.STEP_2, self.document.get_update(data)))
                self.sent += 1
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

    def sees(self, words: str) -> None:
        self.until(lambda: words in self.text)

    def closed_with(self) -> int:
        with contextlib.suppress(ConnectionClosed):
            while True:
                self.hear()
        return self.socket.close_code


@pytest.fixture
def sit(site, minutes) -> Iterator:
    """`sit(person)` has the minutes open in an editor."""
    address = f"{site.removesuffix('live/')}minutes/{minutes.pk}/?confirm"
    with contextlib.ExitStack() as stack:

        def down(person) -> Editor:
            editor = Editor(address, {"Cookie": cookie_of(person)})
            stack.callback(lambda: editor.socket.close())
            return editor

        yield down


def test_what_two_people_type_at_once_is_the_same_for_both(org, sit, minutes):
    one, other = sit(org.planner), sit(org.staff)
    one.write("The market moves 市场搬迁")
    other.write("by the end of May")
    one.sees("end of May")
    other.sees("The market moves")
    assert one.text == other.text
