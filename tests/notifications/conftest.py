"""Handing what was recorded to the reactors, as a process does after its commit."""

import pytest

from collab.activity.delivery import deliver
from collab.activity.models import Activity


@pytest.fixture
def hand_over():
    """Deliver what is waiting; with `again`, hand everything over a second time as after a crash."""

    def run(again: bool = False) -> None:
        if again:
            Activity.objects.update(delivered_at=None)
        waiting = Activity.objects.filter(delivered_at=None).select_related("matter", "actor", "on_behalf_of")
        deliver(list(waiting.order_by("pk")))

    return run
