"""Minutes are countersigned, issued by the chair, signed for by departments, archived and corrected."""

from datetime import timedelta

import pytest

from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid, StaleVersion, TransitionRefused
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock, Deadline, State
from collab.org.models import Absence
from insight.selectors.workbench import workbench
from meetings import actions
from meetings.minutes.sheet import lines_of, sheet_of
from meetings.minutes.wording import changes_between, paragraphs_of
from meetings.models import Meeting, Minutes, MinutesEdition, Position

from .conftest import step

pytestmark = pytest.mark.django_db


def stack_of(person, code: str) -> dict[int, list[str]]:
    """Matters of a stack of the workbench, each with its buttons."""
    stacks = {stack.code: stack for stack in workbench(person)}
    return {row["id"]: [step.label for step in row["actions"]] for row in stacks[code].rows}


def test_a_department_that_objects_holds_the_minutes_up_until_they_are_taken_back(take, org, by):
    minutes = take("countersigning")
    chair, secretary, head = by(org.planner), by(org.coordinator), by(org.head)
    with pytest.raises(Conflict) as waiting:
        step("issue_minutes", minutes, chair)
    assert waiting.value.code == "not_signed"
    with pytest.raises(Invalid):
        step("countersign_minutes", minutes, head, stance="objects")
    minutes = step("countersign_minutes", minutes, head, stance="objects", text="The date is wrong.")
    with pytest.raises(Conflict) as objected:
        step("issue_minutes", minutes, chair)
    assert objected.value.code == "objections_stand"
    assert "Take back to the draft" in stack_of(org.coordinator, "do")[minutes.pk]
    minutes = step("take_back_minutes", minutes, secretary, reason="To mend the date")
    with pytest.raises(Conflict) as taken_back:
        step("issue_minutes", minutes, chair)
    assert taken_back.value.code == "taken_back"
    minutes = step("circulate_minutes", minutes, secretary, departments=[org.housing])
    minutes = step("countersign_minutes", minutes, head)
    assert step("issue_minutes", minutes, chair).status == "issued"


@pytest.mark.parametrize("silence_agrees", [True, False])
def test_silence_past_the_term_counts_only_where_the_rule_says_so(take, org, by, silence_agrees):
    minutes = take()
    minutes = step(
        "circulate_minutes",
        minutes,
        by(org.coordinator),
        departments=[org.housing],
        due_at=clock.now() + timedelta(hours=1),
        silence_agrees=silence_agrees,
    )
    with clock.told(clock.now() + timedelta(hours=2)):
        if silence_agrees:
            assert step("issue_minutes", minutes, by(org.planner)).status == "issued"
            assert Position.objects.get().stance == "silent"
        else:
            with pytest.raises(Conflict):
                step("issue_minutes", minutes, by(org.planner))


def test_issuing_closes_the_meeting_and_starts_a_receipt_for_each_department(take, org, by):
    minutes = take("issued")
    assert (minutes.status, minutes.edition, minutes.letter) == ("issued", 1, 1)
    assert minutes.letter_number == f"〔{minutes.year}〕1号"
    assert Meeting.objects.get(pk=minutes.meeting_id).status == "closed"
    receipts = Deadline.objects.running().filter(matter=minutes)
    assert [(row.clock, row.party.department) for row in receipts] == [("receipt", org.housing)]


def test_numbers_of_a_department_and_year_have_no_gaps(take, org, by):
    first, second = take(), take()
    Minutes.objects.filter(pk=first.pk).update(text="")
    with pytest.raises(Conflict):
        step("issue_minutes", first, by(org.planner))
    assert step("issue_minutes", second, by(org.planner)).letter == 1
    assert take("issued").letter == 2


def test_of_two_who_issue_at_once_one_wins_and_the_other_is_told(take, org, by):
    minutes = take()
    seen = minutes.version
    actions.issue_minutes(minutes=minutes, actor=by(org.planner), version=seen)
    with pytest.raises(StaleVersion):
        actions.issue_minutes(minutes=minutes, actor=by(org.planner), version=seen)
    with pytest.raises(TransitionRefused):
        step("issue_minutes", minutes, by(org.planner))
    assert MinutesEdition.objects.count() == 1


def test_the_chair_issues_the_secretary_does_not_and_a_delegate_may(take, org, by):
    minutes = take()
    for who in (org.coordinator, org.staff):
        with pytest.raises(Forbidden):
            step("issue_minutes", minutes, by(who))
    now = clock.now()
    Absence.objects.create(
        person=org.planner, delegate=org.colleague, starts_at=now, ends_at=now + timedelta(days=1)
    )
    assert step("issue_minutes", minutes, by(org.colleague)).status == "issued"


