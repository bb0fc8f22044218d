"""The loop: handed to a department, answered, and closed by nobody but whoever gave it or the end of a notice."""

import pytest

from collab.common.errors import Conflict, Forbidden, Invalid, StaleVersion, TransitionRefused
from collab.deadlines.models import Deadline
from collab.matters.actions import change_visibility, edit_matter
from collab.matters.models import Matter
from feedback import actions
from feedback.models import Feedback, Turn
from tasks.actions import create_task

pytestmark = pytest.mark.django_db


def clocks(feedback) -> dict[str, str]:
    rows = Deadline.objects.filter(matter=feedback).order_by("pk")
    return dict(rows.values_list("clock", "state"))


def test_from_submission_to_confirmation(give, do, org):
    feedback = do("accept", give(), org.coordinator, severity="high")
    assert (feedback.status, feedback.severity, feedback.priority) == ("accepted", "high", 1)
    assert clocks(feedback) == {"acceptance": "met", "answer": "running", "solution": "running"}
    assert feedback.due_at is not None
    assert feedback.light == "green"
    feedback = do("assign", feedback, org.coordinator, department=org.planning)
    feedback = do("start", feedback, org.planner)
    assert (feedback.status, feedback.owner, feedback.department) == (
        "in_progress",
        org.planner,
        org.planning,
    )
    feedback = do("answer", feedback, org.planner, text="We ordered the part", interim=True)
    assert (feedback.status, clocks(feedback)["answer"]) == ("answered", "met")
    assert clocks(feedback)["solution"] == "running"
    feedback = do("answer", feedback, org.planner, text="It runs again", cause="equipment")
    assert (feedback.status, feedback.solution, feedback.cause) == (
        "awaiting_confirmation",
        "It runs again",
        "equipment",
    )
    assert clocks(feedback)["confirmation"] == "running"
    feedback = do("confirm", feedback, org.staff, score="4", words="Thanks")
    assert (feedback.status, feedback.is_open, feedback.score, feedback.ending) == (
        "closed",
        False,
        4,
        "confirmed",
    )
    assert not Deadline.objects.running().filter(matter=feedback).exists()
    kinds = list(Turn.objects.filter(feedback=feedback).values_list("kind", flat=True))
    assert kinds == ["interim", "answer", "confirmed"]


@pytest.mark.parametrize("who", ["planner", "coordinator", "admin"])
def test_neither_its_owner_nor_a_coordinator_closes_it(answered, do, org, who):
    feedback = answered()
    for name in ("confirm", "say-not-solved"):
        given = {"reason": "No"} if name == "say-not-solved" else {}
        with pytest.raises(Forbidden):
            do(name, feedback, getattr(org, who), **given)


def test_confirmed_twice_it_says_so(answered, do, org):
    feedback = do("confirm", answered(), org.staff)
    with pytest.raises(Conflict) as refused:
        do("confirm", feedback, org.staff)
    assert refused.value.code == "already_confirmed"
    with pytest.raises(Invalid):
        do("confirm", answered(), org.staff, score="6")


def test_not_solved_begins_another_round_and_nothing_said_before_is_lost(answered, do, org):
    feedback = do("say-not-solved", answered(), org.staff, reason="It stopped again")
    assert (feedback.status, feedback.round, feedback.reopened) == ("reopened", 2, 1)
    assert feedback.due_at is not None
    feedback = do("answer", feedback, org.planner, text="Replaced the motor")
    feedback = do("confirm", feedback, org.staff, score="5")
    said = Turn.objects.filter(feedback=feedback).values_list("round", "kind", "text")
    assert list(said) == [
        (1, "answer", "The lift runs again"),
        (1, "not_solved", "It stopped again"),
        (2, "answer", "Replaced the motor"),
        (2, "confirmed", ""),
    ]
    feedback = do("reopen", feedback, org.coordinator, reason="Seen standing still")
    assert (feedback.status, feedback.round, feedback.ending) == ("reopened", 3, "")


def test_refused_it_is_over_and_the_reason_is_wanted(give, do, org):
    with pytest.raises(Invalid):
        do("refuse", give(), org.coordinator, reason=" ")
    feedback = do("refuse", give(), org.coordinator, reason="Not ours")
    assert (feedback.status, feedback.is_open, feedback.ending) == ("not_accepted", False, "refused")
    with pytest.raises(TransitionRefused):
        do("accept", feedback, org.coordinator)


