"""Celery wakes these; the rows themselves hold the work."""

from celery import shared_task

from . import delivery, idempotency, verification


@shared_task(name="collab.activity.jobs.deliver_undelivered")
def deliver_undelivered() -> None:
    """Deliver entries that a crash left undelivered."""
    delivery.deliver_undelivered()


@shared_task(name="collab.activity.jobs.checkpoint")
def checkpoint() -> None:
    """Seal all chain heads."""
    verification.take_checkpoint()


@shared_task(name="collab.activity.jobs.forget_old_replies")
def forget_old_replies() -> None:
    """Drop replies kept for idempotent retries after 24 hours."""
    idempotency.forget_replies()
