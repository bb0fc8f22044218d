"""Calendars: feeds that mean the same instants in every zone, invitations by e-mail, replies read back or refused."""

import io
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rruleset, rrulestr
from django.core import mail
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from collab.activity.delivery import deliver
from collab.activity.models import Activity
from collab.common import clock
from collab.common.errors import Invalid
from collab.notifications.actions import send_due_messages
from collab.org.actions import deactivate_person, reactivate_person
from meetings import actions
from meetings.calendars.replies import BadReply, read_mail, read_reply
from meetings.calendars.writing import uid_of
from meetings.calendars.zones import timezone_of
from meetings.models import CalendarFeed, Meeting, Reply

from .conftest import MONDAY, NOW

pytestmark = pytest.mark.django_db
ZONES = [
    "America/New_York",
    "Europe/Dublin",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Shanghai",
    "UTC",
]


def offset_at(component, wall: datetime) -> timedelta:
    """What a client makes of a VTIMEZONE: the offset of the latest onset not after this local time."""
    onsets = []
    for part in component.subcomponents:
        times = [part["DTSTART"].dt]
        rdate = part.get("RDATE")
        times += [one.dt for one in rdate.dts] if rdate else []
        onsets += [(at, part["TZOFFSETTO"].td) for at in times]
    return max(onset for onset in onsets if onset[0] <= wall)[1]


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_is_written_so_that_clients_find_the_same_instant(zone):
    component = timezone_of(ZoneInfo(zone), date(2026, 1, 1))
    at = datetime(2026, 1, 1, 12)
    while at < datetime(2029, 1, 1):
        assert offset_at(component, at) == at.replace(tzinfo=ZoneInfo(zone)).utcoffset(), at
        at += timedelta(days=1)


def test_an_onset_stands_in_the_clock_time_that_ends_with_it():
    text = timezone_of(ZoneInfo("America/New_York"), date(2026, 1, 1)).to_ical().decode()
    assert "DTSTART:20250309T020000" in text
    assert "DTSTART:20251102T020000" in text


def address(actor, **of) -> str:
    feed, secret = actions.make_feed(actor=actor, **of)
    assert secret not in feed.digest
    return f"/calendar/{secret}.ics"


def expand(text: bytes, until: datetime) -> list[datetime]:
    """All instants a client shows: every rule with its EXDATEs, each instance replaced by its exception."""
    events = Calendar.from_ical(text).walk("VEVENT")
    found, replaced = [], {event["RECURRENCE-ID"].dt for event in events if "RECURRENCE-ID" in event}
    for event in events:
        start = event["DTSTART"].dt
        if "RRULE" not in event:
            found.append(start.astimezone(UTC))
            continue
        zone = start.tzinfo
        dates = event.get("EXDATE", [])
        dates = dates if isinstance(dates, list) else [dates]
        rules = rruleset()
        rules.rrule(rrulestr(event["RRULE"].to_ical().decode(), dtstart=start.replace(tzinfo=None)))
        off = {one.dt for each in dates for one in each.dts} | replaced
        wall = until.astimezone(zone).replace(tzinfo=None)
        every = (at.replace(tzinfo=zone) for at in rules.between(start.replace(tzinfo=None), wall, inc=True))
        found += [at.astimezone(UTC) for at in every if at not in off]
    return sorted(found)


def test_a_series_feed_shows_moved_cancelled_and_left_out_meetings(make_series, by, org, client):
    series = make_series(zone="Europe/Berlin", start_time=time(10))
    planner = by(org.planner)
    with clock.told(NOW):
        first = series.next_at
        week = [first.astimezone(series.tz) + timedelta(days=7 * n) for n in range(8)]
        week = [at.astimezone(UTC) for at in week]
        actions.sweep_series()
        meeting = Meeting.objects.get()
        series.refresh_from_db()
        actions.reschedule_meeting(
            meeting=meeting, actor=planner, version=meeting.version, reason="x",
            starts_at=first + timedelta(days=1), ends_at=first + timedelta(days=1, hours=2),
        )  # fmt: skip
        gone = actions.prepare_occurrence(series=series, actor=planner, version=series.version, at=week[2])
        actions.cancel_meeting(meeting=gone, actor=planner, version=gone.version, reason="Flood")
        series.refresh_from_db()
        actions.leave_out(series=series, actor=planner, version=series.version, at=week[4], reason="Feast")
        url = address(by(org.staff), series=series)
        answer = client.get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    shown = expand(answer.content, week[7])
    assert shown == [first + timedelta(days=1), week[1], week[3], week[5], week[6], week[7]]
    assert b"BEGIN:VTIMEZONE" in answer.content


def test_everyone_has_a_feed_of_their_own_meetings_and_sees_nothing_more(meet, series, org, by, client):
    mine, other = meet(), meet(title="Secret geheim", attendees=[], departments=[], visibility="parties")
    text = client.get(address(by(org.staff))).content.decode()
    assert mine.number in text
    assert "geheim" not in text
    assert f"series-{series.pk}@" in text
    department = client.get(address(by(org.outsider), department=org.planning)).content.decode()
    assert "VEVENT" not in department
    assert other.number in client.get(address(by(org.planner))).content.decode()


