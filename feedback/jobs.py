"""Celery wakes these; the surveys themselves say what is due."""

from celery import shared_task

from .actions import carry_on_surveys


@shared_task(name="feedback.jobs.carry_on_surveys")
def carry_on() -> None:
    """Close surveys that are due and open the next rounds of pulses."""
    carry_on_surveys()
