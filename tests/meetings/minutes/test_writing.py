"""Minutes are opened with the meeting and written by those who were there."""

import pytest

from collab.common.errors import Forbidden, Invalid, NotFound, StaleVersion
from collab.deadlines.models import Deadline
from collab.matters.actions import change_visibility
from collab.org.selectors import calendar_of
from meetings import actions
from meetings.minutes.sheet import sheet_of
from meetings.models import AgendaItem, Meeting, Minutes

pytestmark = pytest.mark.django_db


def test_minutes_are_opened_when_the_meeting_starts_and_due_when_it_ends(take, org, by):
    minutes = take("running")
    assert (minutes.number[:2], minutes.status, minutes.due_at) == ("J-", "drafting", None)
    assert minutes.owner == org.coordinator
    meeting = Meeting.objects.get(pk=minutes.meeting_id)
    meeting = actions.finish_meeting(meeting=meeting, actor=by(org.planner), version=meeting.version)
    minutes.refresh_from_db()
    assert minutes.due_at == calendar_of(org.planning).add_days(meeting.finished_at, 1)
    assert Deadline.objects.running().filter(matter=minutes).count() == 1


def test_the_draft_holds_attendance_outcomes_and_work_handed_out(take, org, by):
    minutes = take("running")
    planner, meeting = by(org.planner), minutes.meeting
    meeting = actions.mark_presence(
        meeting=meeting, actor=planner, version=meeting.version, person=org.staff, presence="present"
    )
    item = meeting.items.get()
    item = actions.discuss_item(item=item, actor=planner, version=item.version)
    actions.adopt_item(item=item, actor=planner, version=item.version, decision="Move the market")
    decision = meeting.decisions.get()
    actions.hand_out_work(
        matter=decision,
        actor=planner,
        version=decision.version,
        title="Mark out stalls",
        department=org.planning,
    )
    meeting.refresh_from_db()
    actions.finish_meeting(meeting=meeting, actor=planner, version=meeting.version)
    minutes.refresh_from_db()
    for words in ("Market relocation", "Move the market"):
        assert words in minutes.text
    sheet = sheet_of(minutes)
    assert org.staff.name in dict(sheet.facts)["Present"]
    assert [row["text"] for row in sheet.resolved] == ["Move the market", "Mark out stalls"]


def test_who_was_present_writes_and_the_end_of_the_meeting_keeps_their_words(take, org, by):
    minutes = take("running")
    with pytest.raises(Forbidden):
        actions.write_minutes_text(minutes=minutes, actor=by(org.staff), text="x", version=minutes.version)
    meeting = actions.check_in(meeting=minutes.meeting, actor=by(org.staff), version=minutes.meeting.version)
    minutes = actions.write_minutes_text(
        minutes=minutes, actor=by(org.staff), text="我们谈了市场。", version=minutes.version
    )
    actions.finish_meeting(meeting=meeting, actor=by(org.planner), version=meeting.version)
    minutes.refresh_from_db()
    assert minutes.text == "我们谈了市场。"


def test_a_stale_writer_overwrites_nobody(take, org, by):
    minutes = take()
    actions.write_minutes_text(minutes=minutes, actor=by(org.planner), text="One", version=minutes.version)
    with pytest.raises(StaleVersion):
        actions.write_minutes_text(
            minutes=minutes, actor=by(org.coordinator), text="Two", version=minutes.version
        )
    assert Minutes.objects.get(pk=minutes.pk).text == "One"


@pytest.mark.parametrize("text", ["a\x00b", "x" * 200_001])
def test_text_that_cannot_be_stored_is_refused_by_field(take, org, by, text):
    minutes = take()
    with pytest.raises(Invalid) as refusal:
        actions.write_minutes_text(minutes=minutes, actor=by(org.planner), text=text)
    assert refusal.value.errors[0].field == "text"


def test_records_are_filled_in_below_what_was_written(take, org, by):
    minutes = take()
    minutes = actions.write_minutes_text(minutes=minutes, actor=by(org.planner), text="Said.")
    minutes = actions.fill_in_minutes(minutes=minutes, actor=by(org.planner), version=minutes.version)
    assert minutes.text.startswith("Said.\n\n---\n\n")
    assert "Market relocation" in minutes.text


def test_what_came_of_an_item_is_filled_in_once_under_its_heading(take, org, by):
    minutes, planner = take("running"), by(org.planner)
    item = AgendaItem.objects.get(meeting=minutes.meeting)
    item = actions.discuss_item(item=item, actor=planner, version=item.version)
    actions.adopt_item(item=item, actor=planner, version=item.version, decision="The market moves")
    heading = "## 1. Market relocation"
    text = f"{heading}\n\nThe stalls move first.\n\n## 9. Besides\n\nThe lamps."
    minutes = actions.write_minutes_text(minutes=minutes, actor=planner, text=text)
    for _again in range(2):
        minutes = actions.fill_in_minutes(minutes=minutes, actor=planner, version=minutes.version)
        first, besides = minutes.text.split("## 9. Besides")
        assert first.count(heading) == 1
        assert first.index("The stalls move first.") < first.index("Adopted")
        assert besides.startswith("\n\nThe lamps.")
        assert "Adopted" not in besides


def test_an_outsider_finds_no_minutes(take, org):
    minutes = take()
    with pytest.raises(NotFound):
        Minutes.objects.get_visible(org.outsider, minutes.pk)
    assert Minutes.objects.get_visible(org.staff, minutes.pk) == minutes


def test_what_is_kept_to_its_parties_is_not_told_in_minutes_that_more_people_read(take, org, by):
    minutes = take("running")
    planner = by(org.planner)
    item = actions.discuss_item(item=minutes.meeting.items.get(), actor=planner, version=None)
    actions.adopt_item(item=item, actor=planner, version=None, decision="Pay the heirs")
    kept = minutes.meeting.decisions.get()
    for matter in (kept, item):
        change_visibility(matter=matter, actor=planner, version=None, visibility="parties")
    actions.finish_meeting(meeting=minutes.meeting, actor=planner, version=None)
    minutes.refresh_from_db()
    sheet = sheet_of(minutes)
    assert "Pay the heirs" not in f"{minutes.text}{sheet.resolved}"
    assert "Market relocation" not in f"{minutes.text}{sheet.facts}"
