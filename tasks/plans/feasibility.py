"""Decides whether people can carry a plan: their hours per week against what each week can hold."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from collab.common import clock
from collab.matters.rows import Calendars
from collab.org.models import Absence, Membership, Person
from collab.org.worktime import NoWorkingTime

from ..dependencies import node_of
from ..load import capacity, monday_of, spread
from ..models import Plan, Task
from .selectors import tasks_of

TOLERANCE = 1.0


@dataclass
class Week:
    """One person's week: minutes planned here and elsewhere, and what the week holds."""

    person: Person
    monday: date
    holds: float
    planned: float = 0
    elsewhere: float = 0
    tasks: list[Task] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        return bool(self.tasks) and self.planned + self.elsewhere > self.holds + TOLERANCE

    def facts(self, seen: Iterable[int]) -> dict[str, Any]:
        """The week in hours, with the numbers of tasks the reader sees."""
        known = set(seen)
        return {
            "person": {"id": self.person.pk, "username": self.person.username, "name": self.person.name},
            "week": self.monday.isoformat(),
            "planned_hours": round(self.planned / 60, 1),
            "other_hours": round(self.elsewhere / 60, 1),
            "capacity_hours": round(self.holds / 60, 1),
            "tasks": [task.number for task in self.tasks if task.pk in known],
            "hidden_tasks": sum(1 for task in self.tasks if task.pk not in known),
        }


@dataclass
class Feasibility:
    """`weeks` that are too full, and tasks nobody can reckon with because they have no estimate, owner or date."""

    weeks: list[Week]
    vague: list[Task]


def feasibility_of(plan: Plan) -> Feasibility:
    """Each person's weeks from now on in which the plan and their other work need more than there is."""
    calendars = Calendars()
    tasks = [task for task in tasks_of([plan.pk]) if task.is_open]
    clear = [task for task in tasks if task.owner_id and task.estimate_minutes and task.due_at]
    vague = [task for task in tasks if task not in clear and not task.is_milestone]
    people = {task.owner.pk: task.owner for task in clear if task.owner is not None}
    others = Task.objects.filter(
        owner__in=people, is_open=True, estimate_minutes__isnull=False, due_at__isnull=False
    )
    others = others.exclude(status="draft").exclude(pk__in=[task.pk for task in tasks])
    load: dict[tuple[int, date], Week] = {}
    own = calendars_of(people, calendars)
    away = absences_of(people)
    for task, mine in [(t, True) for t in clear] + [(t, False) for t in others.select_related("department")]:
        for monday, minutes in weeks_of(task, calendars).items():
            owner = people[task.owner_id]  # type: ignore[index]
            key = (owner.pk, monday)
            if key not in load:
                load[key] = Week(owner, monday, capacity(own[owner.pk], away[owner.pk], monday))
            _add(load[key], task, minutes, mine)
    this_week = monday_of(clock.now().astimezone(ZoneInfo(calendars.of(plan.department).zone)).date())
    over = [week for week in load.values() if week.is_over and week.monday >= this_week]
    return Feasibility(sorted(over, key=lambda week: (week.monday, week.person.name)), vague)


def _add(week: Week, task: Task, minutes: float, mine: bool) -> None:
    if mine:
        week.planned += minutes
        week.tasks.append(task)
    else:
        week.elsewhere += minutes


def weeks_of(task: Task, calendars: Calendars) -> dict[date, float]:
    """A task's estimate over the weeks between its start and its due date."""
    node = node_of(task, calendars)
    if node.start is None or task.due_at is None:
        return {}
    try:
        return spread(node.start, task.due_at, task.estimate_minutes or 0, node.calendar)
    except (NoWorkingTime, ValueError):
        return {}


def calendars_of(people: Iterable[int], calendars: Calendars) -> dict[int, Any]:
    """Each person's working calendar: that of the department they joined first."""
    found = {pk: calendars.of(None) for pk in people}
    rows = Membership.objects.filter(person__in=list(found)).select_related("department").order_by("-pk")
    return found | {row.person_id: calendars.of(row.department) for row in rows}


def absences_of(people: Iterable[int]) -> dict[int, list]:
    """Each person's absences as pairs of instants."""
    found: dict[int, list] = defaultdict(list)
    rows = Absence.objects.filter(person__in=list(people), cancelled_at=None)
    for person, start, end in rows.values_list("person", "starts_at", "ends_at"):
        found[person].append((start, end))
    return found
