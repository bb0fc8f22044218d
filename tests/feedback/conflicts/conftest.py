"""A conflict of housing with planning, moved through the real actions."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from collab.common import clock
from feedback import actions
from feedback.models import ConflictCase, ConflictOption, ConflictSide
from tests.access.doors import BACKEND


@pytest.fixture
def raised(org, by) -> ConflictCase:
    """Housing says that planning holds up its permits."""
    return actions.raise_conflict(
        actor=by(org.head),
        title="Who issues the permits",
        department=org.housing,
        others=[org.planning],
        body="Two permits waited since June",
    )


@pytest.fixture
def step(by) -> Callable:
    """`step("take_up_conflict", case, org.planner)` takes a step on the case as it is now."""

    def take(name: str, case: ConflictCase, person, /, **answers):
        fresh = ConflictCase.objects.get(pk=case.pk)
        return getattr(actions, name)(case=fresh, actor=by(person), version=fresh.version, **answers)

    return take


@pytest.fixture
def talks(raised, step, org) -> ConflictCase:
    """In negotiation."""
    return step("take_up_conflict", raised, org.planner)


@pytest.fixture
def box(by) -> Callable:
    """`box("write", case, org.head, position=…)` takes a step on the box of that person's department."""

    def take(name: str, case: ConflictCase, person, department, **answers):
        side = ConflictSide.objects.get(case=case, department=department)
        return getattr(actions, f"{name}_box")(side=side, actor=by(person), version=side.version, **answers)

    return take


@pytest.fixture
def scored(by) -> Callable:
    """`scored(option, org.head, 7)` has that person's side grade the option by every criterion; or each by its own."""

    def give(option: ConflictOption, person, *values: int):
        criteria = list(option.case.criteria.filter(dropped_at=None))
        given = values if len(values) > 1 else values * len(criteria)
        grades = {str(one.pk): value for one, value in zip(criteria, given, strict=True)}
        return actions.score_option(option=option, actor=by(person), version=option.version, grades=grades)

    return give


@pytest.fixture
def mediated(talks, step, org) -> ConflictCase:
    """In mediation, with a colleague of the coordination office as mediator."""
    step("ask_mediation", talks, org.head)
    return step("appoint_mediator", talks, org.coordinator, mediator=org.coordinator)


@pytest.fixture
def agreed(talks, step, org) -> ConflictCase:
    """Both confirmed a text that is checked in twenty days."""
    soon = clock.now() + timedelta(days=20)
    step("write_agreement", talks, org.head, agreement="Planning answers in five days", check_at=soon)
    step("confirm_agreement", talks, org.planner)
    return step("confirm_agreement", talks, org.head)


@pytest.fixture
def page(client) -> Callable:
    """`page(person, address)` is what that person reads there."""

    def read(person, address: str) -> str:
        client.force_login(person, backend=BACKEND)
        return client.get(address).content.decode()

    return read
