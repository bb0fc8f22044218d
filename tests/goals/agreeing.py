"""Steps of agreeing on a goal, as tests take them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from collab.common.errors import Conflict
from goals import actions
from goals.models import Consultation, Goal


def consulted(goal, by, who) -> Goal:
    """Put to consultation."""
    return actions.consult_goal(goal=goal, actor=by(who), version=goal.version)


def said(goal, department) -> Consultation:
    """What the department was asked last, and its answer."""
    return Consultation.objects.filter(goal_version__goal=goal, department=department).latest("pk")


def accepted(row, by, who) -> Consultation:
    """Accepted by the department that is asked."""
    return actions.accept_goal(consultation=row, actor=by(who), version=row.version)


def confirmed(goal, by, who, **more) -> Goal:
    """Confirmed, as it stands now."""
    goal = Goal.objects.get(pk=goal.pk)
    return actions.confirm_goal(goal=goal, actor=by(who), version=goal.version, **more)


@contextmanager
def refused_with(code: str) -> Iterator[None]:
    """A Conflict with this code."""
    with pytest.raises(Conflict) as refused:
        yield
    assert refused.value.code == code
