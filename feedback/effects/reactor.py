"""Reacts to the journal: once a change was made and its retrospective is closed, its effect is to be checked."""

from collections.abc import Sequence

from collab.activity.models import Activity
from collab.common.actor import SYSTEM
from tasks.events import TASK_COMPLETED

from ..actions import open_effect_checks
from ..retrospectives.events import RETROSPECTIVE_CLOSED
from .selectors import unchecked


def follow(rows: Sequence[Activity]) -> None:
    """Ask for the checks that these entries made possible; doing it again changes nothing."""
    made = {row.matter_id for row in rows if row.event == TASK_COMPLETED.code}
    closed = {row.matter_id for row in rows if row.event == RETROSPECTIVE_CLOSED.code}
    lessons = [*unchecked(task__in=made).values_list("pk", flat=True)] if made else []
    lessons += [*unchecked(retrospective__in=closed).values_list("pk", flat=True)] if closed else []
    if lessons:
        open_effect_checks(actor=SYSTEM, lessons=lessons)
