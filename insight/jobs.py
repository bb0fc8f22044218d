"""Celery wakes imports that wait or were left by a worker that died; the runs themselves say where they stand."""

import logging

from celery import shared_task

from collab.common import clock
from collab.common.errors import Refusal
from collab.common.waking import wake as wake_worker

from .imports.actions import carry_on
from .models import ImportRun

log = logging.getLogger(__name__)


def wake() -> None:
    """Have a worker begin at once; where none can be reached the next sweep begins it."""
    wake_worker(carry_on_imports)


@shared_task(name="insight.jobs.carry_on_imports")
def carry_on_imports() -> None:
    """Take every abandoned run to its end, oldest first."""
    for run in ImportRun.objects.abandoned(clock.now()).order_by("pk"):
        try:
            carry_on(run)
        except Refusal as refusal:
            log.info("Import %s: %s", run.pk, refusal)
        except Exception:
            log.exception("Import %s was broken off; it goes on with the next sweep", run.pk)
