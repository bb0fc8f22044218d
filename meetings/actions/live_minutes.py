"""Minutes that several people write at once: updates of the document are stored, the readable text follows."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.topics import announce
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require

from ..live_minutes.blocks import render
from ..live_minutes.document import blocks_of, opened, waits, write
from ..live_minutes.updates import require_readable
from ..minutes import policies
from ..minutes.events import MINUTES_WRITTEN
from ..models import Minutes, MinutesDocument, MinutesSitting, MinutesUpdate
from .live_proposals import keep_proposals
from .wording import clean_text, index_minutes, note_down

TEXT_EVERY = timedelta(milliseconds=800)
SITTING_ENDS_AFTER = timedelta(hours=2)
SITTING_NOTED_EVERY = timedelta(minutes=1)
MOST_UPDATES = 200
LARGEST = 4 * 1024 * 1024


@dataclass(frozen=True)
class Taken:
    """What became of an update: the id it is stored under, 0 where it said nothing new; whether the readable text
    says it already.
    """

    stored_as: int
    is_settled: bool


@transaction.atomic
def open_document(*, minutes: int) -> None:
    """Have the shared document say what the minutes say, also where they were written by other means."""
    _Shared(Minutes.objects.lock(minutes))


@transaction.atomic
def write_together(*, minutes: int, actor: Actor, update: bytes) -> Taken:
    """Store an update of the document (Yjs, version 1) by somebody who may write, while the minutes are drafted.

    Refused where it cannot be read, hangs on updates that never came (Conflict `out_of_step`), or makes the text
    too long. Storing the same update twice changes nothing.
    """
    row = Minutes.objects.lock(minutes)
    require(policies.can_write(actor, row))
    row.move("write")
    shared = _Shared(row)
    before = shared.document.get_update()
    require_readable(update)
    try:
        shared.document.apply_update(update)
        blocks = blocks_of(shared.document)
    except ValueError as error:
        raise Invalid.field("update", _("This is no update of a document."), "unreadable") from error
    if waits(shared.document, update):
        raise Conflict(_("Something typed before this is missing; send all of it."), code="out_of_step")
    after = shared.document.get_update()
    if after == before:
        return Taken(0, not shared.is_ahead)
    if len(after) > LARGEST:
        raise Invalid.field("update", _("The minutes would become too long; put it in a file."), "max_length")
    clean_text(render(blocks)[0])
    stored = shared.store(update)
    shared.note_sitting(actor)
    if shared.row.written_at is None or clock.now() - shared.row.written_at >= TEXT_EVERY:
        shared.settle()
    return Taken(stored, not shared.is_ahead)


@transaction.atomic
def settle_document(*, minutes: int) -> None:
    """Write down what was typed since the readable text was last written."""
    write_down(Minutes.objects.lock(minutes))


def write_down(minutes: Minutes) -> None:
    """Have the readable text of these locked minutes say what was typed up to now; part of the action that goes by
    the text, such as their issue.
    """
    drafted = minutes.status in Minutes.machine.steps["write"].sources
    if drafted and MinutesDocument.objects.filter(minutes=minutes).exists():
        shared = _Shared(minutes)
        if shared.is_ahead:
            shared.settle()


class _Shared:
    """Locked minutes and the document behind them; what was written into the minutes elsewhere is taken in."""

    def __init__(self, minutes: Minutes):
        self.minutes = minutes
        rows = MinutesDocument.objects.select_for_update()
        self.row: MinutesDocument = rows.get_or_create(minutes=minutes)[0]
        updates = self.row.updates.filter(pk__gt=self.row.compacted).values_list("pk", "data")
        self.updates: list[tuple[int, bytes]] = [(pk, bytes(data)) for pk, data in updates]
        self.document = opened(bytes(self.row.state), (data for _pk, data in self.updates))
        if minutes.text != self.row.text:
            self._take_in()

    @property
    def last(self) -> int:
        return self.updates[-1][0] if self.updates else self.row.compacted

    @property
    def is_ahead(self) -> bool:
        """Whether something was typed that the readable text does not say yet."""
        return self.last > self.row.settled

    def store(self, update: bytes) -> int:
        """Keep an update, and tell all processes that there is one."""
        stored = MinutesUpdate.objects.create(document=self.row, data=update)
        self.updates.append((stored.pk, update))
        announce([f"minutes.{self.minutes.pk}"])
        return stored.pk

    def _take_in(self) -> None:
        self.row.settled = self.store(write(self.document, self.minutes.text))
        self.row.text = self.minutes.text
        self._keep(blocks_of(self.document))

    def settle(self) -> None:
        """Write the readable text, and what is proposed in it."""
        blocks = blocks_of(self.document)
        words = clean_text(render(blocks)[0])
        self.row.settled, self.row.written_at, self.row.text = self.last, clock.now(), words
        if words != self.minutes.text:
            self.minutes.text, self.minutes.untouched = words, False
            self.minutes.save_changes()
            index_minutes(self.minutes)
        self._keep(blocks)

    def _keep(self, blocks) -> None:
        if keep_proposals(self.row, self.minutes, render(blocks)[1]):
            announce([f"matter.{self.minutes.pk}"])
        if len(self.updates) > MOST_UPDATES:
            self._compact()
        self.row.save()

    def _compact(self) -> None:
        """Fold the updates into the state; processes that had not fetched them yet fetch the state."""
        self.row.state, self.row.compacted = self.document.get_update(), self.last
        self.row.updates.filter(pk__lte=self.last).delete()
        self.updates = []

    def note_sitting(self, actor: Actor) -> None:
        """Once per person and sitting the journal says who wrote."""
        now = clock.now()
        rows = MinutesSitting.objects
        sitting, fresh = rows.get_or_create(
            document=self.row, person=actor.person, defaults={"wrote_at": now}
        )
        if fresh or now - sitting.wrote_at > SITTING_ENDS_AFTER:
            note_down(MINUTES_WRITTEN, self.minutes, actor, characters=len(self.minutes.text))
        if now - sitting.wrote_at > SITTING_NOTED_EVERY:
            sitting.wrote_at = now
            sitting.save(update_fields=["wrote_at"])
