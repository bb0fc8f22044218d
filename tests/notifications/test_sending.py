"""Messages are sent once, retried with the same Message-ID, and end in a state that is shown."""

import smtplib
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from collab.common import clock
from collab.common.actor import Actor
from collab.notifications import actions
from collab.notifications.actions.sending import LEASE_SECONDS, TRIES, claim_messages
from collab.notifications.jobs import send_due
from collab.notifications.models import Message, State

BROKEN = f"{__name__}.BrokenBackend" if "." in __name__ else "tests.notifications.test_sending.BrokenBackend"


class BrokenBackend(EmailBackend):
    """A mail server that is away."""

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("gone")


@pytest.fixture
def waiting(make_task, hand_over, org) -> Message:
    """One message to staff whose time has come."""
    make_task()
    hand_over()
    Message.objects.exclude(person=org.staff).delete()
    Message.objects.update(due_at=clock.now() - timedelta(seconds=1))
    return Message.objects.get()


def test_two_runs_send_once(waiting):
    send_due()
    send_due()
    waiting.refresh_from_db()
    assert waiting.state == State.SENT
    assert [sent.extra_headers["Message-ID"] for sent in mail.outbox] == [waiting.message_id]


def test_the_mail_speaks_the_readers_language_and_links_to_the_site(waiting, settings):
    waiting.person.language = "zh-hans"
    waiting.person.save()
    settings.SITE_URL = "https://collab.example.org"
    send_due()
    assert "https://collab.example.org/" in mail.outbox[0].body
    assert 'lang="zh-hans"' in mail.outbox[0].alternatives[0][0]


def test_nothing_is_sent_before_its_time(waiting):
    Message.objects.update(due_at=clock.now() + timedelta(minutes=1))
    send_due()
    assert mail.outbox == []


def test_a_failed_try_is_put_off_and_the_last_one_ends_it(waiting, settings):
    settings.EMAIL_BACKEND = BROKEN
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for attempt in range(1, TRIES + 1):
            send_due()
            waiting.refresh_from_db()
            assert waiting.attempts == attempt
            traveller.shift(timedelta(hours=4))
    assert waiting.state == State.FAILED
    assert "gone" in waiting.last_error


def test_a_sender_that_died_leaves_the_message_to_the_next_with_the_same_id(waiting):
    claim_messages(clock.now())
    send_due()
    assert mail.outbox == []
    with time_machine.travel(clock.now() + timedelta(seconds=LEASE_SECONDS + 1)):
        send_due()
    assert mail.outbox[0].extra_headers["Message-ID"] == waiting.message_id


def test_a_last_try_that_was_cut_off_is_shown_as_unknown(waiting):
    Message.objects.update(
        state=State.SENDING, attempts=TRIES, lease_until=clock.now() - timedelta(seconds=1)
    )
    send_due()
    waiting.refresh_from_db()
    assert waiting.state == State.UNKNOWN
    assert mail.outbox == []


def test_what_was_read_in_the_meantime_is_not_mailed(waiting, org):
    actions.mark_all_read(actor=Actor(org.staff))
    send_due()
    waiting.refresh_from_db()
    assert waiting.state == State.SKIPPED


def test_what_the_reader_may_no_longer_see_is_not_mailed(waiting, org):
    org.staff.is_active = False
    org.staff.save()
    send_due()
    waiting.refresh_from_db()
    assert (waiting.state, mail.outbox) == (State.SKIPPED, [])


def test_a_title_with_line_breaks_cannot_add_headers(waiting):
    from collab.matters.models import Matter

    Matter.objects.update(title="Hello\r\nBcc: everyone@example.org")
    send_due()
    assert "Bcc" not in mail.outbox[0].message().as_string().split("\n\n")[0].replace("Hello Bcc", "")
