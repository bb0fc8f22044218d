"""The foreign department with its canaries, built once and stood on by every test of this room."""

import contextlib
import copy
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from collab.matters.models import Matter
from tests.conftest import department, forget, found_city, person

from .routes import every_route
from .world import World


@contextlib.contextmanager
def standing_ground() -> Iterator[None]:
    """What is written inside stays for all tests run inside, each of which undoes its own; then all of it is undone.

    Django's TestCase closes its connections at the end, which would take the ground away: here they stay open.
    """
    ground = transaction.atomic()
    ground._from_testcase = True  # durable blocks may be opened on it, as on TestCase's own
    close = connection.close
    with ground:
        connection.close = lambda: None  # type: ignore[method-assign]
        try:
            yield
        finally:
            connection.close = close  # type: ignore[method-assign]
            transaction.set_rollback(True)


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Ours and theirs, with the number of each task beside its id: seconds of work, done once per worker."""
    with django_db_blocker.unblock(), standing_ground():
        forget()
        made = World(found_city(), department, person)
        for things in (made.shared, made.secret, made.own):
            things["number"] = Matter.objects.get(pk=things["task"]).number
            things["clerk"] = made.clerk.pk
        yield made


@pytest.fixture
def world(built, db) -> World:
    """This test's own copy of the rows as they were read; what it does to the database is undone after it."""
    return copy.deepcopy(built)


@pytest.fixture
def org(world) -> SimpleNamespace:
    return world.org


@pytest.fixture(scope="session")
def routes():
    return every_route()
