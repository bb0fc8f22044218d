"""Feedback as staff gives it about planning's work, and the steps of its loop through the real actions."""

import pytest

from collab.matters.doings import doing_named
from collab.matters.models import Kind
from feedback import actions
from feedback.models import Feedback
from tests.conftest import acting


@pytest.fixture
def give(org):
    """`give(by=…, **fields)` is feedback just submitted; staff gives it unless told otherwise."""

    def one(by=None, **fields) -> Feedback:
        fields = {"title": "The lift stands still 电梯停运", "body": "Since Monday"} | fields
        return actions.submit_feedback(actor=acting(by or org.staff, "page"), **fields)

    return one


@pytest.fixture
def do():
    """`do("accept", feedback, person, **answers)` takes the step on the feedback as it stands now."""

    def step(name: str, feedback: Feedback, person, **answers) -> Feedback:
        fresh = Feedback.objects.get(pk=feedback.pk)
        doing = doing_named(Kind.FEEDBACK, name)
        doing.do(matter=fresh, actor=acting(person), version=fresh.version, **answers)
        return Feedback.objects.get(pk=feedback.pk)

    return step


@pytest.fixture
def assigned(give, do, org):
    """`assigned(**fields)` is feedback accepted by the coordinator and handed to planning, whose head answers."""

    def one(**fields) -> Feedback:
        feedback = do("accept", give(**fields), org.coordinator)
        return do("assign", feedback, org.coordinator, department=org.planning)

    return one


@pytest.fixture
def answered(assigned, do, org):
    """`answered(**fields)` is feedback that planning's head has answered for good."""

    def one(**fields) -> Feedback:
        return do("answer", assigned(**fields), org.planner, text="The lift runs again", cause="equipment")

    return one
