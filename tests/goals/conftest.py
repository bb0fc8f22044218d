"""Goals as housing sets them with planning's help, made through the real actions."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from collab.common import clock
from goals import actions
from goals.models import Cycle, Goal
from tests.conftest import acting
from tests.goals.agreeing import accepted, confirmed, consulted
from tests.goals.measuring import live, measure, say, summer, take  # noqa: F401

ANSWERS = {
    "specific": "Every household of the old market street lives in a safe flat.",
    "metric": "Households rehoused",
    "unit": "households",
    "baseline": Decimal(0),
    "target": Decimal(120),
    "feasibility": "The flats are built.",
    "resources": "Two officers for a year.",
    "relevance": "The street is unsafe.",
}


@pytest.fixture
def cycle(org) -> Cycle:
    """The year that has begun."""
    year = clock.now().year
    return actions.create_cycle(
        actor=acting(org.coordinator),
        name=f"{year}",
        length="year",
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
    )


@pytest.fixture
def make_goal(org, cycle):
    """Goals of housing, with planning contributing and the leader as sponsor."""

    def make(**fields) -> Goal:
        given = ANSWERS | {
            "title": "Rehouse the market street 市场街安置",
            "department": org.housing,
            "cycle": cycle,
            "owner": org.staff,
            "sponsor": org.leader,
            "due_on": min(cycle.ends_on, clock.now().date() + timedelta(days=30)),
            "contributions": [actions.ContributionBrief(org.planning, "Finds the land", "Two sites by June")],
        }
        actor = acting(fields.pop("actor", org.head))
        return actions.create_goal(actor=actor, **given | fields)

    return make


@pytest.fixture
def agreed(make_goal, org):
    """`agreed()` is a goal that planning accepted and the leader confirmed."""

    def make(**fields) -> Goal:
        goal = consulted(make_goal(**fields), acting, org.head)
        for row in goal.proposal.consultations.filter(department=org.planning):
            accepted(row, acting, org.planner)
        return confirmed(goal, acting, org.leader)

    return make


@pytest.fixture
def active(agreed, org):
    """`active()` is an agreed goal that was started."""

    def make(**fields) -> Goal:
        goal = agreed(**fields)
        return actions.activate_goal(goal=goal, actor=acting(org.staff), version=goal.version)

    return make
