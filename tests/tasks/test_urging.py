"""Hand-overs are urged by the side that waits, at most once a working day."""

from datetime import timedelta

import pytest

from collab.activity.models import Activity
from collab.common import clock
from collab.common.errors import Conflict, Forbidden
from tasks import actions
from tasks.handover.events import HANDOVER_URGED

pytestmark = pytest.mark.django_db


def test_the_side_that_waits_urges_the_other_once_a_working_day(offer, by, org):
    handover = offer()
    handover = actions.urge_handover(handover=handover, actor=by(org.staff), version=handover.version)
    told = Activity.objects.get(event="handover.urged")
    assert {hearer.person_id for hearer in HANDOVER_URGED.audience(told)} >= {org.planner.pk}
    with pytest.raises(Conflict) as refusal:
        actions.urge_handover(handover=handover, actor=by(org.coordinator), version=handover.version)
    assert refusal.value.code == "urged_already"
    handover = actions.take_handover(handover=handover, actor=by(org.planner), version=handover.version)
    with pytest.raises(Forbidden):
        actions.urge_handover(handover=handover, actor=by(org.staff), version=handover.version)
    with clock.told(clock.now() + timedelta(days=4)):
        actions.urge_handover(handover=handover, actor=by(org.planner), version=handover.version)
    assert Activity.objects.filter(event="handover.urged").count() == 2


def test_nobody_is_urged_once_it_is_over(offer, by, org):
    handover = offer()
    handover = actions.decline_handover(
        handover=handover, actor=by(org.planner), version=handover.version, reason="Not ours"
    )
    with pytest.raises(Conflict):
        actions.urge_handover(handover=handover, actor=by(org.coordinator), version=handover.version)
