"""Celery wakes this; the rows themselves say which files wait to be written."""

import logging

from celery import shared_task
from django.db import transaction

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Refusal
from collab.common.waking import wake

from .actions import carry_on_file, drop_expired_files, request_file
from .models import MadeFile

log = logging.getLogger(__name__)


def have_made(*, actor: Actor, **asked) -> MadeFile:
    """Ask for a file (see request_file) and have a worker begin at once; for pages and the API alike."""
    made = request_file(actor=actor, **asked)
    transaction.on_commit(_wake)
    return made


def _wake() -> None:
    wake(carry_on_files)


@shared_task(name="collab.files.jobs.carry_on_files")
def carry_on_files() -> None:
    """Write every file that waits or was left by a worker that died, oldest first; drop what has expired."""
    for made in MadeFile.objects.abandoned(clock.now()).select_related("owner").order_by("pk"):
        try:
            carry_on_file(made)
        except Refusal as refusal:
            log.info("File %s: %s", made.pk, refusal)
        except Exception:
            log.exception("File %s was broken off", made.pk)
    drop_expired_files()
