"""Marks notifications read; the bell of every open page of the reader follows."""

from collections.abc import Iterable

from collab.activity.topics import announce
from collab.common import clock
from collab.common.actor import Actor

from ..models import Notification


def mark_read(*, ids: Iterable[int], actor: Actor) -> int:
    """Mark these of one's own notifications read; others' are passed over like missing ones."""
    return _mark(actor.person, Notification.objects.filter(person=actor.person, pk__in=list(ids)))


def mark_all_read(*, actor: Actor, up_to: int | None = None) -> int:
    """Mark one's whole inbox read, or what was in it when the page showed entry `up_to` as its newest."""
    rows = Notification.objects.filter(person=actor.person)
    return _mark(actor.person, rows.filter(pk__lte=up_to) if up_to is not None else rows)


def mark_matter_read(*, matter_id: int, actor: Actor) -> int:
    """Mark all that one has heard of a matter read, as when its page is opened."""
    return _mark(actor.person, Notification.objects.filter(person=actor.person, matter_id=matter_id))


def mark_unread(*, ids: Iterable[int], actor: Actor) -> int:
    """Put notifications back among the unread."""
    rows = Notification.objects.filter(person=actor.person, pk__in=list(ids)).exclude(read_at=None)
    return _tell(actor.person, rows.update(read_at=None))


def _mark(person, rows) -> int:
    return _tell(person, rows.unread().update(read_at=clock.now()))


def _tell(person, changed: int) -> int:
    if changed:
        announce([f"me.{person.pk}"])
    return changed
