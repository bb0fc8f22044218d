"""Marked lines become proposals, and what the secretary confirms becomes work."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from collab.common.errors import Forbidden, Invalid, StaleVersion, TransitionRefused
from collab.matters.models import Comment, Link
from collab.org.selectors import calendar_of
from meetings import actions
from meetings.models import Decision, Finding, Minutes, MinutesDocument, MinutesReading, MinutesUpdate
from tasks.models import Task

from .conftest import Writer

pytestmark = pytest.mark.django_db


def findings() -> list[Finding]:
    return list(Finding.objects.exclude(kind="item").order_by("position"))


def confirm(actor, *rows: Finding, **more) -> None:
    reading = MinutesReading.objects.get()
    actions.review_minutes(
        reading=reading, actor=actor, version=reading.version, confirm=[row.pk for row in rows], **more
    )


def test_a_task_with_name_and_date_is_proposed_and_becomes_a_task(write, running, org, by):
    editor = write()
    editor.type("1. Market relocation", "heading", level=2)
    editor.type("@planner mark out the stalls due Friday", "proposal", kind="task", key="k1")
    editor.rest()
    (found,) = findings()
    zone = ZoneInfo(calendar_of(org.planning).zone)
    day = running.meeting.starts_at.astimezone(zone).date()
    friday = day + timedelta(days=(4 - day.weekday() - 1) % 7 + 1)
    assert (found.kind, found.text, found.person, found.due_on) == (
        "action",
        "mark out the stalls",
        org.planner,
        friday,
    )
    assert not Task.objects.exists()
    confirm(by(org.planner), found, issue=True)
    task = Task.objects.get()
    assert (task.title, task.owner) == ("mark out the stalls", org.planner)
    assert Link.objects.get(target=task, kind="led_to").source_id == running.meeting.items.get().pk


def test_a_decision_and_a_note_are_kept_where_they_belong(write, running, org, by):
    editor = write()
    editor.type("/decision The market moves")
    editor.type("/备注 Stall holders are worried")
    editor.rest()
    decision, note = findings()
    confirm(by(org.planner), decision, note)
    assert Decision.objects.get(meeting=running.meeting).title == "The market moves"
    item = running.meeting.items.get()
    assert Comment.objects.get(matter=item).body == "Stall holders are worried"


def test_a_proposal_follows_its_line_until_it_is_settled(write, org, by):
    editor = write()
    words = editor.type("draft the plan", "proposal", kind="task", key="k1")
    editor.rest()
    editor.change(lambda: words.insert(len(words), " for the market"))
    editor.rest()
    (found,) = findings()
    assert found.text == "draft the plan for the market"
    confirm(by(org.planner), found)
    editor.change(lambda: words.insert(len(words), " and the hall"))
    editor.rest()
    assert [row.text for row in findings()] == ["draft the plan for the market"]


def test_a_line_that_is_deleted_is_no_longer_proposed(write):
    editor = write()
    count = len(editor.root.children)
    editor.type("forget this", "proposal", kind="task", key="k1")
    editor.rest()
    assert len(findings()) == 1

    def delete() -> None:
        del editor.root.children[count]

    editor.change(delete)
    editor.rest()
    assert findings() == []


def test_what_was_copied_is_proposed_twice(write):
    editor = write()
    for _time in range(2):
        editor.type("the same words", "proposal", kind="task", key="k1")
    editor.rest()
    assert len(findings()) == 2


def test_a_name_that_several_go_by_is_left_for_the_secretary(write, org):
    for person in (org.staff, org.head):
        person.name = "王芳"
        person.save()
    editor = write()
    editor.type("/任务 @王芳 写报告")
    editor.rest()
    (found,) = findings()
    assert (found.person, sorted(found.candidates)) == (None, sorted([org.staff.pk, org.head.pk]))
    assert found.text == "写报告"


def test_who_confirms_an_older_text_is_told_so(write, org, by):
    editor = write()
    words = editor.type("draft", "proposal", kind="task", key="k1")
    editor.rest()
    seen = MinutesReading.objects.get()
    editor.change(lambda: words.insert(len(words), " nothing"))
    editor.rest()
    with pytest.raises(StaleVersion):
        actions.review_minutes(
            reading=seen, actor=by(org.planner), version=seen.version, confirm=[findings()[0].pk]
        )


def test_only_those_who_may_write_do(write, org):
    with pytest.raises(Forbidden):
        write(org.colleague).type("I was not there")


def test_what_is_typed_at_the_last_moment_is_issued(write, running, org, by):
    editor = write()
    editor.type("The last word")
    running.refresh_from_db()
    meeting = running.meeting
    meeting.refresh_from_db()
    actions.finish_meeting(meeting=meeting, actor=by(org.planner), version=meeting.version)
    editor.type("and one more")
    running.refresh_from_db()
    issued = actions.issue_minutes(minutes=running, actor=by(org.planner), version=running.version)
    assert issued.editions.get().text.endswith("The last word\n\nand one more")
    with pytest.raises(TransitionRefused):
        editor.type("too late")


def test_a_text_that_is_too_long_is_refused_and_nothing_is_stored(write):
    editor = write()
    stored = MinutesUpdate.objects.count()
    with pytest.raises(Invalid):
        editor.type("字" * 200_001)
    assert MinutesUpdate.objects.count() == stored


def test_many_updates_are_folded_and_the_document_stays_the_same(write, running, monkeypatch):
    monkeypatch.setattr("meetings.actions.live_minutes.MOST_UPDATES", 5)
    editor = write()
    for number in range(12):
        editor.type(f"line {number}")
        editor.rest()
    assert MinutesUpdate.objects.count() < 12
    assert MinutesDocument.objects.get().compacted > 0
    late = write()
    assert str(late.root) == str(editor.root)
    assert "line 11" in Minutes.objects.get(pk=running.pk).text


def test_the_same_update_twice_changes_nothing(write, running, org, by):
    editor = write()
    before = editor.document.get_state()
    editor.type("once")
    update = editor.document.get_update(before)
    taken = actions.write_together(minutes=running.pk, actor=by(org.planner), update=update)
    assert taken.stored_as == 0


def test_a_secretary_from_another_department_confirms_what_was_proposed(meet, org, by):
    meeting = meet(secretary=org.liaison)
    actions.start_meeting(meeting=meeting, actor=by(org.planner), version=meeting.version)
    minutes = Minutes.objects.get(meeting=meeting)
    writer = Writer(minutes, by(org.liaison))
    writer.type("/task @staff mark out the stalls due Friday")
    writer.type("/decision The stalls move")
    writer.rest()
    confirm(by(org.liaison), *findings(), issue=True)
    assert Task.objects.get().owner == org.staff
    assert Decision.objects.get().meeting == meeting
