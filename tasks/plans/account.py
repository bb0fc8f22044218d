"""What a plan was expected to bring and how its tasks ended, as it is handed to its retrospective.

A task that readers of the plan may not see by being such is named by its number alone.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from collab.matters.endings import Measured, measured
from collab.matters.models import Visibility
from collab.org.selectors import calendar_of

from ..models import Plan, Task


def expected_of(plan: Plan) -> str:
    """What it was to bring, in the words people wrote and no others."""
    return "\n\n".join(part for part in (f"**{plan.title}**", plan.body) if part)


def figures_of(
    plan: Plan, tasks: Sequence[Task], agreed: Mapping[int, datetime | None]
) -> Sequence[Measured]:
    """The plan's own end and every task's: the day agreed first (by task id), or its due date where none was,
    beside the day it ended; what is late or still open is marked.
    """
    zone = ZoneInfo(calendar_of(plan.department).zone)
    mark = "late" if plan.done_late else ""
    whole = measured(
        "day", plan.number, expected=plan.ends_on.isoformat(), came=_day(plan.closed_at, zone), mark=mark
    )
    return [
        whole,
        *(
            measured(
                "day",
                f"{task.number}{_title(plan, task)}",
                expected=_day(agreed.get(task.pk, task.due_at), zone),
                came=_day(task.closed_at, zone),
                mark="open" if task.is_open else "late" if task.done_late else "",
            )
            for task in tasks
        ),
    ]


def _day(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).date().isoformat() if at else ""


def _title(plan: Plan, task: Task) -> str:
    shared = task.visibility == Visibility.ORGANISATION
    same = plan.visibility != Visibility.ORGANISATION and task.department_id == plan.department_id
    return f" {task.title}" if shared or (same and task.visibility == Visibility.DEPARTMENTS) else ""
