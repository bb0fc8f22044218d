"""Preparation: proposals, time boxes, pre-reads and who opened them, the gate, clashes, replies, delegates, quorum."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid
from collab.matters.actions import attach_file
from collab.org.models import Absence
from meetings import actions
from meetings.models import AgendaItem, Decision, PreReadOpening, Reply
from meetings.selectors.clashes import Why, clashes, clashes_of
from meetings.selectors.preparing import pre_reads_of, quorum_of, start_times, time_budget

pytestmark = pytest.mark.django_db


def item_of(meeting) -> AgendaItem:
    return AgendaItem.objects.filter(meeting=meeting).latest("pk")


def attach(item, actor, name="figures.txt"):
    return attach_file(matter=item, actor=actor, file=ContentFile(b"1,2,3", name=name), name=name)


def test_any_department_that_sees_a_meeting_proposes_in_its_own_name(meet, by, org):
    meeting = meet("preparing", visibility="organisation")
    item = actions.add_agenda_item(meeting=meeting, actor=by(org.outsider), title="Festival")
    assert (item.status, item.department) == ("proposed", org.culture)
    with pytest.raises(Forbidden):
        actions.add_agenda_item(meeting=meet("preparing"), actor=by(org.outsider), title="Festival")


def test_a_returned_proposal_is_handed_in_again_with_what_was_asked_for(meet, by, org):
    meeting = meet("preparing")
    item = actions.add_agenda_item(meeting=meeting, actor=by(org.staff), title="Stalls")
    item = actions.return_item(item=item, actor=by(org.planner), version=item.version, reason="Costs?")
    with pytest.raises(Forbidden):
        actions.resubmit_item(item=item, actor=by(org.colleague), version=item.version, body="x")
    item = actions.resubmit_item(item=item, actor=by(org.staff), version=item.version, body="It costs 5.")
    assert (item.status, item.body) == ("proposed", "It costs 5.")
    item = actions.admit_item(item=item, actor=by(org.planner), version=item.version)
    said = item.activities.values_list("event", flat=True)
    assert {"agenda_item.returned", "agenda_item.resubmitted", "agenda_item.admitted"} <= set(said)


def test_the_time_of_the_agenda_is_measured_against_the_meetings(meet, by, org):
    meeting, planner = meet("preparing"), by(org.planner)
    one = actions.add_agenda_item(meeting=meeting, actor=planner, title="One", minutes_allotted=25)
    two = actions.add_agenda_item(meeting=meeting, actor=planner, title="Two", minutes_allotted=50)
    actions.add_agenda_item(meeting=meeting, actor=by(org.staff), title="Proposed", minutes_allotted=30)
    items = list(AgendaItem.objects.filter(meeting=meeting).order_by("position"))
    budget = time_budget(meeting, items)
    assert (budget.allotted, budget.length, budget.over) == (75, 60, 15)
    assert start_times(meeting, items) == {
        one.pk: meeting.starts_at,
        two.pk: meeting.starts_at + timedelta(minutes=25),
    }
    slots = [actions.Slot(two.pk, 1, 30), actions.Slot(one.pk, 2, 25)]
    meeting = actions.plan_agenda(meeting=meeting, actor=planner, version=meeting.version, slots=slots)
    order = AgendaItem.objects.filter(meeting=meeting).order_by("position").values_list("title", flat=True)
    assert list(order) == ["Two", "One", "Proposed"]
    with pytest.raises(Invalid):
        actions.plan_agenda(
            meeting=meeting, actor=planner, version=meeting.version, slots=[actions.Slot(999, 1, 5)]
        )


def test_the_gate_waits_for_pre_reads_that_were_asked_for(meet, by, org):
    meeting, planner = meet("preparing"), by(org.planner)
    item = actions.add_agenda_item(meeting=meeting, actor=planner, title="Budget", needs_pre_read=True)
    with pytest.raises(Conflict) as refusal:
        actions.announce_meeting(meeting=meeting, actor=planner, version=meeting.version)
    assert item.number in str(refusal.value)
    attach(item, planner)
    announced = actions.announce_meeting(meeting=meeting, actor=planner, version=meeting.version)
    assert (announced.status, announced.override_reason) == ("announced", "")


@pytest.mark.parametrize("door", ["page", "api"])
def test_whoever_opens_a_pre_read_is_known_to_have_opened_it(meet, by, org, client, door):
    meeting = meet()
    file = attach(item_of(meeting), by(org.planner))
    client.force_login(org.staff)
    url = {"page": f"/files/{file.pk}/", "api": f"/api/v1/attachments/{file.pk}/content/"}[door]
    for _time in range(2):
        assert client.get(url).status_code == 200
    assert PreReadOpening.objects.get().person == org.staff
    read = pre_reads_of(meeting, [item_of(meeting)])[item_of(meeting).pk][0]
    assert list(read.opened) == ["Planner", "Staff"]
    assert "Liaison" in read.waiting
    shown = client.get(f"/api/v1/agenda-items/{item_of(meeting).pk}/").json()["pre_reads"]
    assert shown[0]["opened"] == ["Planner", "Staff"]
    assert "Liaison" in client.get(f"/meetings/items/{item_of(meeting).pk}/").content.decode()


def test_clashes_say_who_and_when_but_not_what_one_may_not_see(meet, by, org):
    meeting = meet("preparing")
    hidden = meet(
        "preparing", title="Secret", visibility="parties", chair=org.staff, departments=[], attendees=[]
    )
    Absence.objects.create(
        person=org.liaison, starts_at=meeting.starts_at - timedelta(days=1), ends_at=meeting.ends_at
    )
    found = {(c.person, c.why): c for c in clashes_of(meeting, by(org.coordinator).person)}
    assert found[org.staff, Why.MEETING].meeting is None
    assert found[org.staff, Why.MEETING].starts_at == hidden.starts_at
    assert found[org.liaison, Why.ABSENCE].ends_at == meeting.ends_at
    seen = {(c.person, c.why): c for c in clashes_of(meeting, by(org.staff).person)}
    assert seen[org.staff, Why.MEETING].meeting == hidden


def test_a_time_off_working_hours_clashes_with_those_who_do_not_work_then(org):
    sunday = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
    tuesday = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
    hour = timedelta(hours=1)
    assert [c.why for c in clashes([org.staff.pk], sunday, sunday + hour, org.staff)] == [Why.OFF_HOURS]
    assert clashes([org.staff.pk], tuesday, tuesday + hour, org.staff) == []


def test_clashes_are_shown_while_a_meeting_is_planned(meet, org, client):
    meeting = meet("preparing")
    client.force_login(org.planner)
    asked = {
        "starts_at": meeting.starts_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat(),
        "attendees": [org.staff.pk],
    }
    text = client.get("/meetings/clashes/", asked).content.decode()
    assert meeting.number in text
    assert client.get("/meetings/clashes/", {"starts_at": "x"}).status_code == 200
    assert client.get(f"/api/v1/meetings/{meeting.pk}/clashes/").status_code == 200
    client.force_login(org.staff)
    assert client.get(f"/api/v1/meetings/{meeting.pk}/clashes/").status_code == 403


def respond(meeting, actor, answer="accepted"):
    return actions.respond_to_meeting(meeting=meeting, actor=actor, version=meeting.version, answer=answer)


def test_only_those_invited_answer_once_it_is_announced(meet, by, org):
    with pytest.raises(Forbidden):
        respond(meet(), by(org.outsider))
    with pytest.raises(Conflict):
        respond(meet("preparing", days=5), by(org.staff))
    assert respond(meet(days=7), by(org.staff), "declined").answer == "declined"


def delegate(meeting, by, org, mandate="full", note="", to=None):
    return actions.name_delegate(
        meeting=meeting, actor=by(org.staff), version=meeting.version,
        delegate=to or org.outsider, mandate=mandate, note=note,
    )  # fmt: skip


def test_a_delegate_is_let_in_with_a_mandate_and_out_again(meet, by, org):
    meeting = meet(visibility="parties")
    delegate(meeting, by, org, "instructed", "Agree up to 5 million.")
    seen = AgendaItem.objects.visible_to(by(org.outsider).person)
    assert item_of(meeting) in seen.all()
    respond(meeting, by(org.staff))
    assert not AgendaItem.objects.visible_to(by(org.outsider).person).exists()
    assert Reply.objects.get().delegate is None


def test_a_delegate_is_one_who_is_not_invited_and_stands_in_once(meet, by, org):
    meeting = meet()
    for person, mandate in ((org.planner, "full"), (org.outsider, "instructed"), (org.outsider, "anything")):
        with pytest.raises(Invalid):
            delegate(meeting, by, org, mandate, to=person)
    delegate(meeting, by, org)
    with pytest.raises(Invalid):
        actions.name_delegate(
            meeting=meeting, actor=by(org.planner), version=None, delegate=org.outsider, mandate="full"
        )


@pytest.mark.parametrize(("rule", "needed"), [({"count": 2}, 2), ({"percent": 50}, 2), ({"percent": 100}, 3)])
def test_a_quorum_is_counted_from_replies_and_then_from_presence(meet, by, org, rule, needed):
    meeting, planner = meet(), by(org.planner)
    meeting = actions.set_quorum(meeting=meeting, actor=planner, version=meeting.version, **rule)
    assert (quorum_of(meeting).entitled, quorum_of(meeting).needed) == (3, needed)
    respond(meeting, planner)
    delegate(meeting, by, org, "report")
    assert quorum_of(meeting).there == 1, "who only listens takes no seat"
    delegate(meeting, by, org, "full")
    respond(meeting, by(org.liaison))
    assert quorum_of(meeting).there == 3
    meeting = actions.start_meeting(meeting=meeting, actor=planner, version=meeting.version)
    rows = [
        actions.Present(presence="present", person=org.planner),
        actions.Present(presence="proxy", person=org.outsider, stands_in_for=org.staff),
        actions.Present(presence="absent", person=org.liaison),
    ]
    meeting = actions.record_attendance(meeting=meeting, actor=planner, version=meeting.version, rows=rows)
    assert (quorum_of(meeting).there, quorum_of(meeting).met) == (2, needed <= 2)


def test_whoever_leaves_counts_for_the_quorum_no_longer(meet, by, org):
    meeting, planner = meet(), by(org.planner)
    meeting = actions.set_quorum(meeting=meeting, actor=planner, version=meeting.version, count=2)
    meeting = actions.start_meeting(meeting=meeting, actor=planner, version=meeting.version)
    for actor in (planner, by(org.staff)):
        meeting = actions.check_in(meeting=meeting, actor=actor, version=meeting.version)
    assert quorum_of(meeting).met
    actions.check_out(meeting=meeting, actor=by(org.staff), version=meeting.version)
    assert (quorum_of(meeting).there, quorum_of(meeting).met) == (1, False)


def test_a_delegate_reads_what_was_put_forward_before_they_were_named(meet, by, org):
    meeting = meet(visibility="parties")
    decision = actions.propose_decision(
        actor=by(org.planner), title="The market moves", department=org.planning, meeting=meeting,
        visibility="parties",
    )  # fmt: skip
    delegate(meeting, by, org)
    assert Decision.objects.visible_to(org.outsider).filter(pk=decision.pk).exists()
    respond(meeting, by(org.staff))
    assert not Decision.objects.visible_to(org.outsider).filter(pk=decision.pk).exists()


@pytest.mark.parametrize(("mandate", "presence"), [("full", "proxy"), ("report", "non_voting")])
def test_a_delegate_who_checks_in_takes_the_seat_they_were_sent_to_take(meet, by, org, mandate, presence):
    meeting, planner = meet(), by(org.planner)
    meeting = actions.set_quorum(meeting=meeting, actor=planner, version=meeting.version, count=1)
    delegate(meeting, by, org, mandate)
    meeting = actions.start_meeting(meeting=meeting, actor=planner, version=meeting.version)
    actions.check_in(meeting=meeting, actor=by(org.outsider), version=meeting.version)
    row = meeting.attendance.get(person=org.outsider)
    assert row.presence == presence
    assert row.stands_in_for == (org.staff if mandate == "full" else None)
    assert quorum_of(meeting).met == (mandate == "full")


def test_a_quorum_is_a_number_or_a_share(meet, by, org):
    meeting = meet()
    for rule in ({"count": 0}, {"percent": 101}, {"count": 1, "percent": 50}):
        with pytest.raises(Invalid):
            actions.set_quorum(meeting=meeting, actor=by(org.planner), version=meeting.version, **rule)


def test_an_answer_grows_stale_when_the_meeting_is_moved(meet, by, org, client):
    meeting = meet()
    respond(meeting, by(org.staff))
    at = clock.now() + timedelta(days=4)
    meeting = actions.reschedule_meeting(
        meeting=meeting, actor=by(org.planner), version=meeting.version, reason="x",
        starts_at=at, ends_at=at + timedelta(hours=1),
    )  # fmt: skip
    client.force_login(org.staff)
    text = client.get(f"/meetings/{meeting.pk}/").content.decode()
    assert "Answered for the earlier time" in text
    assert client.get("/api/v1/meeting-replies/").json()["results"][0]["outdated"] is True
