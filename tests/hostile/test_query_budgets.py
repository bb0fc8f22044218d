"""What a page or an answer costs in statements does not grow with what is on it."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.cache import cache

from collab.activity.delivery import deliver
from collab.activity.models import Activity
from collab.common import clock
from collab.matters.actions import add_comment
from tasks.actions import add_dependency, add_to_plan, confirm_plan, create_plan
from tests.access.doors import BACKEND

pytestmark = pytest.mark.django_db
# door → the most statements it may cost, session and person included; one number for every size
BUDGETS = {
    "/api/v1/tasks/": 4,
    "/api/v1/tasks/?status=issued&ordering=-updated_at&limit=200": 4,
    "/api/v1/matters/": 4,
    "/api/v1/search/?q=Relocate": 4,
    "/api/v1/notifications/": 6,
    "/api/v1/comments/": 5,
    "/tasks/": 7,
    "/tasks/board/": 5,
    "/tasks/ledger/": 6,
    "/tasks/ledger/?group=department": 7,
    "/tasks/calendar/": 8,
    "/tasks/timeline/": 11,
    "/tasks/plans/{plan}/": 26,
    "/api/v1/plans/{plan}/": 12,
    "/api/v1/dependencies/": 6,
    "/": 10,
    "/search/?q=Relocate": 7,
    "/inbox/": 5,
    "/departments/{department}/": 7,
    "/departments/{department}/work/": 6,
    "/api/v1/tasks/{task}/": 6,
    "/tasks/{task}/": 11,
    "/tasks/{task}/story/": 25,
}


def plan_of(tasks, actor):
    """All of these in one confirmed plan, each waiting for the one before."""
    today = clock.now().date()
    given = {"title": "All", "department": tasks[0].department, "starts_on": today, "ends_on": today}
    plan = create_plan(actor=actor, **given)
    for task in tasks:
        plan = add_to_plan(plan=plan, task=task, actor=actor, version=plan.version)
    for before, after in pairwise(tasks):
        add_dependency(predecessor=before, successor=after, actor=actor)
    return confirm_plan(plan=plan, actor=actor, version=plan.version)


@pytest.fixture
def filled(make_task, by, org, client):
    """`filled(size)` hands out so many tasks, talks about the first that often, and signs staff in."""

    def fill(size: int) -> dict[str, int]:
        tasks = [make_task("issued", due_at=clock.now() + timedelta(days=10 + n)) for n in range(size)]
        for _ in range(size):
            add_comment(matter=tasks[0], actor=by(org.planner), body="Look @staff")
        plan = plan_of(tasks, by(org.head))
        deliver(list(Activity.objects.select_related("matter", "actor").order_by("pk")))
        client.force_login(org.staff, backend=BACKEND)
        return {"task": tasks[0].pk, "department": org.housing.pk, "plan": plan.pk}

    return fill


@pytest.mark.parametrize("size", [3, 30])
def test_no_door_costs_more_for_many_than_for_few(filled, client, size, django_assert_max_num_queries):
    names = filled(size)
    over = {}
    for door, most in BUDGETS.items():
        address = door.format(**names)
        client.get(address)  # what is remembered, and a first reading, are paid for once
        counts = []
        while len(counts) < 2 and (
            not counts or counts[-1] > most
        ):  # what is remembered may just have run out
            cache.clear()
            with django_assert_max_num_queries(1000) as spent:
                answer = client.get(address)
            assert answer.status_code == 200, (address, answer.content[:500])
            counts.append(len(spent))
        if min(counts) > most:
            over[door] = min(counts)
    assert not over
