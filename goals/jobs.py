"""Celery wakes these; the goals themselves say when their health turns."""

from celery import shared_task

from .actions import carry_on_scoring, turn_due_healths


@shared_task(name="goals.jobs.turn_healths")
def turn_healths() -> None:
    """Turn the health of every goal whose time has come."""
    turn_due_healths()


@shared_task(name="goals.jobs.score_cycles")
def score_cycles() -> None:
    """Go on with cycles whose goals are being put into scoring."""
    while carry_on_scoring():
        pass
