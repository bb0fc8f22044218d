"""Celery wakes these; what is due is rows."""

from celery import shared_task

from . import actions


@shared_task(name="collab.notifications.jobs.send_due")
def send_due() -> None:
    """Send the messages that are due."""
    actions.send_due_messages()