def test_an_address_ends_with_its_revocation_or_its_owner(by, org, client):
    url = address(by(org.staff))
    actions.revoke_feed(feed=CalendarFeed.objects.get(), actor=by(org.staff))
    assert client.get(url).status_code == 404
    url = address(by(org.staff))
    org.staff.is_active = False
    org.staff.save()
    assert client.get(url).status_code == 404
    assert client.get("/calendar/guess.ics").status_code == 404


def test_an_account_that_was_closed_and_opened_again_has_no_address(by, org, client):
    _feed, secret = actions.make_feed(actor=by(org.staff))
    deactivate_person(person=org.staff, actor=by(org.coordinator), version=1)
    closed = list(Activity.objects.filter(event="org.person_deactivated"))
    deliver(closed)
    reactivate_person(person=org.staff, actor=by(org.coordinator), version=2)
    assert client.get(f"/calendar/{secret}.ics").status_code == 404
    _feed, fresh = actions.make_feed(actor=by(org.staff))
    deliver(closed)
    assert client.get(f"/calendar/{fresh}.ics").status_code == 200


def test_the_pages_of_calendar_addresses(client, org, series):
    client.force_login(org.staff)
    made = client.post("/meetings/calendars/new/", {"series": series.pk})
    assert made.status_code == 200
    assert "/calendar/" in made.content.decode()
    feed = CalendarFeed.objects.get()
    assert client.get("/meetings/calendars/").status_code == 200
    client.force_login(org.colleague)
    assert client.get(f"/meetings/calendars/{feed.pk}/revoke/").status_code == 404
    client.force_login(org.staff)
    assert client.post(f"/meetings/calendars/{feed.pk}/revoke/").status_code in (204, 302)
    assert client.post("/api/v1/calendar-feeds/", {}, content_type="application/json").status_code == 201


def sent_to(person) -> list[Calendar]:
    """The calendar parts of the mails to somebody, newest last."""
    with clock.told(clock.now() + timedelta(hours=2)):
        send_due_messages()
    parts = []
    for letter in mail.outbox:
        if letter.to == [person.email]:
            parts += [
                part.get_payload(decode=True)
                for part in letter.message().walk()
                if part.get_content_type() == "text/calendar"
            ]
    return [Calendar.from_ical(part) for part in parts]