def test_reassigned_it_leaves_the_first_department_with_its_clocks_running(assigned, do, org):
    feedback = assigned()
    with pytest.raises(Forbidden):
        do("reassign", feedback, org.staff, department=org.culture, reason="Theirs")
    with pytest.raises(Conflict):
        do("reassign", feedback, org.planner, department=org.planning, reason="Same")
    due = feedback.due_at
    feedback = do(
        "reassign", feedback, org.planner, department=org.housing, reason="Theirs", responsible=org.head
    )
    assert (feedback.status, feedback.owner, feedback.due_at) == ("reassigned", org.head, due)
    assert not Feedback.objects.visible_to(org.planner).filter(pk=feedback.pk).exists()


def test_nobody_answers_what_they_gave(assigned, give, do, org):
    with pytest.raises(Invalid) as refused:
        do("reassign", assigned(), org.planner, department=org.housing, reason="x", responsible=org.staff)
    assert refused.value.errors[0].field == "responsible"
    own = do("accept", give(by=org.planner), org.coordinator)
    own = do("assign", own, org.coordinator, department=org.planning)
    with pytest.raises(Forbidden):
        do("answer", own, org.planner, text="Fine")


def test_the_final_answer_waits_for_the_tasks_handed_out_from_it(assigned, do, by, org):
    feedback = assigned()
    task = create_task(
        actor=by(org.planner), title="Mend", department=org.planning, source="feedback", came_from=feedback,
        responsible=org.planner, issue=True,
    )  # fmt: skip
    with pytest.raises(Conflict) as refused:
        do("answer", feedback, org.planner, text="Done")
    assert (refused.value.code, task.number in str(refused.value)) == ("task_open", True)
    do("answer", feedback, org.planner, text="In hand", interim=True)
    Matter.objects.filter(pk=task.pk).update(status="completed")
    assert do("answer", feedback, org.planner, text="Done").status == "awaiting_confirmation"


def test_two_officers_at_once_do_not_overwrite_each_other(assigned, by, org):
    feedback = assigned()
    held = {"feedback": feedback, "version": feedback.version}
    actions.answer_feedback(**held, actor=by(org.planner), text="First", interim=True)
    with pytest.raises(StaleVersion):
        actions.answer_feedback(**held, actor=by(org.leader), text="Second")
    assert list(Turn.objects.values_list("text", flat=True)) == ["First"]


def test_escalated_it_reaches_the_sponsor_once_a_round(assigned, do, org):
    feedback = do("escalate", assigned(), org.staff, reason="Nobody calls back")
    assert feedback.activities.get(event="feedback.escalated").facts["people"] == [org.leader.pk]
    with pytest.raises(Conflict):
        do("escalate", feedback, org.coordinator, reason="Again")


def test_the_submitter_alone_opens_it_to_all_and_nobody_rewrites_it(assigned, by, org):
    feedback = assigned()
    wide = {"matter": feedback, "version": feedback.version, "visibility": "organisation"}
    for who in (org.planner, org.coordinator):
        with pytest.raises(Forbidden):
            change_visibility(actor=by(who), **wide)
    with pytest.raises(Conflict):
        edit_matter(matter=feedback, actor=by(org.coordinator), version=feedback.version, title="All is well")
    change_visibility(actor=by(org.staff), **wide)
    assert Feedback.objects.visible_to(org.outsider).filter(pk=feedback.pk).exists()


def test_merged_everybody_hears_the_answer_and_keeps_a_page_of_their_own(assigned, give, do, org):
    head, other = assigned(), give(by=org.colleague, title="Lift broken")
    merged = do("merge", other, org.coordinator, into=Matter.objects.get(pk=head.pk))
    assert (merged.status, merged.merged_into_id, merged.ending) == ("merged", head.pk, "merged")
    assert not Feedback.objects.visible_to(org.colleague).filter(pk=head.pk).exists()
    head = do("answer", head, org.planner, text="It runs again")
    told = other.activities.get(event="feedback.answer_shared")
    assert told.facts["text"] == "It runs again"
    with pytest.raises(Forbidden):
        do("confirm", head, org.colleague)
    apart = do("reopen", merged, org.colleague, reason="Mine is another lift")
    assert (apart.status, apart.merged_into_id, apart.department) == ("reopened", None, org.planning)
    assert do("confirm", head, org.staff).status == "closed"


def test_what_was_merged_follows_when_its_head_is_merged(assigned, give, do, org):
    first, second, third = give(), give(), assigned()
    do("merge", first, org.coordinator, into=Matter.objects.get(pk=second.pk))
    do("merge", second, org.coordinator, into=Matter.objects.get(pk=third.pk))
    assert Feedback.objects.get(pk=first.pk).merged_into_id == third.pk
    with pytest.raises(Conflict):
        do("merge", third, org.coordinator, into=Matter.objects.get(pk=second.pk))
    with pytest.raises(Invalid):
        do("merge", third, org.coordinator, into=Matter.objects.get(pk=third.pk))
