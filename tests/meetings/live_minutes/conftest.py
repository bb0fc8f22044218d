"""Minutes of a running meeting, with somebody typing in them."""

from collections.abc import Callable

import pytest
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from meetings import actions
from meetings.models import Minutes
from meetings.selectors.live_minutes import updates_since


class Writer:
    """A copy of the document, and the person who types in it."""

    def __init__(self, minutes: Minutes, actor):
        self.minutes, self.actor = minutes, actor
        self.document: Doc = Doc()
        actions.open_document(minutes=minutes.pk)
        self.fetch()

    def fetch(self) -> None:
        for _pk, data in updates_since(self.minutes.pk, 0).updates:
            self.document.apply_update(data)

    @property
    def root(self) -> XmlFragment:
        return self.document.get("default", type=XmlFragment)

    def type(self, text: str, tag: str = "paragraph", **attrs) -> XmlText:
        """Add a block; the words in it can be changed afterwards."""
        words = XmlText(text)
        self.change(lambda: self.root.children.append(XmlElement(tag, attrs, [words])))
        return words

    def change(self, work: Callable) -> None:
        """Do something to the document and send it off."""
        before = self.document.get_state()
        work()
        actions.write_together(
            minutes=self.minutes.pk, actor=self.actor, update=self.document.get_update(before)
        )

    def rest(self) -> Minutes:
        """Stop typing for a while; the minutes as they are then."""
        actions.settle_document(minutes=self.minutes.pk)
        self.minutes.refresh_from_db()
        return self.minutes


@pytest.fixture
def running(meet, org, by) -> Minutes:
    """Chair and secretary: the planner; the coordinator's office is not at the table."""
    meeting = meet(secretary=org.planner)
    actions.start_meeting(meeting=meeting, actor=by(org.planner), version=meeting.version)
    return Minutes.objects.get(meeting=meeting)


@pytest.fixture
def write(running, org, by) -> Callable[..., Writer]:
    """`write()` is the planner at the document; `write(person)` somebody else."""

    def begin(person=None) -> Writer:
        return Writer(running, by(person or org.planner))

    return begin
