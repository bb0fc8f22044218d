"""Celery wakes these; the rows themselves say whose next task is due, and which files wait to be written."""

import logging

from celery import shared_task

from collab.common import clock
from collab.common.errors import Refusal
from collab.common.waking import wake

from .actions import carry_on_export, drop_expired_exports, make_due_occurrences
from .models import LedgerExport

log = logging.getLogger(__name__)


def wake_for_exports() -> None:
    """Have a worker begin with the files that wait."""
    wake(carry_on_exports)


@shared_task(name="tasks.jobs.make_occurrences")
def make_occurrences() -> None:
    """Make the next task of every series whose time has come."""
    make_due_occurrences()


@shared_task(name="tasks.jobs.carry_on_exports")
def carry_on_exports() -> None:
    """Write every ledger that waits or was left by a worker that died, oldest first; drop what has expired."""
    for export in LedgerExport.objects.abandoned(clock.now()).select_related("owner").order_by("pk"):
        try:
            carry_on_export(export)
        except Refusal as refusal:
            log.info("Ledger %s: %s", export.pk, refusal)
        except Exception:
            log.exception("Ledger %s was broken off", export.pk)
    drop_expired_exports()
