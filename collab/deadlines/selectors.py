"""Reads of clocks: a matter's deadlines, its ladder as fired and planned, its lights through time."""

from dataclasses import dataclass
from datetime import date, datetime

from collab.common.memo import Remembered
from collab.org.models import Department
from collab.org.selectors import calendar_of
from collab.org.worktime import Calendar

from .models import Deadline, Firing, Rung
from .plan import planned


def _read_ladders() -> dict[int, list[Rung]]:
    found: dict[int, list[Rung]] = {}
    for rung in Rung.objects.select_related("ladder").order_by("ladder_id", "position"):
        found.setdefault(rung.ladder_id, []).append(rung)
    return found


ladders = Remembered(_read_ladders)  # all rungs by ladder, in order


@dataclass(frozen=True)
class LadderStep:
    """One rung on a matter's timeline; `fired_at` None where it is still to come."""

    deadline: Deadline
    rung: Rung
    at: datetime
    fired_at: datetime | None
    people: list[int]


def timeline(deadlines: list[Deadline], calendar: Calendar) -> list[LadderStep]:
    """What fired and what fires next on these deadlines, by time."""
    rungs = ladders()
    fired: dict[tuple[int, int, int], Firing] = {}
    steps: list[LadderStep] = []
    for firing in Firing.objects.filter(deadline__in=deadlines).select_related("rung", "deadline"):
        fired[(firing.deadline_id, firing.version, firing.rung_id)] = firing
        steps.append(
            LadderStep(firing.deadline, firing.rung, firing.planned_at, firing.fired_at, firing.people)
        )
    for deadline in deadlines:
        if not deadline.is_running:
            continue
        for plan in planned(deadline, rungs.get(deadline.ladder_id, []), calendar):
            if (deadline.pk, deadline.version, plan.rung.pk) not in fired:
                steps.append(LadderStep(deadline, plan.rung, plan.at, None, []))
    return sorted(steps, key=lambda step: (step.at, step.rung.position))


def unknown_after(due: datetime | None, department: Department | None) -> date | None:
    """The calendar's valid-through day where `due` lies beyond it: make-up workdays there are not known yet."""
    if due is None:
        return None
    calendar = calendar_of(department)
    return None if calendar.covers(due) else calendar.valid_through
