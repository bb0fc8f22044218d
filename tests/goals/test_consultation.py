"""Consultation: who is asked, by when, what holds the sponsor up, and what a change asks anew."""

from datetime import timedelta

import pytest

from collab.activity.delivery import deliver
from collab.activity.models import Activity
from collab.common import clock
from collab.common.errors import Forbidden, Invalid, TransitionRefused
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock, Deadline, Firing, State
from collab.matters.actions import edit_matter
from collab.notifications.models import Notification
from collab.org.models import Absence, Role
from goals import actions
from goals.actions import ContributionBrief
from goals.models import Answer, Goal, GoalVersion
from tests.conftest import person
from tests.goals.agreeing import accepted, confirmed, consulted, refused_with, said

pytestmark = pytest.mark.django_db


def test_an_incomplete_goal_cannot_be_put_to_consultation_and_each_gap_is_named(make_goal, by, org):
    goal = make_goal(unit="", target=0, relevance="", feasibility=" ")
    with pytest.raises(Invalid) as refused:
        consulted(goal, by, org.head)
    assert {(error.field, error.code) for error in refused.value.errors} == {
        ("unit", "required"),
        ("target", "equals_baseline"),
        ("feasibility", "required"),
        ("relevance", "no_parent_no_reason"),
    }
    assert Goal.objects.get(pk=goal.pk).status == "draft"


def test_each_contributing_department_is_asked_on_a_clock_of_its_own(make_goal, by, org):
    goal = consulted(make_goal(), by, org.head)
    row = said(goal, org.planning)
    running = Deadline.objects.get(matter=goal, state=State.RUNNING)
    assert (row.answer, running.party, running.due_at) == (Answer.PENDING, row.party, row.due_at)
    assert goal.versions.get().snapshot["target"] == "120"


def test_a_late_department_is_reminded_then_its_head_then_the_sponsor(make_goal, by, org):
    desk = person("desk", (org.planning, Role.LIAISON))
    goal = consulted(make_goal(), by, org.head)
    due = said(goal, org.planning).due_at
    deadlines.sweep(now=due + timedelta(days=14))
    told = {pk for firing in Firing.objects.filter(deadline__matter=goal) for pk in firing.people}
    assert {desk.pk, org.planner.pk, org.leader.pk} <= told
    assert org.head.pk not in told
    accepted(said(goal, org.planning), by, desk)
    assert said(goal, org.planning).answered_at is not None


def test_only_the_department_that_is_asked_answers(make_goal, by, org):
    goal = consulted(make_goal(), by, org.head)
    with pytest.raises(Forbidden):
        accepted(said(goal, org.planning), by, org.head)


def test_an_absent_officers_delegate_answers_in_their_name(make_goal, by, org):
    now = clock.now()
    Absence.objects.create(
        person=org.planner,
        delegate=org.colleague,
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(days=2),
    )
    goal = consulted(make_goal(), by, org.head)
    accepted(said(goal, org.planning), by, org.colleague)
    entry = goal.activities.get(event="goal.answered")
    assert (entry.actor, entry.on_behalf_of) == (org.colleague, org.planner)


def test_the_sponsor_waits_for_departments_whose_time_is_not_up(make_goal, by, org):
    goal = consulted(make_goal(), by, org.head)
    with refused_with("not_answered"):
        confirmed(goal, by, org.leader, override="We are in a hurry")
    with clock.told(said(goal, org.planning).due_at + timedelta(hours=1)):
        with refused_with("not_answered"):
            confirmed(goal, by, org.leader)
        goal = confirmed(goal, by, org.leader, override="Asked twice, no answer")
    assert (goal.status, said(goal, org.planning).answer) == ("agreed", Answer.MOOT)
    assert not Deadline.objects.filter(matter=goal, state=State.RUNNING).exists()


def test_an_objection_is_answered_before_the_sponsor_can_confirm(make_goal, by, org):
    goal = consulted(make_goal(), by, org.head)
    row = said(goal, org.planning)
    actions.object_to_goal(consultation=row, actor=by(org.planner), version=1, grounds="No site is free")
    with refused_with("objection_unanswered"):
        confirmed(goal, by, org.leader)
    row.refresh_from_db()
    actions.reply_to_consultation(consultation=row, actor=by(org.planner), version=2, text="Still none")
    with refused_with("objection_unanswered"):
        confirmed(goal, by, org.leader)
    actions.reply_to_consultation(consultation=row, actor=by(org.staff), version=3, text="The depot is")
    assert confirmed(goal, by, org.leader).status == "agreed"


def test_nobody_confirms_a_goal_they_own(make_goal, by, org):
    with pytest.raises(Invalid) as refused:
        consulted(make_goal(owner=org.leader), by, org.head)
    assert [error.code for error in refused.value.errors] == ["own_goal"]
    goal = consulted(make_goal(contributions=[]), by, org.head)
    with pytest.raises(Forbidden):
        confirmed(goal, by, org.head)
    assert confirmed(goal, by, org.leader).status == "agreed"


