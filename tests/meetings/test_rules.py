"""How meetings are prepared, run and closed, and what comes of their agenda."""

from datetime import timedelta

import pytest

from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid, TransitionRefused
from collab.deadlines.models import Clock, State
from collab.matters.chain import chain_of, open_ends_among
from collab.matters.models import Matter
from collab.org.selectors import calendar_of
from meetings import actions
from meetings.models import AgendaItem, Decision, Meeting, Minutes

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_meeting(org, by):
    """A meeting that planning hosts, with housing at the table, moved through the real actions."""

    def make(state: str = "preparing", **fields) -> Meeting:
        now = clock.now()
        planner, secretary = by(org.planner), org.coordinator
        meeting = actions.create_meeting(
            actor=planner,
            title="Old-town renewal 老城改造",
            department=org.planning,
            chair=org.planner,
            secretary=secretary,
            attendees=[org.staff],
            departments=[org.housing],
            starts_at=now + timedelta(days=2),
            ends_at=now + timedelta(days=2, hours=1),
            **({"purpose": "Agree on the market."} | fields),
        )
        if state == "preparing":
            return meeting
        actions.add_agenda_item(meeting=meeting, actor=planner, title="Market relocation", sought="decide")
        meeting = actions.announce_meeting(meeting=meeting, actor=planner, version=meeting.version)
        steps = {
            "running": lambda m: actions.start_meeting(meeting=m, actor=planner, version=m.version),
            "minutes_due": lambda m: actions.finish_meeting(meeting=m, actor=planner, version=m.version),
            "closed": lambda m: issued(m, planner),
        }
        for name, step in steps.items():
            if state == "announced":
                break
            meeting = step(meeting)
            if name == state:
                break
        return meeting

    return make


def issued(meeting: Meeting, chair) -> Meeting:
    """The meeting once its minutes are out."""
    minutes = Minutes.objects.get(meeting=meeting)
    actions.issue_minutes(minutes=minutes, actor=chair, version=minutes.version)
    return Meeting.objects.get(pk=meeting.pk)


def item_of(meeting: Meeting) -> AgendaItem:
    return AgendaItem.objects.get(meeting=meeting)


def discussing(meeting: Meeting, actor) -> AgendaItem:
    item = item_of(meeting)
    return actions.discuss_item(item=item, actor=actor, version=item.version)


def test_nothing_is_announced_without_purpose_and_agenda(make_meeting, by, org):
    meeting = make_meeting(purpose="")
    with pytest.raises(Conflict) as refusal:
        actions.announce_meeting(meeting=meeting, actor=by(org.planner), version=meeting.version)
    assert refusal.value.code == "not_prepared"


def test_the_gate_opens_for_a_reason_which_stays_visible(make_meeting, by, org):
    meeting = make_meeting(purpose="")
    meeting = actions.announce_meeting(
        meeting=meeting, actor=by(org.planner), version=meeting.version, reason="The river rises."
    )
    assert (meeting.status, meeting.override_reason) == ("announced", "The river rises.")


def test_a_meeting_ends_after_it_starts(make_meeting, by, org):
    meeting, now = make_meeting(), clock.now()
    with pytest.raises(Invalid):
        actions.reschedule_meeting(
            meeting=meeting,
            actor=by(org.planner),
            version=meeting.version,
            starts_at=now,
            ends_at=now,
            reason="x",
        )


@pytest.mark.parametrize("who", ["outsider", "staff", "head"])
def test_only_those_who_prepare_it_announce_it(make_meeting, by, org, who):
    meeting = make_meeting()
    with pytest.raises(Forbidden):
        actions.announce_meeting(meeting=meeting, actor=by(getattr(org, who)), version=meeting.version)


def test_nobody_hosts_for_a_department_not_their_own(org, by):
    now = clock.now()
    with pytest.raises(Forbidden):
        actions.create_meeting(
            actor=by(org.staff),
            title="x",
            department=org.planning,
            starts_at=now,
            ends_at=now + timedelta(hours=1),
        )


def test_items_of_other_departments_are_proposed_and_admitted(make_meeting, by, org):
    meeting = make_meeting()
    item = actions.add_agenda_item(meeting=meeting, actor=by(org.staff), title="Stalls")
    assert item.status == "proposed"
    item = actions.admit_item(item=item, actor=by(org.planner), version=item.version)
    assert item.status == "admitted"
    with pytest.raises(Forbidden):
        actions.add_agenda_item(meeting=meeting, actor=by(org.outsider), title="Stalls")


def test_whoever_is_invited_sees_the_items_too(make_meeting, by, org):
    meeting = make_meeting("announced")
    assert not Matter.objects.visible_to(org.outsider).exists()
    actions.invite_to_meeting(
        meeting=meeting, actor=by(org.planner), version=meeting.version, people=[org.outsider]
    )
    seen = Matter.objects.visible_to(by(org.outsider).person).values_list("pk", flat=True)
    assert {meeting.pk, item_of(meeting).pk} <= set(seen)


