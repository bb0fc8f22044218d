"""Celery wakes imports that wait or were left by a worker that died; the runs themselves say where they stand."""

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

from collab.common import clock
from collab.common.errors import Refusal

from .imports.actions import carry_on
from .models import ImportRun

log = logging.getLogger(__name__)


def wake() -> None:
    """Have a worker begin at once; where none can be reached the next sweep begins it."""
    try:
        carry_on_imports.delay()
    except OperationalError as error:
        log.warning("Nobody could be woken for an import: %s", error)


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
