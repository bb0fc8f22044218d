"""Celery wakes the sweep; the deadlines themselves say what is due."""

from celery import shared_task

from . import actions


@shared_task(name="collab.deadlines.jobs.sweep")
def sweep() -> None:
    """Fire what is due and turn lights."""
    actions.sweep()
