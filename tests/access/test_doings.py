"""Who may do what with a task, at every door; the table of expectations is written by hand."""

import pytest

from collab.matters.doings import doings_of

from .doors import DOORS
from .expectations import EVERYONE, MAY, MAY_LIGHT, expected

pytestmark = pytest.mark.django_db
TABLE = MAY | MAY_LIGHT


def test_every_doing_of_a_task_stands_in_the_table():
    assert set(doings_of("task")) == set(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_who_may_do_it(name, knock):
    asked = [(door, role) for door in DOORS for role in EVERYONE]
    found = {pair: knock(pair[0], f"tasks:{name}", as_=pair[1]) for pair in asked}
    assert found == {(door, role): expected(door, name, role) for door, role in asked}
