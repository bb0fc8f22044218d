"""Keeping the checklist of a task: small steps that several people tick at the same time."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, NotFound, require

from ..evidence import events, policies
from ..models import ChecklistItem, Task

LONGEST, MOST = 300, 200


@transaction.atomic
def add_checklist_item(*, task: Task, actor: Actor, text: str) -> ChecklistItem:
    """Put a step at the end."""
    task = _locked(task.pk, actor)
    text = _clean(text)
    places = list(task.checklist.values_list("position", flat=True))
    if len(places) >= MOST:
        raise Conflict(_("A checklist holds at most 200 steps. Make parts of the task instead."), code="full")
    item = ChecklistItem.objects.create(task=task, text=text, position=max(places, default=0) + 1)
    task.touch()
    record(events.CHECKLIST_ADDED, matter=task, actor=actor, item=text)
    return item


@transaction.atomic
def rename_checklist_item(*, item: ChecklistItem, actor: Actor, text: str) -> ChecklistItem:
    """Say it in other words."""
    task, item = _found(item, actor)
    text, before = _clean(text), item.text
    if text != before:
        item.text = text
        item.save(update_fields=["text"])
        task.touch()
        record(events.CHECKLIST_RENAMED, matter=task, actor=actor, item=text, before=before)
    return item


@transaction.atomic
def tick_checklist_item(*, item: ChecklistItem, actor: Actor, done: bool = True) -> ChecklistItem:
    """Tick a step, or take the tick away; what is so already stays so."""
    task, item = _found(item, actor)
    if (item.done_at is not None) == done:
        return item
    item.done_at, item.done_by = (clock.now(), actor.person) if done else (None, None)
    item.save(update_fields=["done_at", "done_by"])
    task.touch()
    rows = task.checklist.all()
    facts = {"item": item.text, "done": rows.exclude(done_at=None).count(), "all": rows.count()}
    event = events.CHECKLIST_TICKED if done else events.CHECKLIST_UNTICKED
    record(event, matter=task, actor=actor, **facts)
    return item


@transaction.atomic
def move_checklist_item(*, item: ChecklistItem, actor: Actor, position: int) -> ChecklistItem:
    """Put a step at this place; the first is 1, and beyond the end means the end."""
    task, item = _found(item, actor)
    if position < 1:
        raise Invalid.field("position", _("The first place is 1."))
    rows = list(task.checklist.exclude(pk=item.pk))
    position = min(position, len(rows) + 1)
    rows.insert(position - 1, item)
    for place, row in enumerate(rows, start=1):
        row.position = place
    ChecklistItem.objects.bulk_update(rows, ["position"])
    task.touch()
    record(events.CHECKLIST_MOVED, matter=task, actor=actor, item=item.text, position=position)
    return item


@transaction.atomic
def remove_checklist_item(*, item: ChecklistItem, actor: Actor) -> None:
    """Take a step off; the history keeps that it was there."""
    task, item = _found(item, actor)
    item.delete()
    task.touch()
    record(events.CHECKLIST_REMOVED, matter=task, actor=actor, item=item.text)


def _locked(pk: int, actor: Actor) -> Task:
    task = Task.objects.lock(pk)
    require(policies.can_keep_checklist(actor, task))
    if not task.is_open:
        raise Conflict(_("Finished work keeps its checklist as it is."), code="task_finished")
    return task


def _found(item: ChecklistItem, actor: Actor) -> tuple[Task, ChecklistItem]:
    """The task, locked, and the item as it stands behind that lock."""
    task = _locked(item.task_id, actor)
    found = ChecklistItem.objects.filter(pk=item.pk).first()
    if found is None:
        raise NotFound
    return task, found


def _clean(text: str) -> str:
    text = " ".join((text or "").split())
    if not text or len(text) > LONGEST:
        raise Invalid.field("text", _("Say in up to 300 characters what is to be done."), "required")
    return text
