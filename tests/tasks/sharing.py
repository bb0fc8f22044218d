"""A task in which a co-department has a part."""

from datetime import timedelta

import pytest

from collab.common import clock
from tasks import actions
from tasks.actions.parts import PartBrief
from tasks.models import CoPart, Task
from tests.conftest import person


@pytest.fixture
def desk(org):
    """Culture's liaison officer, who opens the post of the co-department in these tests."""
    return person("desk", (org.culture, "liaison"))


@pytest.fixture
def shared(org, make_task, by, desk):
    """`shared(state)` is a task of housing in which culture has a part due ten days before the whole."""

    def make(state: str = "accepted", *, signed: bool = True, **fields) -> tuple[Task, CoPart]:
        due = fields.pop("part_due", clock.now() + timedelta(days=20))
        task = make_task(state, parts=[PartBrief(org.culture, "Hand over the maps", due)], **fields)
        if signed and state != "draft":
            task = actions.sign_for_task(task=task, actor=by(desk), version=task.version)
        return task, CoPart.objects.get(task=task)

    return make


def handed_in(part, by, desk) -> CoPart:
    part.refresh_from_db()
    return actions.submit_part(part=part, actor=by(desk), version=part.version, result="Maps handed over")
