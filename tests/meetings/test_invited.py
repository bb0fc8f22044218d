"""Those invited: told anew where a meeting is held elsewhere, delegates sent by mail, everyone noted at once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from collab.activity.models import Activity
from collab.common.errors import Conflict, Invalid
from collab.matters.models import Party
from meetings import actions
from meetings.models import AgendaItem, Attendance, Decision, Meeting, Reply
from meetings.selectors.preparing import default_quorum, unprepared
from tests.conftest import acting
from tests.tasks.conftest import page  # noqa: F401

from .table import Table
from .test_calendars import as_mail, pipe, reply_to, sent_to

pytestmark = pytest.mark.django_db


def patch(client, meeting: Meeting, **changes):
    fresh = Meeting.objects.get(pk=meeting.pk)
    return client.patch(
        f"/api/v1/meetings/{meeting.pk}/",
        changes,
        content_type="application/json",
        headers={"If-Match": f'"v{fresh.version}"'},
    )


def test_a_meeting_held_elsewhere_sends_the_invitation_anew(
    meet,
    org,
    page,  # noqa: F811
    django_capture_on_commit_callbacks,
):
    meeting = meet(place="Room 1")
    actions.respond_to_meeting(
        meeting=meeting, actor=acting(org.staff), version=meeting.version, answer="accepted"
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert patch(page(org.planner), meeting, place="Room 2").status_code == 200
    asked = sent_to(org.staff)[-1]
    [event] = asked.walk("VEVENT")
    assert (asked["METHOD"], int(event["SEQUENCE"]), str(event["LOCATION"])) == ("REQUEST", 1, "Room 2")
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    told = Activity.objects.get(event="meeting.relocated")
    assert (told.facts["before"], told.facts["where"]) == ("Room 1", "Room 2")


def test_the_page_changes_the_place_too_and_other_words_tell_nobody(meet, org, page):  # noqa: F811
    meeting = meet(place="Room 1")
    address = reverse("meetings:edit", args=[meeting.pk])
    given = {"title": "Renewal", "type": meeting.type, "purpose": meeting.purpose, "place": "Room 1"}
    browser = page(org.planner, htmx=True)
    assert browser.post(address, given | {"version": meeting.version}).status_code == 204
    assert Meeting.objects.get(pk=meeting.pk).sequence == 0
    version = Meeting.objects.get(pk=meeting.pk).version
    sent = given | {"version": version, "link": "https://meet.example.org/1"}
    assert browser.post(address, sent).status_code == 204
    assert Meeting.objects.get(pk=meeting.pk).sequence == 1
    assert Activity.objects.filter(event="meeting.relocated").count() == 1


def test_one_that_is_not_announced_yet_is_moved_quietly(meet, org, page):  # noqa: F811
    meeting = meet("preparing")
    assert patch(page(org.planner), meeting, place="Room 2").status_code == 200
    assert not Activity.objects.filter(event="meeting.relocated").exists()


def test_answers_hold_where_only_the_place_changes_and_end_where_the_time_does(meet, org, by):
    meeting, planner = meet(), by(org.planner)
    old = reply_to(meeting)
    meeting = actions.edit_meeting(meeting=meeting, actor=planner, version=meeting.version, place="Room 2")
    kept = actions.receive_reply(raw=old.encode(), actor=by(org.staff), is_mail=False)
    assert (kept.answer, kept.sequence) == ("accepted", 1)
    at = meeting.starts_at + timedelta(days=1)
    meeting = Meeting.objects.get(pk=meeting.pk)
    meeting = actions.reschedule_meeting(
        meeting=meeting, actor=planner, version=meeting.version, reason="x",
        starts_at=at, ends_at=at + timedelta(hours=1),
    )  # fmt: skip
    assert (meeting.sequence, meeting.timed_sequence) == (2, 2)
    assert not meeting.replies.given_for_its_time(meeting).exists()


def delegating(meeting, to: str = "colleague@example.org", more: str = "", note: bool = False) -> str:
    text = reply_to(meeting, answer=f'DELEGATED;DELEGATED-TO="mailto:{to}"', more=more)
    return text if note else text.replace("COMMENT:See you there\n", "")


BESIDE = (
    'ATTENDEE;PARTSTAT=NEEDS-ACTION;DELEGATED-FROM="mailto:staff@example.org":mailto:colleague@example.org\n'
)


@pytest.mark.parametrize(("note", "mandate"), [(True, "instructed"), (False, "report")])
def test_a_delegate_named_by_a_mail_program_is_recorded_with_a_mandate(meet, org, monkeypatch, note, mandate):
    meeting = meet()
    pipe(monkeypatch, as_mail(delegating(meeting, more=BESIDE, note=note)))
    kept = Reply.objects.get()
    assert (kept.person, kept.answer, kept.delegate) == (org.staff, "delegated", org.colleague)
    assert (kept.mandate, kept.via) == (mandate, "mail")
    assert Party.objects.filter(matter=meeting.pk, person=org.colleague).exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (lambda m: delegating(m, to="nobody@example.org"), "delegate_unknown"),
        (lambda m: reply_to(m, answer="DELEGATED"), "delegate"),
        (lambda m: reply_to(m, answer='DELEGATED;DELEGATED-TO="mailto:a@b.c","mailto:d@e.f"'), "delegate"),
        (lambda m: reply_to(m, answer='DELEGATED;DELEGATED-TO="tel:5"'), "attendee"),
        (lambda m: delegating(m, more=BESIDE + BESIDE), "not_one_attendee"),
        (lambda m: delegating(m, to="planner@example.org"), "invited"),
    ],
)
def test_a_delegate_that_cannot_be_taken_is_refused_in_words(meet, org, page, text, code):  # noqa: F811
    meeting = meet()
    answer = page(org.staff).post(
        "/api/v1/meeting-replies/", {"reply": text(meeting)}, content_type="application/json"
    )
    assert answer.status_code == 400
    [error] = answer.json()["errors"]
    assert error["code"] == code
    assert len(error["detail"]) > 20
    assert not Reply.objects.exists()


def test_the_dialog_of_rescheduling_tells_what_stands_against_the_new_time(meet, org, page):  # noqa: F811
    meeting, other = meet(), meet(days=5, title="Budget")
    browser = page(org.planner, htmx=True)
    dialog = browser.get(f"/matters/{meeting.pk}/do/reschedule/").content.decode()
    address = f"{reverse('meetings:clashes')}?meeting={meeting.pk}"
    assert f'hx-get="{address}"' in dialog
    address = reverse("meetings:clashes")
    times = {"starts_at": other.starts_at.isoformat(), "ends_at": other.ends_at.isoformat()}
    times["meeting"] = meeting.pk
    assert other.number in browser.get(address, times).content.decode()
    own = times | {"starts_at": meeting.starts_at.isoformat(), "ends_at": meeting.ends_at.isoformat()}
    assert meeting.number not in browser.get(address, own).content.decode()
    foreign = page(org.outsider).get(address, times)
    assert other.number not in foreign.content.decode()


def test_an_agenda_longer_than_the_meeting_is_announced_only_with_a_reason(meet, org, page):  # noqa: F811
    meeting = meet("preparing")
    actions.add_agenda_item(meeting=meeting, actor=acting(org.planner), title="Long", minutes_allotted=75)
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert len(unprepared(meeting)) == 1
    client = page(org.planner)
    send = {"content_type": "application/json", "headers": {"If-Match": f'"v{meeting.version}"'}}
    refused = client.post(f"/api/v1/meetings/{meeting.pk}/announce/", {}, **send)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_prepared")
    assert "15" in refused.json()["detail"]
    done = page(org.planner, htmx=True).post(
        f"/matters/{meeting.pk}/do/announce/", {"version": meeting.version, "reason": "Nobody minds."}
    )
    assert done.status_code == 204
    assert Meeting.objects.get(pk=meeting.pk).override_reason == "Nobody minds."


@pytest.fixture
def table(org) -> Table:
    """Planning chairs; staff, head and liaison are invited by name; the coordinator writes the minutes."""
    return Table(org)


@pytest.mark.parametrize("door", ["page", "api"])
def test_everyone_invited_is_noted_in_one_step_and_exceptions_stay(table, org, page, door):  # noqa: F811
    table.do(
        actions.mark_presence,
        meeting=table.now(),
        actor=acting(org.coordinator),
        person=org.head,
        presence="absent",
    )
    version = table.now().version
    if door == "page":
        browser = page(org.coordinator, htmx=True)
        done = browser.post(f"/matters/{table.meeting.pk}/do/mark-all-present/", {"version": version})
    else:
        done = page(org.coordinator).post(
            f"/api/v1/meetings/{table.meeting.pk}/mark-all-present/",
            {},
            content_type="application/json",
            headers={"If-Match": f'"v{version}"'},
        )
    assert done.status_code in (200, 204)
    noted = dict(Attendance.objects.values_list("person__username", "presence"))
    present = dict.fromkeys(["planner", "coordinator", "staff", "liaison"], "present")
    assert noted == present | {"head": "absent"}
    with pytest.raises(Conflict):
        table.do(actions.mark_all_present, meeting=table.now(), actor=acting(org.coordinator))


def test_what_people_answered_says_how_they_are_noted(meet, org, by):
    meeting, planner = meet(attendees=[org.staff, org.head, org.liaison]), by(org.planner)
    actions.respond_to_meeting(meeting=meeting, actor=by(org.head), version=None, answer="declined")
    for person, delegate, mandate in (
        (org.staff, org.colleague, "full"),
        (org.liaison, org.outsider, "report"),
    ):
        actions.name_delegate(
            meeting=meeting, actor=by(person), version=None, delegate=delegate, mandate=mandate
        )
    meeting = Meeting.objects.get(pk=meeting.pk)
    meeting = actions.start_meeting(meeting=meeting, actor=planner, version=meeting.version)
    actions.mark_all_present(meeting=meeting, actor=planner, version=meeting.version)
    rows = Attendance.objects.values_list("person__username", "presence", "stands_in_for__username")
    assert set(rows) == {
        ("planner", "present", None),
        ("head", "leave", None),
        ("staff", "leave", None),
        ("colleague", "proxy", "staff"),
        ("liaison", "leave", None),
        ("outsider", "non_voting", None),
    }


def test_a_delegate_stands_in_for_nobody_who_came_themselves(meet, org, by):
    meeting, planner = meet(), by(org.planner)
    actions.name_delegate(
        meeting=meeting, actor=by(org.staff), version=None, delegate=org.colleague, mandate="full"
    )
    meeting = Meeting.objects.get(pk=meeting.pk)
    meeting = actions.start_meeting(meeting=meeting, actor=planner, version=meeting.version)
    meeting = actions.check_in(meeting=meeting, actor=by(org.staff), version=meeting.version)
    actions.mark_all_present(meeting=meeting, actor=planner, version=meeting.version)
    assert Attendance.objects.get(person=org.colleague).stands_in_for is None
    assert Attendance.objects.get(person=org.staff).presence == "present"


def test_only_those_who_keep_the_attendance_note_everyone(table, org, page):  # noqa: F811
    address = f"/api/v1/meetings/{table.meeting.pk}/mark-all-present/"
    send = {"content_type": "application/json", "headers": {"If-Match": f'"v{table.now().version}"'}}
    assert page(org.staff).post(address, {}, **send).status_code == 403
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("rule", "percent"), [({"percent": 70}, 70), ({"count": 2}, 50), ({"count": 3}, 75), ({}, 50)]
)
def test_a_decision_takes_its_quorum_from_the_meeting(meet, org, by, rule, percent):
    meeting, planner = meet(attendees=[org.staff, org.head, org.liaison], departments=[]), by(org.planner)
    meeting = actions.set_quorum(meeting=meeting, actor=planner, version=meeting.version, **rule)
    given = {"actor": planner, "department": org.planning, "meeting": meeting, "method": "vote"}
    assert actions.propose_decision(title="Its own", **given).quorum == percent
    assert actions.propose_decision(title="Named", quorum=90, **given).quorum == 90
    with pytest.raises(Invalid):
        actions.propose_decision(title="Too much", quorum=101, **given)


def test_an_item_put_to_the_vote_has_the_meetings_quorum(org, by):
    table = Table(org)
    Meeting.objects.filter(pk=table.meeting.pk).update(quorum_percent=80)
    item = table.do(actions.discuss_item, item=table.items()[0], actor=acting(org.planner))
    item = AgendaItem.objects.get(pk=item.pk)
    decision = table.do(actions.put_item_to_vote, item=item, actor=acting(org.planner), decision="Yes")
    assert (decision.quorum, decision.ballots.get().quorum) == (80, 80)


def test_the_page_leaves_the_quorum_to_the_meeting(meet, org, page):  # noqa: F811
    meeting = meet()
    meeting = actions.set_quorum(
        meeting=meeting, actor=acting(org.planner), version=meeting.version, percent=66
    )
    given = {
        "title": "By the rule",
        "department": org.planning.pk,
        "meeting": meeting.pk,
        "method": "vote",
        "threshold": "majority",
        "visibility": "departments",
        "quorum": "",
    }
    assert page(org.planner).post(reverse("meetings:propose"), given).status_code == 302
    assert Decision.objects.get().quorum == 66 == default_quorum(meeting)
    assert default_quorum(None) == 50


def test_a_ballot_without_its_quorum_says_how_many_are_missing(table, org, page):  # noqa: F811
    table.come(org.planner, org.staff)
    decision = table.ballot()
    table.do(actions.check_out, meeting=table.now(), actor=acting(org.staff))
    version = Decision.objects.get(pk=decision.pk).version
    refused = page(org.planner).post(
        f"/api/v1/decisions/{decision.pk}/close-voting/",
        {},
        content_type="application/json",
        headers={"If-Match": f'"v{version}"'},
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "no_quorum")
    assert "1" in refused.json()["detail"]
    assert "2" in refused.json()["detail"]
