"""What the pages of goals cost in statements does not grow with what is on them."""

import pytest

from goals.actions import ContributionBrief
from tests.access.doors import BACKEND
from tests.conftest import department
from tests.goals.agreeing import consulted

pytestmark = pytest.mark.django_db
BUDGETS = {
    "/goals/": 9,
    "/goals/{goal}/": 37,
    "/goals/{goal}/versions/1/": 18,
    "/api/v1/goals/": 6,
    "/api/v1/goals/{goal}/": 14,
    "/api/v1/goal-consultations/": 7,
    "/api/v1/goal-contributions/": 5,
    "/api/v1/goal-versions/": 6,
    "/": 15,
}


@pytest.mark.parametrize("size", [2, 12])
def test_no_page_of_goals_costs_more_for_many_than_for_few(make_goal, by, org, client, size, query_budget):
    places = [department(f"d{n}", f"Department {n}") for n in range(size)]
    goal = make_goal(contributions=[ContributionBrief(org.planning), *map(ContributionBrief, places)])
    consulted(goal, by, org.head)
    for n in range(size):
        consulted(make_goal(title=f"Goal {n}", parent=goal), by, org.head)
    client.force_login(org.planner, backend=BACKEND)
    for door, most in BUDGETS.items():
        address = door.format(goal=goal.pk)
        assert client.get(address).status_code == 200, address
        with query_budget(most):
            client.get(address)
