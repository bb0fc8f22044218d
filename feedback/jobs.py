"""Celery wakes these; the rows themselves say whose time has come."""

from celery import shared_task

from .actions import escalate_conflicts


@shared_task(name="feedback.jobs.escalate_conflicts")
def move_conflicts_on() -> None:
    """Move on every conflict whose phase is over."""
    escalate_conflicts()
