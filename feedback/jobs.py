"""Celery wakes these; the surveys, clocks and rows themselves say whose time has come."""

from celery import shared_task

from .actions import carry_on_surveys, close_due_feedback, escalate_conflicts


@shared_task(name="feedback.jobs.carry_on_surveys")
def carry_on() -> None:
    """Close surveys that are due and open the next rounds of pulses."""
    carry_on_surveys()


@shared_task(name="feedback.jobs.close_due")
def close_due() -> None:
    """Announce the closing of feedback nobody replied on, and close what was not objected to."""
    close_due_feedback()


@shared_task(name="feedback.jobs.escalate_conflicts")
def move_conflicts_on() -> None:
    """Move on every conflict whose phase is over."""
    escalate_conflicts()
