"""Goals under way with key results, on a morning that is told, so that the target line stands where a test expects it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from collab.common import clock
from goals import actions
from goals.actions.rhythm import keep_step
from goals.models import Goal, Health, KeyResult
from tests.conftest import acting

START = datetime(2026, 1, 5, 1, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 2, tzinfo=UTC)


@pytest.fixture
def summer():
    """Half of the year has gone."""
    with clock.told(SUMMER):
        yield SUMMER


@pytest.fixture
def take(org):
    """`take(goal, "pause")` moves a goal on as its sponsor or owner would, with everything that follows from it."""

    def step(goal: Goal, name: str) -> Goal:
        goal, actor = Goal.objects.get(pk=goal.pk), acting(org.leader)
        if name in ("pause", "cancel"):
            run = {"pause": actions.pause_goal, "cancel": actions.cancel_goal}[name]
            return run(goal=goal, actor=actor, version=goal.version, reason="The street is flooded.")
        if name == "resume":
            return actions.resume_goal(goal=goal, actor=actor, version=goal.version)
        return finish(goal, name)

    return step


def finish(goal: Goal, name: str) -> Goal:
    """Score or close it."""
    with transaction.atomic():
        goal = Goal.objects.lock(goal.pk)
        was = goal.status
        goal.take(name)
        goal.save_changes()
        keep_step(goal, was=was, actor=acting(goal.owner))
    return Goal.objects.get(pk=goal.pk)


@pytest.fixture
def live(active):
    """Goals under way since January, due at the year's end."""

    def make(**fields) -> Goal:
        with clock.told(START):
            return active(**{"due_on": date(2026, 12, 31)} | fields)

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


@pytest.fixture
def say(org):
    """`say(key_result, 40)` checks in on it as its owner."""

    def file(key_result, value=None, who=None, light=Health.GREEN, message="Two families moved.", **more):
        row = fresh(key_result)
        if value is not None:
            more["value"] = Decimal(value)
        actor = acting(who or org.colleague)
        return actions.check_in(
            key_result=row, actor=actor, version=row.version, light=light, message=message, **more
        )

    return file


def fresh(row):
    """The row as it is stored now."""
    return type(row).objects.get(pk=row.pk)