def test_nothing_is_issued_while_the_meeting_runs(take, org, by):
    with pytest.raises(Conflict) as refusal:
        step("issue_minutes", take("running"), by(org.planner))
    assert refusal.value.code == "still_running"


def test_an_issued_text_is_frozen(take, org, by):
    minutes = take("issued")
    with pytest.raises(TransitionRefused):
        actions.write_minutes_text(minutes=minutes, actor=by(org.planner), text="Another text")
    edition = minutes.editions.get()
    assert edition.digest == edition.seal()


def test_each_department_signs_and_the_last_one_files_them(take, org, by):
    minutes = take()
    minutes = step("issue_minutes", minutes, by(org.planner), departments=[org.culture])
    assert "Sign for" in stack_of(org.liaison, "sign")[minutes.pk]
    with pytest.raises(Forbidden):
        step("sign_for_minutes", minutes, by(org.staff))
    minutes = step("sign_for_minutes", minutes, by(org.liaison))
    assert minutes.status == "signed_for"
    minutes = step("archive_minutes", minutes, by(org.coordinator), reason="Culture has no officer")
    assert (minutes.status, minutes.is_open) == ("archived", False)
    assert not Deadline.objects.running().filter(matter=minutes).exists()


def test_without_a_department_to_sign_they_are_filed_at_once(take, org, by):
    assert step("issue_minutes", take(departments=[]), by(org.planner)).status == "archived"


def test_a_correction_is_another_version_under_the_same_number_signed_for_anew(take, org, by):
    minutes = step("sign_for_minutes", take("issued"), by(org.liaison))
    assert minutes.status == "archived"
    first = minutes.editions.get()
    with pytest.raises(Invalid):
        step("correct_minutes", minutes, by(org.coordinator), reason=" ")
    minutes = step("correct_minutes", minutes, by(org.coordinator), reason="The date was wrong")
    minutes = step("write_minutes_text", minutes, by(org.coordinator), text=f"{first.text}\n\nOn Friday.")
    minutes = step("issue_minutes", minutes, by(org.planner))
    assert (minutes.status, minutes.edition, minutes.letter) == ("issued", 2, 1)
    kept, second = minutes.editions.all()
    assert (kept.text, kept.digest) == (first.text, first.digest)
    assert second.reason == "The date was wrong"
    told = [lines_of(sheet_of(minutes, one)) for one in (kept, second)]
    changes = [row for row in changes_between(*told) if row.sign != " "]
    assert [(row.sign, row.words) for row in changes] == [("+", "On Friday.")]
    assert Deadline.objects.running().filter(matter=minutes, clock=Clock.RECEIPT).count() == 1
    assert step("sign_for_minutes", minutes, by(org.head)).status == "archived"


def test_a_late_draft_climbs_the_ladder(take, org):
    minutes = take()
    with clock.told(minutes.due_at + timedelta(days=4)):
        deadlines.sweep()
    row = minutes.deadlines.get()
    assert (row.state, row.light) == (State.RUNNING, "red")
    assert row.firings.exists()


def test_the_issue_is_due_two_working_days_after_the_meeting(take, org, by):
    minutes = take("countersigning")
    assert minutes.due_at == Meeting.objects.get(pk=minutes.meeting_id).due_at
    whole = minutes.deadlines.filter(clock=Clock.DUE, party=None)
    assert [row.state for row in whole.order_by("pk")] == [State.MET, State.RUNNING]


def test_what_waits_for_whom_stands_in_their_workbench(take, org, by):
    minutes = take()
    assert "Circulate" in stack_of(org.coordinator, "do")[minutes.pk]
    minutes = step("circulate_minutes", minutes, by(org.coordinator), departments=[org.housing])
    assert stack_of(org.head, "decide")[minutes.pk] == ["Countersign"]
    assert minutes.pk not in stack_of(org.planner, "decide")
    minutes = step("countersign_minutes", minutes, by(org.head))
    assert stack_of(org.planner, "decide")[minutes.pk] == ["Issue"]
    assert minutes.pk not in stack_of(org.head, "decide")


def test_long_and_hostile_text_is_broken_into_paragraphs():
    words = "\u202e" + "x" * 5000
    found = list(paragraphs_of(f"# Head\n\n{words}\n---\n- **bold** item"))
    assert [one.level for one in found] == [1, 0, 0, 0, 0]
    assert "".join(one.words for one in found[1:4]) == words
    assert found[-1].words == "• bold item"
