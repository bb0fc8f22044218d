"""Whose turn it is on the agenda, and how long: instants are stored, so that every screen counts the same."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require

from .. import policies
from ..decisions.events import ITEM_EXTENDED, TURN_ENDED
from ..events import ITEM_DISCUSSED
from ..models import AgendaItem, Meeting
from .meeting import write_down

MOST_ADDED = 240


def give_turn(item: AgendaItem, actor: Actor) -> None:
    """Start the item's clock; one that runs for another item of the meeting stops. Part of an action that holds it."""
    others = AgendaItem.objects.filter(meeting_id=item.meeting_id, begun_at__isnull=False).exclude(pk=item.pk)
    for pk in others.values_list("pk", flat=True):
        other = AgendaItem.objects.lock(pk)
        if other.end_turn(clock.now()):
            other.save_changes()
            write_down(TURN_ENDED, other, actor, seconds=other.seconds_spent)
    item.begun_at = clock.now()


def require_meeting_runs(item: AgendaItem) -> None:
    """Conflict while the item's meeting does not run."""
    if item.meeting.status != "running":
        raise Conflict(_("Outcomes are noted only while the meeting runs."), code="not_running")


@transaction.atomic
def take_item_up(*, item: AgendaItem, actor: Actor, version: int) -> AgendaItem:
    """Come back to an item whose discussion was interrupted."""
    Meeting.objects.lock(item.meeting_id)
    item = AgendaItem.objects.lock(item.pk, version=version)
    require(policies.runs(actor, item))
    require_meeting_runs(item)
    if item.status != "discussing" or item.begun_at is not None:
        raise Conflict(_("Only an interrupted discussion is taken up again."), code="not_interrupted")
    give_turn(item, actor)
    item.save_changes()
    write_down(ITEM_DISCUSSED, item, actor)
    return item


@transaction.atomic
def extend_item(*, item: AgendaItem, actor: Actor, version: int, minutes: int) -> AgendaItem:
    """Give an item more time than was allotted."""
    item = AgendaItem.objects.lock(item.pk, version=version)
    require(policies.runs(actor, item))
    require_meeting_runs(item)
    if not item.minutes_allotted:
        raise Conflict(_("No time was allotted to this item."), code="no_time_box")
    if not 1 <= minutes <= MOST_ADDED - item.minutes_added:
        raise Invalid.field("minutes", _("Add between 1 and 240 minutes in all."))
    item.minutes_added += minutes
    item.save_changes()
    write_down(ITEM_EXTENDED, item, actor, minutes=minutes)
    return item


@transaction.atomic
def next_item(*, meeting: Meeting, actor: Actor, version: int) -> AgendaItem:
    """Open the discussion of the first admitted item; an item left without an outcome stays in discussion."""
    meeting = Meeting.objects.lock(meeting.pk, version=version)
    require(policies.runs(actor, meeting))
    if meeting.status != "running":
        raise Conflict(_("Outcomes are noted only while the meeting runs."), code="not_running")
    waiting = AgendaItem.objects.filter(meeting_id=meeting.pk, status="admitted")
    first = waiting.order_by("position", "pk").first()
    if first is None:
        raise Conflict(_("Nothing is left on the agenda."), code="agenda_done")
    item = AgendaItem.objects.lock(first.pk)
    item.move("discuss")
    give_turn(item, actor)
    item.save_changes()
    meeting.save_changes()
    write_down(ITEM_DISCUSSED, item, actor)
    return item
