"""A plan of imported tasks follows their links; ways round in the file are reported and never crash."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from collab.common import clock
from collab.common.actor import SYSTEM, Actor
from collab.common.errors import Forbidden
from collab.matters.models import LinkKind
from collab.org.models import Department
from tasks.actions.importing import TaskRow, import_tasks, link_imported
from tasks.actions.plan_import import plan_imported_tasks
from tasks.models import Dependency, PlanItem, Task
from tasks.scheduling import order_of

pytestmark = pytest.mark.django_db
FILE = Actor(None, "import")


@pytest.fixture
def imported(org):
    """`imported(("a", "b", kind), …)`: tasks of a file with these links."""

    def take(*links):
        keys = sorted({key for link in links for key in link[:2]})
        rows = [TaskRow(key, n, f"Work {key}", org.housing.pk) for n, key in enumerate(keys)]
        outcomes = import_tasks(rows, actor=FILE, file="list.csv")
        ids = {key: outcome.pk for key, outcome in zip(keys, outcomes, strict=True)}
        link_imported([(ids[a], ids[b], kind) for a, b, kind in links], actor=FILE)
        return {key: Task.objects.get(pk=pk) for key, pk in ids.items()}

    return take


def made(org, actor=FILE):
    today = clock.now().date()
    return plan_imported_tasks(
        actor=actor,
        title="Taken over",
        department=org.office,
        starts_on=today,
        ends_on=today + timedelta(days=9),
    )


def test_what_replaces_waits_for_the_end_of_what_it_replaces(org, imported):
    tasks = imported(("old", "new", LinkKind.LED_TO), ("new", "seen", LinkKind.RELATES))
    result = made(org)
    assert (result.tasks, result.dependencies, result.circles) == (3, 2, [])
    found = set(Dependency.objects.values_list("predecessor_id", "successor_id", "kind"))
    assert found == {
        (tasks["old"].pk, tasks["new"].pk, "finish_start"),
        (tasks["seen"].pk, tasks["new"].pk, "start_start"),
    }
    order = list(PlanItem.objects.filter(plan=result.plan).values_list("task_id", flat=True))
    assert order.index(tasks["new"].pk) == 2


def test_two_that_see_each_other_are_reported_and_one_way_stays(org, imported):
    tasks = imported(("a", "b", LinkKind.RELATES), ("b", "a", LinkKind.RELATES))
    result = made(org)
    assert result.dependencies == 1
    assert result.circles == [[tasks["a"].number, tasks["b"].number, tasks["a"].number]]


def test_a_task_in_another_plan_stays_there(org, imported):
    imported(("a", "b", LinkKind.RELATES))
    made(org)
    again = made(org)
    assert (again.tasks, again.dependencies, len(again.taken)) == (0, 0, 2)


def test_only_those_who_run_the_console_take_work_over(org, by, imported):
    with pytest.raises(Forbidden):
        made(org, by(org.staff))


def test_the_real_enhancements_become_a_plan_without_a_way_round(data, db):
    folder = data / "kubernetes"
    for target in ("departments", "people", "tasks"):
        name = "enhancements" if target == "tasks" else target
        with suppress(SystemExit):  # some rows are reported
            call_command(f"import_{target}", str(folder / f"{name}.csv"), stdout=StringIO())
    department = Department.objects.order_by("pk").first()
    today = clock.now().date()
    result = plan_imported_tasks(
        actor=SYSTEM, title="All", department=department, starts_on=today, ends_on=today + timedelta(days=365)
    )
    ties = list(Dependency.objects.values_list("predecessor_id", "successor_id", "kind"))
    after: dict = {}
    for before, following, _kind in ties:
        after.setdefault(before, []).append(following)
    items = list(PlanItem.objects.filter(plan=result.plan).values_list("task_id", flat=True))
    order_of(items, after)
    place = {pk: n for n, pk in enumerate(items)}
    assert all(place[before] < place[following] for before, following, _kind in ties)
    assert len(items) > 100
    assert len(ties) == result.dependencies > 100
    assert result.circles
    assert all(circle[0] == circle[-1] for circle in result.circles)
    assert set(Counter(kind for *_ends, kind in ties)) == {"finish_start", "start_start"}