def test_outcomes_are_noted_only_while_the_meeting_runs(make_meeting, by, org):
    item = item_of(make_meeting("announced"))
    with pytest.raises(Conflict) as refusal:
        actions.discuss_item(item=item, actor=by(org.planner), version=item.version)
    assert refusal.value.code == "not_running"


def test_adopting_an_item_makes_a_decision(make_meeting, by, org):
    meeting = make_meeting("running")
    item = discussing(meeting, by(org.planner))
    decision = actions.adopt_item(
        item=item, actor=by(org.planner), version=item.version, decision="The market moves in spring"
    )
    assert (decision.status, decision.agenda_item, decision.meeting) == ("adopted", item, meeting)
    assert item_of(meeting).status == "adopted"


def test_an_item_that_asks_for_a_decision_is_not_just_concluded(make_meeting, by, org):
    item = discussing(make_meeting("running"), by(org.planner))
    with pytest.raises(Conflict):
        actions.conclude_item(item=item, actor=by(org.planner), version=item.version)


@pytest.mark.parametrize("name", ["defer_item", "reject_item"])
def test_putting_off_and_turning_down_need_a_reason(make_meeting, by, org, name):
    item = discussing(make_meeting("running"), by(org.planner))
    with pytest.raises(Invalid):
        getattr(actions, name)(item=item, actor=by(org.planner), version=item.version, reason=" ")


def test_the_secretary_owes_the_minutes_one_working_day_later_and_their_issue_in_two(make_meeting, org):
    meeting = make_meeting("minutes_due")
    minutes, calendar = Minutes.objects.get(meeting=meeting), calendar_of(org.planning)
    assert minutes.owner == org.coordinator
    assert minutes.deadlines.get().due_at == calendar.add_days(meeting.finished_at, 1)
    assert meeting.due_at == calendar.add_days(meeting.finished_at, 2)


def test_issuing_the_minutes_stops_their_clock_and_closes_the_meeting(make_meeting):
    meeting = make_meeting("closed")
    assert Minutes.objects.get(meeting=meeting).deadlines.get(clock=Clock.DUE).state == State.MET
    assert not meeting.is_open


def test_a_closed_meeting_is_not_cancelled(make_meeting, by, org):
    meeting = make_meeting("closed")
    with pytest.raises(TransitionRefused):
        actions.cancel_meeting(meeting=meeting, actor=by(org.planner), version=meeting.version, reason="x")


def test_open_ends_are_minutes_undecided_items_and_decisions_without_a_task(make_meeting, by, org):
    meeting = make_meeting("minutes_due")
    assert len(open_ends_among([meeting])[meeting.pk]) == 2
    item = item_of(meeting)
    assert open_ends_among([item])[item.pk]
    decision = actions.propose_decision(actor=by(org.planner), title="x", department=org.planning)
    decision = actions.adopt_decision(decision=decision, actor=by(org.planner), version=decision.version)
    assert open_ends_among([decision])[decision.pk]


def test_a_task_handed_out_from_a_decision_closes_the_open_end(make_meeting, by, org):
    meeting = make_meeting("running")
    item = discussing(meeting, by(org.planner))
    decision = actions.adopt_item(item=item, actor=by(org.planner), version=item.version, decision="Move it")
    task = actions.hand_out_work(
        matter=decision,
        actor=by(org.planner),
        version=decision.version,
        title="Plan the move",
        department=org.housing,
        responsible=org.staff,
    )
    decision = Decision.objects.get()
    assert (task.status, decision.status) == ("issued", "carrying_out")
    assert decision.pk not in open_ends_among([decision])
    graph = chain_of(task, by(org.planner).person)
    assert {meeting.pk, item.pk, decision.pk, task.pk} <= graph.nodes.keys()


def test_a_proxy_says_for_whom(make_meeting, by, org):
    meeting = make_meeting("running")
    rows = [actions.Present(presence="proxy", person=org.colleague)]
    with pytest.raises(Invalid):
        actions.record_attendance(meeting=meeting, actor=by(org.planner), version=meeting.version, rows=rows)
    rows = [
        actions.Present(presence="proxy", person=org.colleague, stands_in_for=org.staff),
        actions.Present(presence="present", name="A guest"),
    ]
    meeting = actions.record_attendance(
        meeting=meeting, actor=by(org.planner), version=meeting.version, rows=rows
    )
    assert meeting.attendance.count() == 2


def test_a_series_needs_a_rule_that_can_be_read(org, by):
    with pytest.raises(Invalid):
        actions.create_series(
            actor=by(org.planner), title="Weekly", department=org.planning, rrule="EVERY DAY"
        )
    series = actions.create_series(
        actor=by(org.planner), title="Weekly", department=org.planning, rrule="FREQ=WEEKLY;BYDAY=MO"
    )
    assert series.pk
