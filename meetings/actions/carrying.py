"""Items that a meeting deferred or never came to go on to the next one, moved with their history or copied."""

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import SYSTEM, Actor
from collab.common.errors import Conflict, Invalid, require
from collab.matters.actions import open_matter
from collab.matters.actions.links import led_to
from collab.matters.models import Attachment, Kind, Matter, Party
from collab.matters.policies import forget_parties

from .. import policies
from ..models import AgendaItem, Carry, CarryOver, Meeting
from ..selectors.left_over import LEFT, left_over
from ..series import events
from .meeting import write_down

TAKES_ITEMS = ("preparing", "announced", "running")
WORDS = ("title", "body", "sought", "minutes_allotted", "presenter", "presenter_name", "needs_pre_read")


def carry_left_over() -> int:
    """Carry what series left over on to their next meeting, each as the series says; how many items went on."""
    count = 0
    gone: defaultdict[tuple[Meeting, Meeting], list[str]] = defaultdict(list)
    for item_id, source, target, how in left_over():
        with transaction.atomic():
            item = AgendaItem.objects.lock(item_id)
            if item.status not in LEFT or item.meeting_id != source.pk:
                continue
            _go_on(item, target, SYSTEM, how)
            gone[source, target].append(item.number)
            count += 1
    for (source, target), numbers in gone.items():
        with transaction.atomic():
            facts = {"items": numbers, "target": target.number}
            record(events.ITEMS_CARRIED_ON, matter=source, actor=SYSTEM, **facts)
    return count


@transaction.atomic
def move_item(*, item: AgendaItem, actor: Actor, version: int, to_meeting: Matter) -> AgendaItem:
    """Put an item on another meeting's agenda, with its number, files and history."""
    item, target = _held(item, actor, version, to_meeting)
    if item.status not in LEFT:
        raise Conflict(_("What has an outcome stays with its meeting; copy it instead."), code="settled")
    return _go_on(item, target, actor, Carry.MOVE)


@transaction.atomic
def copy_item(*, item: AgendaItem, actor: Actor, version: int, to_meeting: Matter) -> AgendaItem:
    """Put a copy on another meeting's agenda: words and files, with a link back to this one."""
    item, target = _held(item, actor, version, to_meeting)
    return _go_on(item, target, actor, Carry.COPY)


def _held(item: AgendaItem, actor: Actor, version: int, to_meeting: Matter) -> tuple[AgendaItem, Meeting]:
    item = AgendaItem.objects.lock(item.pk, version=version)
    require(policies.runs(actor, item))
    target = Meeting.objects.filter(pk=to_meeting.pk).first()
    if target is None:
        raise Invalid.field("to_meeting", _("Name a meeting, such as M-12."), "not_a_meeting")
    require(policies.can_prepare(actor, target), _("Those who prepare that meeting put items on its agenda."))
    if target.status not in TAKES_ITEMS:
        raise Conflict(_("That meeting is over; name one that is still to come."), code="over")
    if target.pk == item.meeting_id:
        raise Invalid.field("to_meeting", _("It is on that meeting’s agenda already."), "same_meeting")
    return item, target


def _go_on(item: AgendaItem, target: Meeting, actor: Actor, how: str) -> AgendaItem:
    source, was = item.meeting, item.status
    if how == Carry.COPY:
        kept = _copied(item, target, actor)
        write_down(events.ITEM_COPIED, item, actor, target=target.number, copy=kept.number)
    else:
        kept = _moved(item, target)
        write_down(events.ITEM_MOVED, item, actor, source=source.number, target=target.number, was=was)
    CarryOver.objects.create(
        item=kept,
        copy_of=item if how == Carry.COPY else None,
        meeting=source,
        to_meeting=target,
        was=was,
        at=clock.now(),
    )
    source.touch()
    target.touch()
    return kept


def _last(target: Meeting) -> int:
    return AgendaItem.objects.filter(meeting=target).aggregate(last=Max("position"))["last"] or 0


def _moved(item: AgendaItem, target: Meeting) -> AgendaItem:
    item.meeting, item.position, item.visibility = target, _last(target) + 1, target.visibility
    if item.status in ("deferred", "discussing"):
        item.move("take_up")
    item.save_changes()
    Party.objects.filter(matter_id=item.pk, role__in=policies.SHARED).delete()
    rows = policies.shared_parties(target)
    for row in rows:
        row.matter_id = item.pk
    Party.objects.bulk_create(rows)
    forget_parties(item)
    return item


def _copied(item: AgendaItem, target: Meeting, actor: Actor) -> AgendaItem:
    words: dict[str, Any] = {name: getattr(item, name) for name in WORDS}
    copy = open_matter(
        AgendaItem,
        actor=actor,
        kind=Kind.AGENDA_ITEM,
        parties=policies.shared_parties(target),
        status="proposed" if item.status in ("proposed", "returned") else "admitted",
        department=item.department,
        owner=item.owner,
        meeting=target,
        position=_last(target) + 1,
        visibility=target.visibility,
        is_demo=item.is_demo,
        **words,
    )
    led_to(item, copy, actor=actor)
    files = list(Attachment.objects.filter(matter_id=item.pk, removed_at=None))
    for file in files:
        file.pk, file.matter = None, copy
    Attachment.objects.bulk_create(files)
    return copy
