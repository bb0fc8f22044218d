"""A hand-over that housing offers to planning."""

from datetime import timedelta

import pytest

from collab.common import clock
from tasks import actions
from tasks.models import Handover

CRITERIA = ["Every household is in the register", "Keys handed over"]


@pytest.fixture
def offer(org, by):
    """Housing hands the register over to planning."""

    def make(**fields) -> Handover:
        fields = {
            "title": "Register of households 住户台账",
            "giver": org.housing,
            "receiver": org.planning,
            "giver_contact": org.staff,
            "receiver_contact": org.planner,
            "criteria": CRITERIA,
            "due_at": clock.now() + timedelta(days=20),
        } | fields
        made = actions.offer_handover(actor=by(fields.pop("actor", org.staff)), **fields)
        return Handover.objects.get(pk=made.pk)

    return make
