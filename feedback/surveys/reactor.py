"""Reacts to the journal: whoever has not answered a survey hears of the reminders that its ladder sends."""

from collections.abc import Sequence

from collab.activity.models import Activity
from collab.common.actor import SYSTEM

from .. import actions


def follow(rows: Sequence[Activity]) -> None:
    """Remind those who are awaited; doing it again changes nothing."""
    actions.remind_waiting(entries=rows, actor=SYSTEM)
