"""Celery wakes these; the clocks themselves say which notices have ended."""

from celery import shared_task

from .actions import close_due_feedback


@shared_task(name="feedback.jobs.close_due")
def close_due() -> None:
    """Announce the closing of feedback nobody replied on, and close what was not objected to."""
    close_due_feedback()
