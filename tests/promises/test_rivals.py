"""Workers and people who come at the same instant: each thing is done once, and no rule is broken between them."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from django.db import connection

from collab.common import clock
from collab.common.errors import Refusal
from meetings.actions import issue_minutes
from meetings.models import MinutesEdition
from tasks.actions import add_dependency, make_due_occurrences, repeat_task
from tasks.models import Task
from tests.conftest import acting

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
NEXT = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)


def at_once(*works: Callable) -> list:
    """What each of these answers when all begin together, each on a connection of its own."""
    start = threading.Barrier(len(works))

    def run(work: Callable):
        start.wait(10)
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result() for future in [pool.submit(run, work) for work in works]]


def test_rival_workers_make_each_occurrence_once(make_task, by, org):
    with clock.told(NOW):
        rule = {"rrule": "FREQ=WEEKLY", "first_at": NEXT, "zone": "Asia/Shanghai", "lead_days": 2}
        for _ in range(3):
            task = make_task("in_progress")
            repeat_task(task=task, actor=by(org.planner), version=task.version, **rule)
    made = at_once(*[lambda: make_due_occurrences(now=NEXT - timedelta(hours=1))] * 4)
    assert sum(made) == 3
    assert Task.objects.count() == 6


def test_two_at_once_do_not_close_a_circle_together(org, make_task):
    a, b = make_task(), make_task()

    def tie(before, after):
        try:
            add_dependency(predecessor=before, successor=after, actor=acting(org.staff))
        except Refusal as refusal:
            return refusal.code
        return "in"

    assert sorted(at_once(lambda: tie(a, b), lambda: tie(b, a))) == ["dependency_cycle", "in"]


def test_minutes_issued_by_many_at_once_are_issued_once_with_numbers_of_their_own(org, take):
    first, second = take(), take()

    def issue(minutes):
        try:
            issue_minutes(minutes=minutes, actor=acting(org.planner), version=minutes.version)
        except Refusal as refusal:
            return refusal.code
        return "in"

    answers = at_once(*[lambda minutes=minutes: issue(minutes) for minutes in (first, second, first)])
    assert sorted(answers) == ["in", "in", "stale_version"]
    letters = MinutesEdition.objects.values_list("minutes__letter", flat=True)
    assert sorted(letters) == [1, 2]
