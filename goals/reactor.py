"""Reacts to the journal: key results follow their tasks."""

from collections.abc import Sequence

from collab.activity.models import Activity

from . import actions, following


def follow(rows: Sequence[Activity]) -> None:
    """Move the figures that follow what these entries changed; doing it again changes nothing."""
    if touched := following.matters_touched(rows):
        actions.refresh_followers(matter_ids=touched)
