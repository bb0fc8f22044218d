"""Corrective actions of housing, moved through the real actions."""

from collections.abc import Callable

import pytest

from feedback import actions
from feedback.models import CorrectiveAction

ROOT = {"branch": "method", "whys": "The list was old\nNobody renews it"}


@pytest.fixture
def opened(org, by) -> CorrectiveAction:
    """Opened by a coordinator; staff contains it."""
    return actions.open_corrective(
        actor=by(org.coordinator), title="Permits get lost", department=org.housing, owner=org.staff
    )


@pytest.fixture
def step(by) -> Callable:
    """`step("hand_in_step", corrective, org.staff, result=…)` takes a step on it as it is now."""

    def take(name: str, corrective: CorrectiveAction, person, **answers):
        fresh = CorrectiveAction.objects.get(pk=corrective.pk)
        return getattr(actions, name)(corrective=fresh, actor=by(person), version=fresh.version, **answers)

    return take


@pytest.fixture
def at(opened, step, org) -> Callable:
    """`at("corrective")` is one that has come so far, staff having done all, with liaison as verifier."""

    def reach(status: str) -> CorrectiveAction:
        step("assign_step", opened, org.coordinator, step="effectiveness", owner=org.liaison)
        now = CorrectiveAction.objects.get(pk=opened.pk)
        while now.status != status:
            more = ROOT if now.status == "root_cause" else {}
            now = step("hand_in_step", now, org.staff, result=f"Did {now.status}", **more)
        return now

    return reach