def test_invitations_go_out_and_are_called_off(meet, org, by, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        meeting = meet()
    asked = sent_to(org.staff)[-1]
    event = asked.walk("VEVENT")[0]
    assert asked["METHOD"] == "REQUEST"
    assert event["ATTENDEE"] == "mailto:staff@example.org"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert (event["DTSTART"].dt, int(event["SEQUENCE"])) == (meeting.starts_at.replace(microsecond=0), 0)
    with django_capture_on_commit_callbacks(execute=True):
        meeting = actions.cancel_meeting(
            meeting=meeting, actor=by(org.planner), version=meeting.version, reason="Flood."
        )
    called_off = sent_to(org.staff)[-1]
    assert called_off["METHOD"] == "CANCEL"
    again = called_off.walk("VEVENT")[0]
    assert (again["UID"], int(again["SEQUENCE"]), again["STATUS"]) == (event["UID"], 1, "CANCELLED")
    assert not sent_to(org.outsider)


REPLY = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Some mail program//EN
METHOD:{method}
BEGIN:VEVENT
UID:{uid}
SEQUENCE:{sequence}
DTSTAMP:{stamp}
ATTENDEE;PARTSTAT={answer};CN=Somebody:mailto:{who}
{more}COMMENT:See you there
END:VEVENT
END:VCALENDAR
"""


def reply_to(meeting, **more) -> str:
    given = {
        "method": "REPLY",
        "uid": uid_of(meeting),
        "sequence": meeting.sequence,
        "stamp": f"{clock.now():%Y%m%dT%H%M%SZ}",
        "answer": "ACCEPTED",
        "who": "Staff@Example.org",
        "more": "",
    } | more
    return REPLY.format(**given)


def as_mail(text: str, sender: str = "Staff <staff@example.org>") -> bytes:
    head = f"From: {sender}\nTo: collab@localhost\nSubject: Accepted\nMIME-Version: 1.0\n"
    return f"{head}Content-Type: text/calendar; method=REPLY; charset=utf-8\n\n{text}".encode()


def pipe(monkeypatch, raw: bytes) -> None:
    monkeypatch.setattr("sys.stdin", type("In", (), {"buffer": io.BytesIO(raw)})())
    call_command("read_calendar_reply", stdout=io.StringIO())


def test_an_answer_from_a_mail_program_is_read_back(meet, org, monkeypatch):
    meeting = meet()
    pipe(monkeypatch, as_mail(reply_to(meeting)))
    kept = Reply.objects.get()
    assert (kept.person, kept.answer, kept.via, kept.note) == (org.staff, "accepted", "mail", "See you there")
    later = f"{clock.now() + timedelta(minutes=1):%Y%m%dT%H%M%SZ}"
    pipe(monkeypatch, as_mail(reply_to(meeting, answer="DECLINED", stamp=later)))
    assert Reply.objects.get().answer == "declined"


def test_an_answer_names_the_instance_of_a_series(series, org, by):
    with clock.told(NOW):
        actions.sweep_series()
        meeting = Meeting.objects.get()
        meeting = actions.announce_meeting(
            meeting=meeting, actor=by(org.planner), version=meeting.version, reason="As ever."
        )
        instance = f"RECURRENCE-ID:{MONDAY:%Y%m%dT%H%M%SZ}\n"
        text = reply_to(meeting, more=instance)
        kept = actions.receive_reply(raw=text.encode(), actor=by(org.staff), is_mail=False)
        assert kept.meeting == meeting
        for more, code in (("", "whole_series"), (f"RECURRENCE-ID:{NOW:%Y%m%dT%H%M%SZ}\n", "not_found")):
            with pytest.raises(Invalid) as refusal:
                actions.receive_reply(
                    raw=reply_to(meeting, more=more).encode(), actor=by(org.staff), is_mail=False
                )
            assert refusal.value.errors[0].code == code


NEST = "BEGIN:VEVENT\n" * 30
HOSTILE = {
    "too_large": lambda m: reply_to(m, more="X-A:" + "a" * 70_000 + "\n"),
    "too_many_lines": lambda m: reply_to(m, more="X-A:1\n" * 3_000),
    "too_many_components": lambda m: NEST + reply_to(m),
    "not_a_reply": lambda m: reply_to(m, method="REQUEST"),
    "unknown_uid": lambda m: reply_to(m, uid="meeting-1@elsewhere.example"),
    "not_one_event": lambda m: reply_to(m, more="END:VEVENT\nBEGIN:VEVENT\nUID:x\n"),
    "not_one_attendee": lambda m: reply_to(m, more="ATTENDEE;PARTSTAT=ACCEPTED:mailto:head@example.org\n"),
    "answer": lambda m: reply_to(m, answer="COUNTERED"),
    "attendee": lambda m: reply_to(m).replace("mailto:", "tel:"),
    "recurring": lambda m: reply_to(m, more="RRULE:FREQ=SECONDLY\n"),
    "not_invited": lambda m: reply_to(m, who="outsider@example.org"),
    "unreadable": lambda m: "\x00\x01 BEGIN",
    "time": lambda m: reply_to(m, stamp="29990101T000000Z"),
}


@pytest.mark.parametrize("code", HOSTILE)
def test_a_hostile_reply_is_refused_by_a_code_and_logged(meet, org, by, code, client):
    meeting = meet()
    text = HOSTILE[code](meeting)
    client.force_login(org.coordinator)
    answer = client.post("/api/v1/meeting-replies/", {"reply": text}, content_type="application/json")
    assert answer.status_code == 400, answer.content
    assert code in {one["code"] for one in answer.json()["errors"]} or code == "unreadable"
    if code != "unreadable":
        assert Activity.objects.filter(event="meeting.reply_refused").count() == 1
    assert not Reply.objects.exists()


def test_a_reply_must_come_from_the_person_it_answers_for(meet, org, by, monkeypatch):
    meeting = meet()
    with pytest.raises(CommandError):
        pipe(monkeypatch, as_mail(reply_to(meeting), sender="outsider@example.org"))
    with pytest.raises(Invalid) as refusal:
        actions.receive_reply(raw=reply_to(meeting).encode(), actor=by(org.colleague), is_mail=False)
    assert refusal.value.errors[0].code == "not_yours"
    assert not Reply.objects.exists()


def test_an_answer_to_the_time_before_is_refused(meet, org, by):
    meeting = meet()
    old = reply_to(meeting)
    at = meeting.starts_at + timedelta(days=1)
    actions.reschedule_meeting(
        meeting=meeting, actor=by(org.planner), version=meeting.version, reason="x",
        starts_at=at, ends_at=at + timedelta(hours=1),
    )  # fmt: skip
    with pytest.raises(Invalid) as refusal:
        actions.receive_reply(raw=old.encode(), actor=by(org.staff), is_mail=False)
    assert refusal.value.errors[0].code == "outdated"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    raw=st.one_of(st.binary(max_size=400), st.text(max_size=300).map(lambda t: t.encode("utf-8", "ignore")))
)
def test_no_bytes_whatever_do_more_than_be_refused(raw):
    for wrapped in (
        raw,
        b"BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\n" + raw + b"\nEND:VEVENT\nEND:VCALENDAR",
    ):
        with pytest.raises(BadReply):
            read_reply(wrapped)
        with pytest.raises(BadReply):
            read_mail(wrapped)


def test_a_mail_nested_without_end_is_refused():
    raw = b"From: a@b.c\n" + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 5_000
    with pytest.raises(BadReply):
        read_mail(raw)
