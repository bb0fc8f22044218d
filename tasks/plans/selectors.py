"""Reads of plans: their tasks in order, what is critical, and how dates differ from a baseline."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from collab.common.errors import Invalid
from collab.matters.rows import Calendars
from collab.org.worktime import Calendar, NoWorkingTime

from ..dependencies import node_of, ties_of
from ..models import Baseline, BaselineItem, Dependency, Plan, Task
from ..scheduling import Cycle, Placed, schedule

LARGEST = 5000
NUMBER = re.compile(r"^\s*[Tt]-?(\d{1,15})\s*$")


def task_numbered(person, number: str, field: str = "number") -> Task:
    """The task people call by this number, or a refusal at the field that named it."""
    match = NUMBER.match(number or "")
    rows = Task.objects if person is None else Task.objects.visible_to(person)
    task = rows.with_card().filter(serial=int(match[1])).first() if match else None
    if task is None:
        raise Invalid.field(field, _("There is no task with this number that you can see."), "not_found")
    return task


def tasks_of(plan_ids: Iterable[int]) -> list[Task]:
    """The tasks of plans in their order, whoever may see them; callers show only what their reader may."""
    rows = Task.objects.filter(plan_item__plan__in=list(plan_ids)).select_related(
        "department", "owner", "plan_item"
    )
    return list(rows.order_by("plan_item__plan_id", "plan_item__position", "plan_item__pk")[:LARGEST])


def first_moment(plan: Plan, calendar: Calendar) -> datetime:
    """The first working instant of the plan's period."""
    midnight = datetime.combine(plan.starts_on, time.min, ZoneInfo(calendar.zone))
    return calendar.add(midnight, 0)


def reckoned(plan_ids: Iterable[int], calendars: Calendars) -> dict[int, Placed]:
    """Task id → where it can lie in its plan. A plan whose network cannot be reckoned has none of it."""
    plans = {
        plan.pk: plan for plan in Plan.objects.filter(pk__in=list(plan_ids)).select_related("department")
    }
    tasks = tasks_of(plans)
    dependencies = list(Dependency.objects.among([task.pk for task in tasks]))
    found: dict[int, Placed] = {}
    for plan in plans.values():
        nodes = [node_of(task, calendars) for task in tasks if task.plan_item.plan_id == plan.pk]
        try:
            origin = first_moment(plan, calendars.of(plan.department))
            origin = min([origin, *(node.start for node in nodes if node.start)])
            found |= schedule(nodes, ties_of(dependencies, nodes), origin)  # type: ignore[arg-type]
        except (Cycle, NoWorkingTime, ValueError):
            continue
    return found


def frozen(baseline: Baseline | None) -> dict[int, BaselineItem]:
    """Task id → its dates in a baseline."""
    return {row.task_id: row for row in baseline.items.all()} if baseline else {}


def latest_dates(task_ids: Iterable[int]) -> dict[int, BaselineItem]:
    """Task id → its dates in the newest baseline that holds it."""
    rows = BaselineItem.objects.filter(task__in=list(task_ids)).order_by("baseline__number", "pk")
    return {row.task_id: row for row in rows}


@dataclass(frozen=True)
class Slip:
    """A task's dates then and now; `days` is how many working days later it is due, None where there is no telling."""

    task: Task | None
    was: tuple[datetime | None, datetime | None]
    now: tuple[datetime | None, datetime | None]
    days: float | None
    change: str = ""


def slips(plan: Plan, before: Baseline, after: Baseline | None, person: Any) -> list[Slip]:
    """How each task slipped between two baselines, or from one to today."""
    then, later = frozen(before), frozen(after)
    current = {task.pk: task for task in tasks_of([plan.pk])}
    ids = list(dict.fromkeys([*current, *then, *later]))
    seen = Task.objects.visible_to(person).with_card().in_bulk(ids)
    calendars = Calendars()
    found = []
    for pk in ids:
        ended: Any = later.get(pk) if after else current.get(pk)
        if pk not in then and ended is None:
            continue
        began = then.get(pk)
        was = (began.start_at, began.due_at) if began else (None, None)
        now = (ended.start_at, ended.due_at) if ended else (None, None)
        task = seen.get(pk)
        change = "added" if began is None else "removed" if ended is None else ""
        calendar = calendars.of(task.department if task else plan.department)
        found.append(Slip(task, was, now, _days(was[1], now[1], calendar), change))
    return found


def _days(was: datetime | None, now: datetime | None, calendar: Calendar) -> float | None:
    if was is None or now is None or not calendar.day_minutes:
        return None
    try:
        return round(calendar.distance(was, now) / calendar.day_minutes, 1)
    except ValueError:
        return None
