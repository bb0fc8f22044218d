"""What a plan template holds: tasks in working minutes from the plan's start, the roles that do them, and their ties."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from collab.matters.rows import Calendars
from collab.org.worktime import Calendar

from ..models import Dependency, Plan, PlanTemplate, Task
from .selectors import first_moment, tasks_of

WORDS = ("title", "body", "completion_standard", "priority", "estimate_minutes", "is_milestone")


def content_of(plan: Plan, seen: Iterable[int]) -> dict[str, Any]:
    """The plan without its people and dates; only tasks that whoever saves it may see."""
    known = set(seen)
    tasks = [task for task in tasks_of([plan.pk]) if task.pk in known]
    calendar = Calendars().of(plan.department)
    starts = [at for task in tasks for at in (task.start_at, task.due_at) if at]
    origin = min([first_moment(plan, calendar), *starts])
    roles = roles_among(tasks)
    keys = {task.pk: number for number, task in enumerate(tasks, start=1)}
    return {
        "tasks": [
            {name: getattr(task, name) for name in WORDS}
            | {
                "key": keys[task.pk],
                "role": roles[task.department_id, task.owner_id],
                "start": _minutes(origin, task.start_at, calendar),
                "due": _minutes(origin, task.due_at, calendar),
            }
            for task in tasks
        ],
        "ties": [
            {
                "before": keys[row.predecessor_id],
                "after": keys[row.successor_id],
                "kind": row.kind,
                "lag": row.lag,
                "unit": row.lag_unit,
            }
            for row in Dependency.objects.among(keys)
        ],
    }


def roles_among(tasks: Iterable[Task]) -> dict[tuple[int, int | None], str]:
    """(department, owner) → role: the department's name, numbered where several of its people do something."""
    owners: dict[int, list[int | None]] = {}
    names: dict[int, str] = {}
    for task in tasks:
        held = owners.setdefault(task.department_id, [])
        names[task.department_id] = task.department.name
        if task.owner_id not in held:
            held.append(task.owner_id)
    return {
        (department, owner): names[department] + (f" {number}" if len(held) > 1 else "")
        for department, held in owners.items()
        for number, owner in enumerate(held, start=1)
    }


def roles_of(template: PlanTemplate) -> list[str]:
    """The roles a template asks for, in the order in which they first do something."""
    return list(dict.fromkeys(task["role"] for task in template.content.get("tasks", [])))


def _minutes(origin: datetime, at: datetime | None, calendar: Calendar) -> int | None:
    return None if at is None else calendar.distance(origin, at)
