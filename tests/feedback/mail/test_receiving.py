"""Mails become feedback once, go on in their thread, and are never lost; machines are never answered."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail as post
from django.core.management import call_command

from collab.activity.delivery import deliver
from collab.activity.models import Activity
from collab.common import clock
from collab.common.actor import UNNAMED
from collab.matters.models import Attachment
from feedback import actions
from feedback.actions import mails
from feedback.mail.reading import LARGEST
from feedback.models import Feedback, ReceivedMail, SentMail, Turn
from tests.feedback.mail.post import mail

pytestmark = pytest.mark.django_db


def received(*given, **more) -> ReceivedMail:
    raw = given[0] if given and isinstance(given[0], bytes) else mail(*given, **more)
    return actions.receive_mail(raw=io.BytesIO(raw), actor=UNNAMED)


def told_outside() -> list[SentMail]:
    deliver(list(Activity.objects.select_related("matter").order_by("pk")))
    return list(SentMail.objects.order_by("pk"))


def test_a_mail_becomes_feedback_once_and_its_receipt_says_the_number(org):
    row = received("The lamp is out.\nSince Monday.", subject="Lamp")
    again = received("The lamp is out.\nSince Monday.", subject="Lamp")
    feedback = Feedback.objects.get()
    assert (row.pk, row.state, row.feedback) == (again.pk, "taken", feedback)
    assert (feedback.channel, feedback.title, feedback.is_anonymous) == ("email", "Lamp", False)
    assert feedback.submitters.get().email == "citizen@example.net"
    [receipt] = told_outside()
    assert told_outside() == [receipt]
    assert actions.send_due_mails(clock.now()) == 1
    assert actions.send_due_mails(clock.now() + timedelta(days=1)) == 0
    [sent] = post.outbox
    assert (sent.to, sent.subject) == (["citizen@example.net"], f"[{feedback.number}] Lamp")
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert sent.extra_headers["In-Reply-To"] == "<1@example.net>"
    assert feedback.number in sent.body


@pytest.mark.parametrize("by", ["thread", "number"])
def test_a_reply_goes_on_in_its_feedback(org, by):
    received("The lamp is out", subject="Lamp")
    [receipt] = told_outside()
    number = Feedback.objects.get().number
    way = {"in_reply_to": receipt.message_id} if by == "thread" else {"subject": f"Re: [{number}] Lamp"}
    row = received("Still dark\n\n> fixed", message_id="<2@example.net>", **way)
    assert (row.state, Feedback.objects.count()) == ("joined", 1)
    [turn] = Turn.objects.filter(by=None)
    assert (turn.text.split("\n")[0], "not certain" in turn.text) == ("Still dark", by == "number")


def test_a_number_or_thread_from_an_unknown_sender_begins_something_new(org):
    received("The lamp is out", subject="Lamp")
    [receipt] = told_outside()
    number = Feedback.objects.get().number
    row = received(
        "Tell me all",
        sender="stranger@example.com",
        subject=f"[{number}]",
        in_reply_to=receipt.message_id,
        message_id="<3@example.com>",
    )
    assert (row.state, Feedback.objects.count()) == ("taken", 2)
    assert not Turn.objects.exists()


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Auto-Submitted": "auto-replied"}, "auto_submitted"),
        ({"Return-Path": "<>"}, "empty_return_path"),
        ({"From": "mailer-daemon@example.net"}, "machine_address"),
        ({"From": "collab@localhost"}, "own_address"),
    ],
)
def test_a_machine_is_recorded_and_never_answered(org, headers, why):
    row = received("I am away", headers=headers)
    assert (row.state, row.reason) in {("ignored", why), ("aside", why)}
    assert (Path(settings.MEDIA_ROOT) / row.path).read_bytes().endswith(b"I am away")
    assert (Feedback.objects.count(), told_outside()) == (0, [])


def test_our_own_address_is_ignored(org, settings):
    settings.FEEDBACK_ADDRESS = "voice@example.org"
    assert received("Loop", sender="Voice@Example.org").reason == "own_address"


def test_too_many_mails_of_one_sender_within_an_hour_are_set_aside(org):
    for place in range(mails.MOST_AN_HOUR):
        received(f"Lamp {place}", subject=f"Lamp {place}", message_id=f"<{place}@x.org>")
    row = received("One more", message_id="<more@x.org>")
    assert (row.state, row.reason, bool(row.path)) == ("ignored", "too_many", True)
    with clock.told(clock.now() + timedelta(hours=2)):
        assert received("Later", message_id="<later@x.org>").state == "taken"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"\x00\xff\xfe", "sender"),
        (b"From: a@b.c, d@e.f\r\n\r\nx", "sender"),
        (b"From: a@b.c\r\n\r\n" + b"x" * (LARGEST + 5), "too_large"),
    ],
)
def test_what_cannot_be_read_is_kept_whole(org, raw, why):
    row = received(raw)
    assert (row.state, row.reason) == ("aside", why)
    assert (Path(settings.MEDIA_ROOT) / row.path).stat().st_size == len(raw)
    assert received(raw).pk == row.pk


def test_bytes_that_are_no_letters_are_stored_as_marks(org):
    raw = b"From: a@b.c\r\nSubject: \xff\xfe lamp\r\nMessage-ID: <\xff@x>\r\n\r\nout\xff"
    row = received(raw)
    assert (row.state, row.feedback.title.endswith("lamp")) == ("taken", True)


def test_a_reply_that_begins_with_the_verdict_confirms_or_reopens(org, by):
    feedback = received("The lamp is out", subject="Lamp").feedback
    office = by(org.coordinator)

    def answered() -> None:
        actions.answer_feedback(feedback=feedback, actor=by(org.liaison), version=None, text="Changed.")

    actions.accept_feedback(feedback=feedback, actor=office, version=None)
    actions.assign_feedback(feedback=feedback, actor=office, version=None, department=org.housing)
    answered()
    way = {"in_reply_to": told_outside()[-1].message_id}
    received("Not solved, still dark.", message_id="<2@x>", **way)
    assert Feedback.objects.get().status == "reopened"
    answered()
    received("已解决，谢谢", message_id="<3@x>", subject=f"Re: [{feedback.number}] Lamp")
    assert Feedback.objects.get().status == "awaiting_confirmation"
    received("已解决，谢谢", message_id="<4@x>", **way)
    assert (Feedback.objects.get().status, Feedback.objects.get().ending) == ("closed", "confirmed")


def test_a_forged_sender_neither_closes_a_colleagues_feedback_nor_passes_for_them(org, by):
    org.staff.email = "staff@example.org"
    org.staff.save()
    feedback = actions.submit_feedback(actor=by(org.staff), title="Lift", body="Stuck")
    actions.accept_feedback(feedback=feedback, actor=by(org.coordinator), version=None)
    actions.assign_feedback(
        feedback=feedback, actor=by(org.coordinator), version=None, department=org.planning
    )
    actions.answer_feedback(feedback=feedback, actor=by(org.planner), version=None, text="Done.")
    row = received("Solved.", sender="Staff <staff@example.org>", subject=f"[{feedback.number}]")
    assert (row.state, Feedback.objects.get().status) == ("joined", "awaiting_confirmation")
    [said] = Turn.objects.filter(kind="reply")
    assert (said.by, "not certain" in said.text) == (None, True)


def test_the_same_words_again_join_what_they_said_so_two_machines_do_not_go_on_for_ever(org):
    first = received("I am on holiday", message_id="<1@x>")
    again = received("I am on holiday", message_id="<2@x>")
    assert (again.state, again.feedback, Feedback.objects.count()) == ("joined", first.feedback, 1)
    assert len(told_outside()) == 1


def test_another_mail_under_an_id_that_is_taken_is_a_mail_of_its_own(org):
    received("The lamp is out", subject="Lamp")
    other = {"subject": "Bridge", "sender": "other@example.net"}
    rows = [received("The bridge is closed", **other) for _ in range(2)]
    assert (Feedback.objects.count(), rows[0].state, rows[0].pk == rows[1].pk) == (2, "taken", True)


def test_a_mail_nobody_foresaw_is_kept_whole_and_stops_nothing(org, settings, caplog):
    settings.ATTACHMENT_MAX_BYTES = None
    parts = (
        b"From: a@example.net\r\nSubject: Lamp\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee\r\n"
        b'--b\r\nContent-Disposition: attachment; filename="note.txt"\r\n\r\nhello\r\n--b--\r\n'
    )
    row = received(parts)
    assert (row.state, row.reason, Feedback.objects.count()) == ("ignored", "fault", 0)
    assert (Path(settings.MEDIA_ROOT) / row.path).read_bytes() == parts


def test_files_come_along_and_those_refused_are_named(org):
    parts = (
        b"From: a@example.net\r\nSubject: Lamp\r\nMessage-ID: <9@x>\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee pictures\r\n"
        b'--b\r\nContent-Disposition: attachment; filename="note.txt"\r\n\r\nhello\r\n'
        b'--b\r\nContent-Disposition: attachment; filename="x.png"\r\n\r\nnot a picture\r\n--b--\r\n'
    )
    feedback = received(parts).feedback
    assert [row.name for row in Attachment.objects.filter(matter=feedback)] == ["note.txt"]
    assert "x.png" in Turn.objects.get().text


@pytest.mark.parametrize("name", ["..", ".", "a/..", "/", " "])
def test_a_file_with_an_impossible_name_does_not_keep_its_mail_out(org, name):
    parts = (
        b"From: a@example.net\r\nSubject: Lamp\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee\r\n"
        b'--b\r\nContent-Disposition: attachment; filename="%b"\r\n\r\nhello\r\n--b--\r\n' % name.encode()
    )
    assert received(parts).state == "taken"


def test_a_mail_without_subject_and_text_is_taken_all_the_same(org):
    row = received("", subject="")
    assert (row.state, row.feedback.title) == ("taken", "(without a subject)")


def test_a_mail_that_fails_is_tried_again_with_the_same_id(org, monkeypatch, settings):
    received("The lamp is out", subject="Lamp")
    [receipt] = told_outside()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    now = clock.now()
    assert actions.send_due_mails(now) == 0
    receipt.refresh_from_db()
    assert (receipt.state, receipt.attempts, receipt.due_at > now) == ("pending", 1, True)


def test_the_command_takes_a_mail_from_a_pipe(org, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(mail("Pipe", subject="Pipe"))))
    call_command("receive_feedback")
    assert Feedback.objects.get().number in capsys.readouterr().out


def test_a_mailbox_that_does_not_answer_is_told_in_one_line_without_the_password(settings, caplog):
    from feedback.jobs import fetch_mails

    settings.FEEDBACK_IMAP_URL = "imap://name:hidden-word@127.0.0.1:9/INBOX"
    fetch_mails()
    assert [record.message.startswith("FEEDBACK_IMAP_URL: 127.0.0.1:9") for record in caplog.records] == [
        True
    ]
    assert "hidden-word" not in caplog.text
