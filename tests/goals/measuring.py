"""Goals under way with key results, on a morning that is told, so that the target line stands where a test expects it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from collab.common import clock
from goals import actions
from goals.actions.rhythm import keep_step
from goals.models import Goal, KeyResult
from tests.conftest import acting

START = datetime(2026, 1, 5, 1, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 2, tzinfo=UTC)


@pytest.fixture
def summer():
    """Half of the year has gone."""
    with clock.told(SUMMER):
        yield SUMMER


@pytest.fixture
def take():
    """`take(goal, "activate")` moves a goal on, with everything that follows from it."""

    def step(goal: Goal, name: str) -> Goal:
        goal = Goal.objects.lock(goal.pk)
        was = goal.status
        goal.take(name)
        if name == "activate":
            goal.activated_at = clock.now()
        goal.save_changes()
        keep_step(goal, was=was, actor=acting(goal.owner))
        return Goal.objects.get(pk=goal.pk)

    return step


@pytest.fixture
def live(make_goal, take):
    """Goals under way since January, due at the year's end."""

    def make(**fields) -> Goal:
        with clock.told(START):
            goal = make_goal(**{"due_on": date(2026, 12, 31)} | fields)
            Goal.objects.filter(pk=goal.pk).update(status="agreed")
            return take(goal, "activate")

    return make


@pytest.fixture
def measure(org):
    """`measure(goal, 40)` adds a key result from 0 to 100 which stands there; None leaves its figure missing."""

    def add(goal: Goal, value: int | None = None, **fields) -> KeyResult:
        given = {
            "title": "Households rehoused",
            "unit": "households",
            "start_value": Decimal(0),
            "target_value": Decimal(100),
            "owner": org.colleague,
        } | fields
        goal = Goal.objects.get(pk=goal.pk)
        if value is not None:
            given["current_value"] = Decimal(value)
        return actions.add_key_result(goal=goal, actor=acting(org.staff), version=goal.version, **given)

    return add


def fresh(row):
    """The row as it is stored now."""
    return type(row).objects.get(pk=row.pk)
