"""The foreign department with its canaries."""

import pytest

from collab.matters.models import Matter
from tests.conftest import department, person

from .routes import every_route
from .world import World


@pytest.fixture
def world(org, make_task) -> World:
    """Ours and theirs, with the number of each task beside its id."""
    made = World(org, make_task, department, person)
    for things in (made.shared, made.secret, made.own):
        things["number"] = Matter.objects.get(pk=things["task"]).number
        things["clerk"] = made.clerk.pk
    return made


@pytest.fixture(scope="session")
def routes():
    return every_route()
