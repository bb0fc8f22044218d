"""What becomes of a part that was waived, of one handed in before a standstill, and of impossible dates."""

from datetime import UTC, datetime, timedelta

import pytest

from collab.common import clock
from collab.common.errors import Invalid, TransitionRefused
from collab.deadlines.models import Clock, Deadline
from collab.matters.models import PartyRole
from tasks import actions, policies
from tasks.models import CoPart, Task

from .sharing import handed_in

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def test_a_waived_part_that_was_never_signed_for_is_not_offered_for_signing_any_more(shared, by, org, desk):
    task, part = shared(signed=False)
    part = actions.waive_part(part=part, actor=by(org.planner), version=part.version, reason="Not needed")
    task = Task.objects.get(pk=task.pk)
    assert not [row for row in policies.unsigned(task) if row.role == PartyRole.CO]
    with pytest.raises(TransitionRefused):
        actions.sign_for_task(task=task, actor=by(desk), version=task.version)
    part = actions.send_back_part(
        part=part, actor=by(org.planner), version=part.version, reason="Needed again"
    )
    assert policies.signable_by(by(desk), Task.objects.get(pk=task.pk))


def test_a_part_handed_in_before_a_standstill_is_owed_later_when_it_comes_back(shared, by, org, desk):
    with clock.told(MONDAY):
        task, part = shared(due_at=MONDAY + timedelta(days=60), part_due=MONDAY + timedelta(days=7))
        part = handed_in(part, by, desk)
        was, task = part.party.due_at, Task.objects.get(pk=task.pk)
        task = actions.suspend_task(task=task, actor=by(org.planner), version=task.version, reason="Budget")
    with clock.told(MONDAY + timedelta(days=14)):
        task = actions.resume_task(task=task, actor=by(org.planner), version=task.version)
        part = CoPart.objects.get(pk=part.pk)
        part = actions.send_back_part(
            part=part, actor=by(org.planner), version=part.version, reason="Unclear"
        )
    assert CoPart.objects.get(pk=part.pk).party.due_at == was + timedelta(days=14)
    assert Deadline.objects.get(party=part.party, clock=Clock.DUE).due_at == was + timedelta(days=14)


def test_a_part_due_beyond_reckoning_is_refused(shared, by, org):
    task, _part = shared()
    far = clock.now() + timedelta(days=366 * 60)
    with pytest.raises(Invalid) as refusal:
        actions.add_part(
            task=task, actor=by(org.planner), version=task.version, department=org.city, due_at=far
        )
    assert [error.code for error in refusal.value.errors][-1] == "too_far"
