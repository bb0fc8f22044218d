"""Plans to test with: a stretch of autumn without holidays, and plans of housing's head in it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from collab.common import clock
from tasks.actions import add_dependency, add_to_plan, create_plan
from tasks.models import Plan, Task


@pytest.fixture
def in_autumn():
    """Eight weeks without a holiday lie ahead."""
    with clock.told(datetime(2026, 10, 14, 2, tzinfo=UTC)):
        yield


def a_monday() -> date:
    """A Monday some weeks ahead."""
    ahead = clock.now().date() + timedelta(days=28)
    return ahead - timedelta(days=ahead.weekday())


@pytest.fixture
def at(org):
    """`at(3, 18)` is 18:00 of the fourth day from that Monday, on housing's clock; `at(7)` its beginning of work."""

    def instant(day: int, hour: int = 9) -> datetime:
        return datetime.combine(a_monday() + timedelta(days=day), datetime.min.time(), UTC).replace(
            hour=hour
        ) - timedelta(hours=8)

    return instant


@pytest.fixture
def make_plan(org, by, make_task, at):
    """`make_plan("draft", "draft")`: a plan of head's with tasks in these states, two days each, one after another."""

    def make(*states: str, tie: bool = True, **fields) -> tuple[Plan, list[Task]]:
        plan = create_plan(
            actor=by(org.head),
            title="Old town 老城更新",
            department=org.housing,
            starts_on=a_monday(),
            ends_on=a_monday() + timedelta(days=40),
        )
        tasks = []
        for n, state in enumerate(states):
            more = {"start_at": at(7 * n), "due_at": at(7 * n + 1, 18), "actor": org.head} | fields
            task = make_task(state, title=f"Step {n}", **more)
            plan = add_to_plan(plan=plan, task=task, actor=by(org.head), version=plan.version)
            if tie and tasks:
                add_dependency(predecessor=tasks[-1], successor=task, actor=by(org.head))
            tasks.append(task)
        return plan, tasks

    return make
