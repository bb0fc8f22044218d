"""What a plan was expected to bring and how its tasks ended, as it is handed to its retrospective; pure text.

A task that readers of the plan may not see by being such is named by its number alone.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from collab.matters.models import Visibility
from collab.org.selectors import calendar_of

from ..models import Plan, Task


def expected_of(plan: Plan, tasks: Sequence[Task], agreed: Mapping[int, datetime | None]) -> str:
    """Its words, period and tasks with the dates agreed first (by task id), or their due dates where none were."""
    lines = [f"**{plan.title}**", plan.body, f"{plan.starts_on.isoformat()} → {plan.ends_on.isoformat()}"]
    lines.append("\n".join(_line(plan, task, agreed.get(task.pk, task.due_at)) for task in tasks))
    return "\n\n".join(line for line in lines if line)


def reached_of(plan: Plan, tasks: Sequence[Task]) -> str:
    """When each of its tasks ended; what is late or open is marked."""
    return "\n".join(
        _line(plan, task, task.closed_at) + (" ⚠" if task.done_late or task.is_open else "") for task in tasks
    )


def _line(plan: Plan, task: Task, at: datetime | None) -> str:
    zone = ZoneInfo(calendar_of(plan.department).zone)
    day = at.astimezone(zone).date().isoformat() if at else "—"
    return f"- {task.number}{_title(plan, task)} → {day}"


def _title(plan: Plan, task: Task) -> str:
    shared = task.visibility == Visibility.ORGANISATION
    same = plan.visibility != Visibility.ORGANISATION and task.department_id == plan.department_id
    return f" {task.title}" if shared or (same and task.visibility == Visibility.DEPARTMENTS) else ""
