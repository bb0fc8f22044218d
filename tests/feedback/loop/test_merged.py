"""Everybody who gave what was merged hears the answer, scores it once, and loses nothing when another withdraws."""

from datetime import timedelta

import pytest

from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid, TransitionRefused
from collab.deadlines.models import Deadline
from collab.matters.models import Matter
from feedback.models import Feedback, Turn
from insight.circulars.periods import today
from insight.selectors.feedback_rates import count_feedback
from tests.access.doors import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged(assigned, give, do, org):
    """What staff gave, with planning, and what a colleague gave and was merged into it."""
    head, other = assigned(), give(by=org.colleague, title="Lift broken")
    return head, do("merge", other, org.coordinator, into=Matter.objects.get(pk=head.pk))


def test_each_submitter_scores_the_shared_answer_once_and_counts_once(merged, do, org):
    head, follower = merged
    with pytest.raises(Conflict):
        do("rate", follower, org.colleague, score="5")
    do("answer", head, org.planner, text="It runs again")
    with pytest.raises(Forbidden):
        do("rate", follower, org.planner, score="5")
    with pytest.raises(Invalid):
        do("rate", follower, org.colleague, score="")
    follower = do("rate", follower, org.colleague, score="2", words="Slow")
    assert (follower.status, follower.score, follower.score_words) == ("merged", 2, "Slow")
    with pytest.raises(Conflict):
        do("rate", follower, org.colleague, score="5")
    do("confirm", head, org.staff, score="5")
    day = today()
    total, _departments = count_feedback(org.coordinator, day, day, None)
    assert sorted(total.held["scored"]) == sorted([head.pk, follower.pk])
    assert (total.held["content"], total.held["received"]) == ([head.pk], [head.pk])


def test_the_score_is_asked_for_on_the_workbench_until_it_is_given(merged, do, org, client):
    head, follower = merged
    rate = f"/matters/{follower.pk}/do/rate/"
    client.force_login(org.colleague, backend=BACKEND)
    assert rate not in client.get("/").content.decode()
    do("answer", head, org.planner, text="It runs again")
    assert rate in client.get("/").content.decode()
    with clock.told(clock.now() + timedelta(days=15)):
        assert rate not in client.get("/").content.decode()
    do("rate", follower, org.colleague, score="4")
    assert rate not in client.get("/").content.decode()


def test_another_round_asks_everybody_for_another_score(merged, do, org):
    head, follower = merged
    do("answer", head, org.planner, text="It runs again")
    do("rate", follower, org.colleague, score="5")
    do("say-not-solved", head, org.staff, reason="It does not")
    assert Feedback.objects.get(pk=follower.pk).score is None
    do("answer", head, org.planner, text="Now it does")
    assert do("rate", follower, org.colleague, score="3").score == 3
    assert list(Turn.objects.filter(feedback=follower).values_list("score", flat=True)) == [5, 3]


@pytest.mark.parametrize("state", ["submitted", "assigned", "waiting", "awaiting_confirmation"])
def test_whoever_gave_it_withdraws_it_with_a_reason_and_the_history_stays(give, assigned, do, org, state):
    feedback = give() if state == "submitted" else assigned()
    if state == "waiting":
        do("ask-submitter", feedback, org.planner, text="Which lift?")
    if state == "awaiting_confirmation":
        do("answer", feedback, org.planner, text="It runs again")
    said = Turn.objects.filter(feedback=feedback).count()
    with pytest.raises(Forbidden):
        do("withdraw", feedback, org.coordinator, reason="x")
    with pytest.raises(Invalid):
        do("withdraw", feedback, org.staff, reason=" ")
    feedback = do("withdraw", feedback, org.staff, reason="Seen to already")
    assert (feedback.status, feedback.ending, feedback.is_open) == ("withdrawn", "withdrawn", False)
    assert not Deadline.objects.running().filter(matter=feedback).exists()
    assert Turn.objects.filter(feedback=feedback).count() == said + 1
    assert feedback.activities.get(event="feedback.withdrawn").facts["reason"] == "Seen to already"
    with pytest.raises(TransitionRefused):
        do("reopen", feedback, org.staff, reason="x")


def test_what_others_gave_goes_on_when_the_one_it_was_merged_into_is_withdrawn(merged, do, org):
    head, follower = merged
    do("answer", head, org.planner, text="First", interim=True)
    do("withdraw", head, org.staff, reason="No longer mine")
    follower.refresh_from_db()
    assert (follower.status, follower.merged_into, follower.department) == ("reopened", None, org.planning)
    assert (follower.owner, follower.reopened, follower.round) == (org.planner, 0, 1)
    assert Deadline.objects.running().filter(matter=follower, clock="solution").exists()
    assert do("answer", follower, org.planner, text="Done").status == "awaiting_confirmation"


def test_a_handler_who_gave_what_parts_does_not_own_it(assigned, give, do, org):
    head, own = assigned(), give(by=org.planner)
    do("merge", own, org.coordinator, into=Matter.objects.get(pk=head.pk))
    do("start", head, org.planner)
    do("withdraw", head, org.staff, reason="Done")
    own.refresh_from_db()
    assert (own.status, own.owner) == ("reopened", None)


def test_what_was_merged_is_withdrawn_by_its_own_submitter_alone(merged, do, org):
    head, follower = merged
    follower = do("withdraw", follower, org.colleague, reason="Another matter")
    assert (follower.status, follower.merged_into) == ("withdrawn", None)
    do("answer", head, org.planner, text="It runs again")
    assert not follower.activities.filter(event="feedback.answer_shared").exists()


def test_what_was_withdrawn_in_time_spoils_no_rate(give, do, org):
    feedback = do("withdraw", give(), org.staff, reason="Mistaken")
    day = today()
    total, _departments = count_feedback(org.coordinator, day, day, None)
    assert {name: held for name, held in total.held.items() if held} == {"received": [feedback.pk]}
