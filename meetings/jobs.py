"""Celery wakes the meeting series; the rows themselves say whose next meeting is due."""

from celery import shared_task

from .actions import sweep_series


@shared_task(name="meetings.jobs.sweep_meeting_series")
def sweep_meeting_series() -> None:
    """Make the next meeting of every series whose time has come, and carry left-over items on."""
    sweep_series()
