"""The follow-through report: what is counted for whom, from which records, and that it stays what it was."""

from datetime import timedelta

import pytest
from django.urls import reverse

from collab.common import clock
from insight.followthrough.asking import FollowThroughForm
from insight.followthrough.counting import Report, report_of
from meetings import actions
from meetings.actions import Present
from meetings.models import Meeting
from tests.conftest import acting
from tests.promises.conftest import MONDAY
from tests.tasks.conftest import page  # noqa: F401

ADDRESS, API = reverse("insight:follow_through"), "/api/v1/follow-through/"
RECORDS = reverse("insight:follow_through_records")
pytestmark = pytest.mark.django_db


class Held:
    """A meeting of planning with staff and housing, held for an hour; adopts what is asked, hands out the work."""

    def __init__(self, org, at=MONDAY, **fields):
        self.org, self.chair = org, acting(org.planner)
        with clock.told(at - timedelta(days=1)):
            meeting = actions.create_meeting(
                actor=self.chair,
                title="Old-town renewal",
                department=org.planning,
                chair=org.planner,
                attendees=[org.staff, org.colleague],
                departments=[org.housing, org.culture],
                starts_at=at,
                ends_at=at + timedelta(hours=1),
                purpose="Agree.",
                **fields,
            )
            actions.add_agenda_item(meeting=meeting, actor=self.chair, title="Market", sought="decide")
            meeting = actions.announce_meeting(meeting=meeting, actor=self.chair, version=meeting.version)
        with clock.told(at):
            self.meeting = actions.start_meeting(meeting=meeting, actor=self.chair, version=meeting.version)

    def fresh(self) -> Meeting:
        return Meeting.objects.get(pk=self.meeting.pk)

    def decide(self, title: str, at=MONDAY):
        with clock.told(at):
            decision = actions.propose_decision(
                actor=self.chair, title=title, department=self.org.planning, meeting=self.meeting
            )
            return actions.adopt_decision(decision=decision, actor=self.chair, version=decision.version)

    def hand_out(self, matter, at=MONDAY, **fields):
        with clock.told(at):
            return actions.hand_out_work(
                matter=matter,
                actor=self.chair,
                version=matter.version,
                title="Move the market",
                department=self.org.housing,
                responsible=self.org.staff,
                due_at=at + timedelta(days=fields.pop("days", 7)),
                **fields,
            )

    def end(self, rows=(), after=timedelta(hours=1), at=MONDAY) -> None:
        with clock.told(at + after):
            meeting = self.fresh()
            if rows:
                meeting = actions.record_attendance(
                    meeting=meeting, actor=self.chair, version=meeting.version, rows=rows
                )
            actions.finish_meeting(meeting=meeting, actor=self.chair, version=meeting.version)


@pytest.fixture
def held(org) -> Held:
    """Two decisions, one with an item; planner and staff came, colleague is on leave, nobody from culture."""
    made = Held(org)
    decision = made.decide("The market moves")
    made.decide("The square is paved")
    made.item = made.hand_out(decision)
    made.end(
        [
            Present("present", org.planner),
            Present("present", org.staff),
            Present("leave", org.colleague),
            Present("absent", name="Guest"),
        ]
    )
    return made


def ask(reader, at=MONDAY + timedelta(days=1), **given) -> Report:
    from django.http import QueryDict

    data = QueryDict(mutable=True)
    data.update({"period": "month"} | given)
    with clock.told(at):
        form = FollowThroughForm(data, reader)
        assert form.is_valid(), form.errors
        return report_of(form.question())


def counts(line, *names: str) -> list[int]:
    return [line.count(name) for name in names]


def test_decisions_their_items_and_open_ends_are_counted(held, org):
    total = ask(org.planner).total
    assert counts(total, "meetings", "decisions", "with_task", "open_ends", "items") == [1, 2, 1, 1, 1]
    assert counts(total, "closed", "overdue", "age_5") == [0, 0, 1]
    late = ask(org.planner, at=MONDAY + timedelta(days=28)).total
    assert counts(late, "overdue", "age_5", "age_20") == [1, 0, 1]
    assert late.oldest == 20


def test_the_page_says_it(held, org, page):  # noqa: F811
    with clock.told(MONDAY + timedelta(days=1)):
        answer = page(org.planner).get(ADDRESS)
    assert answer.status_code == 200
