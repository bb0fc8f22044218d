"""Clocks of feedback: terms by severity, standing still for the submitter, and closing after a notice."""

from datetime import timedelta

import pytest

from collab.activity.models import Activity
from collab.common import clock
from collab.common.actor import UNNAMED
from collab.common.errors import Conflict, Invalid
from collab.deadlines.actions import sweep
from collab.deadlines.actions.ladders import RungPlan, edit_ladder
from collab.deadlines.models import Deadline, Ladder
from feedback import actions
from feedback.actions import Giver, close_due_feedback, submit_feedback
from feedback.models import Feedback, Submitter

pytestmark = pytest.mark.django_db


def due_of(feedback, kind: str):
    return Deadline.objects.filter(matter=feedback, clock=kind).latest("pk").due_at


def later(at, days: float = 0):
    return clock.told(at + timedelta(days=days, seconds=1))


def test_an_overdue_acceptance_calls_the_coordinators(give, org):
    feedback = give()
    with later(due_of(feedback, "acceptance")):
        sweep()
    told = Activity.objects.filter(matter=feedback, event="deadline.reminded").latest("pk")
    assert told.facts["people"] == [org.coordinator.pk]


def test_coordinators_change_the_terms_by_severity(give, by, org):
    before = due_of(give(), "acceptance")
    ladder = Ladder.objects.get(clock="acceptance")
    rungs = [RungPlan(0, "working_day", ("coordinators",))]
    held = {"ladder": ladder, "actor": by(org.coordinator), "version": ladder.version, "rungs": rungs}
    with pytest.raises(Invalid):
        edit_ladder(**held, terms={"0": 60})
    edit_ladder(**held, terms={"normal": 4800})
    assert due_of(give(), "acceptance") > before + timedelta(days=5)


def test_clocks_stand_still_while_the_submitter_is_asked(assigned, do, org):
    feedback = assigned()
    due = feedback.due_at
    feedback = do("ask-submitter", feedback, org.planner, text="Which lift?")
    assert (feedback.status, feedback.light) == ("waiting", "none")
    with later(clock.now(), 2):
        feedback = do("reply", feedback, org.staff, text="The one in the east wing")
        assert (feedback.status, feedback.light) == ("in_progress", "green")
    assert feedback.due_at > due
    states = set(Deadline.objects.filter(matter=feedback).values_list("clock", "state"))
    assert {("answer", "running"), ("solution", "running"), ("reply", "met")} <= states


def test_without_a_reply_notice_is_given_and_then_it_is_closed(assigned, do, org):
    feedback = do("ask-submitter", assigned(), org.planner, text="Which lift?")
    with later(due_of(feedback, "reply"), -2):
        sweep()
        assert close_due_feedback() == 0
    chased = Activity.objects.filter(matter=feedback, event="deadline.reminded")
    assert {pk for row in chased for pk in row.facts["people"]} == {org.staff.pk}
    with later(due_of(feedback, "reply")):
        assert close_due_feedback() == 1
        assert close_due_feedback() == 0
    assert Feedback.objects.get(pk=feedback.pk).status == "waiting"
    with later(due_of(feedback, "confirmation")):
        assert close_due_feedback() == 1
    feedback = Feedback.objects.get(pk=feedback.pk)
    assert (feedback.status, feedback.ending) == ("closed", "unreplied")
    assert not Deadline.objects.filter(matter=feedback, state__in=("running", "paused")).exists()


def test_a_reply_after_the_notice_saves_it(assigned, do, org):
    feedback = do("ask-submitter", assigned(), org.planner, text="Which lift?")
    with later(due_of(feedback, "reply")):
        close_due_feedback()
        feedback = do("reply", feedback, org.staff, text="East")
    with later(clock.now(), 200):
        assert close_due_feedback() == 0
    assert feedback.status == "in_progress"


def test_answered_it_closes_when_the_notice_ends_and_not_before(answered):
    feedback = answered()
    due = due_of(feedback, "confirmation")
    told = Activity.objects.get(matter=feedback, event="feedback.answered").facts["due"]
    assert told == due.isoformat()
    with later(due, -1):
        assert close_due_feedback() == 0
    with later(due):
        assert close_due_feedback() == 1
    feedback = Feedback.objects.get(pk=feedback.pk)
    assert (feedback.status, feedback.ending, feedback.score) == ("closed", "timed_out", None)


def test_said_not_to_be_solved_it_is_not_closed_by_time(answered, do, org):
    do("say-not-solved", answered(), org.staff, reason="No")
    with later(clock.now(), 100):
        assert close_due_feedback() == 0


def test_solved_late_it_stays_late(assigned, do, org):
    feedback = assigned()
    with later(feedback.due_at):
        feedback = do("answer", feedback, org.planner, text="At last")
    assert feedback.done_late


def test_whoever_holds_the_code_speaks_for_an_anonymous_submitter(do, org):
    given = {"title": "Noise", "giver": Giver(anonymous=True, code_hash="b" * 64)}
    feedback = submit_feedback(actor=UNNAMED, **given)
    feedback = do("accept", feedback, org.coordinator)
    feedback = do("assign", feedback, org.coordinator, department=org.planning)
    feedback = do("ask-submitter", feedback, org.planner, text="When?")
    through = Submitter.objects.get(code_hash="b" * 64)
    held = {"actor": UNNAMED, "through": through}
    feedback = actions.reply_as_submitter(feedback=feedback, version=None, text="At night", **held)
    feedback = do("answer", feedback, org.planner, text="Stopped")
    feedback = actions.confirm_feedback(feedback=feedback, version=None, score=5, **held)
    assert (feedback.status, feedback.score) == ("closed", 5)
    said = Activity.objects.filter(matter=feedback, via="unnamed")
    assert set(said.values_list("actor", flat=True)) == {None}


def test_somebody_out_of_reach_is_not_asked(do, org):
    feedback = submit_feedback(actor=UNNAMED, title="Noise", giver=Giver(anonymous=True))
    feedback = do("accept", feedback, org.coordinator)
    feedback = do("assign", feedback, org.coordinator, department=org.planning)
    with pytest.raises(Conflict) as refused:
        do("ask-submitter", feedback, org.planner, text="When?")
    assert refused.value.code == "out_of_reach"
