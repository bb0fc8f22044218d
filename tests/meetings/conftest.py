"""Series, and meetings at a told time, made through the real actions."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from collab.common import clock
from meetings import actions
from meetings.models import Meeting, MeetingSeries

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def make_series(org, by):
    """A weekly meeting of planning with housing, Mondays at ten in Shanghai."""

    def make(**fields) -> MeetingSeries:
        fields = {
            "title": "Weekly coordination 每周调度",
            "department": org.planning,
            "rrule": "FREQ=WEEKLY;BYDAY=MO",
            "zone": "Asia/Shanghai",
            "first_on": date(2026, 3, 2),
            "start_time": time(10),
            "chair": org.planner,
            "attendees": [org.staff],
            "departments": [org.housing],
            "purpose": "Move on.",
        } | fields
        with clock.told(NOW):
            return actions.create_series(actor=by(fields.pop("actor", org.planner)), **fields)

    return make


@pytest.fixture
def series(make_series) -> MeetingSeries:
    """The weekly one."""
    return make_series()


@pytest.fixture
def meet(org, by):
    """A meeting of planning with staff and housing, announced unless said otherwise."""

    def make(state: str = "announced", days: int = 2, **fields) -> Meeting:
        planner = by(org.planner)
        starts = fields.pop("starts_at", clock.now() + timedelta(days=days))
        fields = {
            "title": "Old-town renewal 老城改造",
            "department": org.planning,
            "chair": org.planner,
            "attendees": [org.staff],
            "departments": [org.housing],
            "starts_at": starts,
            "ends_at": starts + timedelta(hours=1),
            "purpose": "Agree on the market.",
        } | fields
        meeting = actions.create_meeting(actor=planner, **fields)
        if state == "preparing":
            return meeting
        actions.add_agenda_item(meeting=meeting, actor=planner, title="Market relocation", sought="decide")
        return actions.announce_meeting(meeting=meeting, actor=planner, version=meeting.version)

    return make


def hold(meeting: Meeting, actor) -> Meeting:
    """Announced, begun and ended, whatever is missing."""
    if meeting.status == "preparing":
        meeting = actions.announce_meeting(
            meeting=meeting, actor=actor, version=meeting.version, reason="As ever."
        )
    meeting = actions.start_meeting(meeting=meeting, actor=actor, version=meeting.version)
    return actions.finish_meeting(meeting=meeting, actor=actor, version=meeting.version)
