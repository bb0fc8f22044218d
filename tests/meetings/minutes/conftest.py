"""Minutes in every state, reached through the real actions."""

import pytest

from meetings import actions
from meetings.models import Minutes


@pytest.fixture
def take(meet, org, by):
    """Minutes of a meeting of planning (chair: the planner, secretary: the coordinator) with staff and housing."""

    def make(state: str = "drafting", **fields) -> Minutes:
        planner = by(org.planner)
        meeting = meet(secretary=org.coordinator, **fields)
        meeting = actions.start_meeting(meeting=meeting, actor=planner, version=meeting.version)
        minutes = Minutes.objects.get(meeting=meeting)
        if state == "running":
            return minutes
        actions.finish_meeting(meeting=meeting, actor=planner, version=meeting.version)
        minutes = Minutes.objects.get(pk=minutes.pk)
        if state == "countersigning":
            return step("circulate_minutes", minutes, by(org.coordinator), departments=[org.housing])
        return step("issue_minutes", minutes, planner) if state == "issued" else minutes

    return make


def step(name: str, minutes: Minutes, actor, **said) -> Minutes:
    """The minutes as they are after an action on their present version."""
    version = Minutes.objects.get(pk=minutes.pk).version
    getattr(actions, name)(minutes=minutes, actor=actor, version=version, **said)
    return Minutes.objects.get(pk=minutes.pk)