def test_a_change_of_what_was_agreed_stays_a_proposal_until_it_is_confirmed(agreed, by, org):
    goal = agreed()
    goal = actions.propose_change(
        goal=goal, actor=by(org.staff), version=goal.version, reason="Fewer flats", target=90
    )
    assert (goal.target, goal.proposal.changes) == (120, ["target"])
    accepted(said(goal, org.planning), by, org.planner)
    goal = confirmed(goal, by, org.leader)
    assert (goal.target, goal.status) == (90, "agreed")
    assert [version.snapshot["target"] for version in goal.versions.all()] == ["120", "90"]


def test_only_departments_whose_part_changed_are_asked_again(agreed, by, org):
    both = [
        ContributionBrief(org.planning, "Land", "Two sites"),
        ContributionBrief(org.office, "Permits", "In a week"),
    ]
    goal = agreed(contributions=both[:1])
    goal = actions.propose_change(
        goal=goal, actor=by(org.staff), version=goal.version, reason="Permits too", contributions=both
    )
    assert [row.department for row in goal.proposal.consultations.all()] == [org.office]
    assert goal.contributions.count() == 1
    accepted(said(goal, org.office), by, org.leader)
    goal = confirmed(goal, by, org.leader)
    assert goal.contributions.count() == 2


def test_a_dropped_change_leaves_what_was_agreed_and_lets_new_departments_go(agreed, by, org):
    goal = agreed()
    more = [ContributionBrief(org.planning, "Finds the land", "Two sites by June")]
    more.append(ContributionBrief(org.culture, "Tells the story"))
    goal = actions.propose_change(
        goal=goal, actor=by(org.staff), version=goal.version, reason="Story", contributions=more
    )
    assert Goal.objects.visible_to(org.outsider).exists()
    goal = actions.drop_change(goal=goal, actor=by(org.staff), version=goal.version, reason="No")
    assert not Goal.objects.visible_to(org.outsider).exists()
    assert not Deadline.objects.filter(matter=goal, state=State.RUNNING).exists()
    assert goal.versions.last().state == GoalVersion.State.DROPPED


def test_an_answer_stands_where_a_new_proposal_changes_nothing_for_its_department(make_goal, by, org):
    both = [
        ContributionBrief(org.planning, "Land", "Two sites"),
        ContributionBrief(org.office, "Permits", "In a week"),
    ]
    goal = consulted(make_goal(contributions=both), by, org.head)
    accepted(said(goal, org.planning), by, org.planner)
    changed = [both[0], ContributionBrief(org.office, "Permits", "In two weeks")]
    goal = Goal.objects.get(pk=goal.pk)
    goal = actions.propose_change(
        goal=goal, actor=by(org.staff), version=goal.version, reason="Slower", contributions=changed
    )
    answers = {row.department: row.answer for row in goal.proposal.consultations.all()}
    assert answers == {org.planning: Answer.ACCEPTED, org.office: Answer.PENDING}
    assert Deadline.objects.filter(matter=goal, clock=Clock.DUE, state=State.RUNNING).count() == 1


def test_what_was_agreed_is_not_edited_past_its_contributors(agreed, by, org):
    goal = agreed()
    with pytest.raises(TransitionRefused):
        actions.edit_goal(goal=goal, actor=by(org.staff), version=goal.version, target=1)
    with refused_with("agreed_words"):
        edit_matter(matter=goal, actor=by(org.staff), version=goal.version, title="Another goal")


def test_a_started_goal_rests_and_goes_on_with_its_day_as_agreed(agreed, by, org):
    goal = agreed()
    goal = actions.activate_goal(goal=goal, actor=by(org.staff), version=goal.version)
    due = goal.due_at
    with pytest.raises(Forbidden):
        actions.pause_goal(goal=goal, actor=by(org.staff), version=goal.version, reason="Rain")
    goal = actions.pause_goal(goal=goal, actor=by(org.leader), version=goal.version, reason="Rain")
    assert Deadline.objects.get(matter=goal, state=State.PAUSED)
    goal = actions.resume_goal(goal=goal, actor=by(org.leader), version=goal.version)
    assert (goal.status, goal.due_at) == ("active", due)


def test_those_asked_and_the_sponsor_hear_when_it_is_their_turn(make_goal, by, org):
    goal = consulted(make_goal(), by, org.head)
    accepted(said(goal, org.planning), by, org.planner)
    deliver(list(Activity.objects.select_related("matter", "actor").order_by("pk")))
    heard = {(n.person.username, n.activity.event, n.why) for n in Notification.objects.all()}
    assert ("planner", "goal.consulted", "act") in heard
    assert ("leader", "goal.answered", "act") in heard
