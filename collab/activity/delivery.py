"""deliver(): hands committed journal entries to the reactors, once marked and safe to repeat."""

import logging
from collections.abc import Callable, Sequence

from django.db import transaction

from collab.common import clock

from .models import Activity

Reactor = Callable[[Sequence[Activity]], object]
log = logging.getLogger(__name__)
_reactors: dict[str, Reactor] = {}
BATCH = 500


def add_reactor(name: str, reactor: Reactor) -> None:
    """Have `reactor` called with every batch of committed entries. It must be idempotent by entry id."""
    _reactors[name] = reactor


def deliver(rows: Sequence[Activity]) -> int:
    """Run every reactor over freshly committed entries and mark them; a failing one leaves them to the sweep."""
    return sum(_run(rows[start : start + BATCH]) for start in range(0, len(rows), BATCH))


def deliver_undelivered(*, older_than_seconds: int = 5, limit: int = BATCH) -> int:
    """Deliver what a crash or a dead reactor left behind. Returns how many entries were delivered."""
    before = clock.now() - clock.seconds(older_than_seconds)
    total = 0
    while True:
        with transaction.atomic():
            ids = list(Activity.objects.undelivered(before).claimed(limit).values_list("pk", flat=True))
            done = _run(list(_entries().filter(pk__in=ids).order_by("pk")))
        total += done
        if done < limit:
            return total


def _entries():
    return Activity.objects.select_related("matter", "actor", "on_behalf_of")


def _run(rows: Sequence[Activity]) -> int:
    if not rows:
        return 0
    try:
        for reactor in _reactors.values():
            reactor(rows)
    except Exception:
        log.exception("Delivery of %d journal entries failed; the sweep will try again", len(rows))
        return 0
    return Activity.objects.filter(pk__in=[row.pk for row in rows], delivered_at=None).update(
        delivered_at=clock.now()
    )
