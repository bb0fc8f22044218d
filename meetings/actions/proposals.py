"""Proposals handed in again, and the agenda's time boxes and order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, FieldError, Invalid, require
from collab.common.places import put_at
from collab.matters import search
from collab.matters.actions.spine import clean_words

from .. import policies
from ..models import AgendaItem, Meeting, PreReadOpening, Sought
from ..preparation import events
from .agenda import LONGEST_ITEM, OPEN_FOR_ITEMS
from .meeting import write_down

PLANNED = ("sought", "minutes_allotted", "presenter", "needs_pre_read")


@dataclass(frozen=True)
class Slot:
    """One item's place on the agenda and the minutes it gets; None leaves them open."""

    item: int
    position: int
    minutes: int | None = None


@transaction.atomic
def resubmit_item(*, item: AgendaItem, actor: Actor, version: int, body: str, note: str = "") -> AgendaItem:
    """Hand a returned proposal in again, with what was asked for."""
    item = AgendaItem.objects.lock(item.pk, version=version)
    require(policies.can_withdraw_item(actor, item))
    item.move("resubmit")
    if item.meeting.status not in OPEN_FOR_ITEMS:
        raise Conflict(_("This meeting is over; propose the item for another one."), code="over")
    item.body = clean_words(item.title, body)[1]
    item.save_changes()
    search.index(item)
    write_down(events.ITEM_RESUBMITTED, item, actor, note=note.strip()[:500])
    return item


@transaction.atomic
def plan_item(*, item: AgendaItem, actor: Actor, version: int, **changes: Any) -> AgendaItem:
    """Change an item's time, presenter, outcome sought, and whether it needs pre-reads."""
    item = AgendaItem.objects.lock(item.pk, version=version)
    require(policies.can_withdraw_item(actor, item))
    if not item.is_open or item.meeting.status not in OPEN_FOR_ITEMS:
        raise Conflict(_("This item is settled; how it was planned stays as it was."), code="over")
    if unknown := changes.keys() - set(PLANNED):
        raise Invalid.field(sorted(unknown)[0], _("This cannot be edited here."))
    if changes.get("sought", item.sought) not in Sought.values:
        raise Invalid.field("sought", _("Choose inform, discuss or decide."))
    _check_minutes("minutes_allotted", changes.get("minutes_allotted"))
    before = {name: str(getattr(item, name)) for name in changes if getattr(item, name) != changes[name]}
    for name in before:
        setattr(item, name, changes[name])
    item.save_changes()
    after = {name: str(changes[name]) for name in before}
    write_down(events.ITEM_PLANNED, item, actor, before=before, changes=after)
    return item


@transaction.atomic
def plan_agenda(*, meeting: Meeting, actor: Actor, version: int, slots: Iterable[Slot]) -> Meeting:
    """Put the agenda in order and share out its time; items not named keep their place behind."""
    meeting = Meeting.objects.lock(meeting.pk, version=version)
    require(policies.can_prepare(actor, meeting))
    if meeting.status not in OPEN_FOR_ITEMS:
        raise Conflict(_("This meeting is over; its agenda stays as it was."), code="over")
    rows = list(AgendaItem.objects.filter(meeting_id=meeting.pk).order_by("position", "pk"))
    wanted = {slot.item: slot for slot in slots}
    if unknown := wanted.keys() - {row.pk for row in rows}:
        told = _("%(item)s is not on this agenda.") % {"item": sorted(unknown)[0]}
        raise Invalid([FieldError("slots", "unknown_item", told)])
    for slot in wanted.values():
        _check_minutes("slots", slot.minutes)
    last = len(rows) + max((slot.position for slot in wanted.values()), default=0)
    rows.sort(key=lambda row: wanted[row.pk].position if row.pk in wanted else last + row.position)
    for position, row in enumerate(rows, start=1):
        row.position = position
        if row.pk in wanted:
            row.minutes_allotted = wanted[row.pk].minutes
    AgendaItem.objects.bulk_update(rows, ["position", "minutes_allotted"])
    meeting.save_changes()
    total = sum(row.minutes_allotted or 0 for row in rows)
    write_down(events.AGENDA_PLANNED, meeting, actor, minutes=total)
    return meeting


@transaction.atomic
def place_item(*, meeting: Meeting, actor: Actor, version: int, number: str, position: int) -> Meeting:
    """Give the item with this number its place on the agenda, counted from one."""
    meeting = Meeting.objects.lock(meeting.pk, version=version)
    require(policies.can_prepare(actor, meeting))
    if meeting.status not in OPEN_FOR_ITEMS:
        raise Conflict(_("This meeting is over; its agenda stays as it was."), code="over")
    if position < 1:
        raise Invalid.field("position", _("Places are counted from one."))
    rows = list(AgendaItem.objects.filter(meeting_id=meeting.pk).order_by("position", "pk"))
    item = next((row for row in rows if row.number == number.strip().upper()), None)
    if item is None or not AgendaItem.objects.visible_to(actor.person).filter(pk=item.pk).exists():
        text = _("%(item)s is not on this agenda.") % {"item": number[:20]}
        raise Invalid.field("number", text, "unknown_item")
    place = min(position, len(rows))
    AgendaItem.objects.bulk_update(put_at(rows, item, place, gap=1), ["position"])
    meeting.save_changes()
    write_down(events.ITEM_PLACED, meeting, actor, item=item.number, position=place)
    return meeting


def _check_minutes(field: str, minutes: int | None) -> None:
    if minutes is not None and not 1 <= minutes <= LONGEST_ITEM:
        raise Invalid.field(field, _("Between 1 and 600 minutes."))


@transaction.atomic
def note_opening(*, attachment, actor: Actor) -> None:
    """Keep that somebody opened a pre-read for the first time; the item's page shows it."""
    _row, fresh = PreReadOpening.objects.get_or_create(
        attachment=attachment, person=actor.person, defaults={"opened_at": clock.now()}
    )
    if fresh:
        record(events.PRE_READ_OPENED, matter=attachment.matter, actor=actor, name=attachment.name)
