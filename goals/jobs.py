"""Celery wakes these; the goals themselves say when their health turns."""

from celery import shared_task

from .actions import turn_due_healths


@shared_task(name="goals.jobs.turn_healths")
def turn_healths() -> None:
    """Turn the health of every goal whose time has come."""
    turn_due_healths()
