"""Celery wakes this; the rows themselves say whose next task is due."""

from celery import shared_task

from .actions import make_due_occurrences


@shared_task(name="tasks.jobs.make_occurrences")
def make_occurrences() -> None:
    """Make the next task of every series whose time has come."""
    make_due_occurrences()
