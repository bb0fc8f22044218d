"""The mailbox is read over a real socket: everything is stored before it is marked, and no fault escapes or tells."""

import pytest

from feedback.jobs import fetch_mails
from feedback.mail import mailbox as ours
from feedback.models import Feedback, ReceivedMail
from tests.feedback.mail.mailserver import mailbox
from tests.feedback.mail.post import mail

pytestmark = pytest.mark.django_db


def test_what_is_new_is_taken_once_and_marked(org, settings):
    huge = mail("x" * (ours.PIECE + 10), subject="Huge", message_id="<2@x>")
    with mailbox(mail("The lamp is out"), b"\x00\xff", huge, b"") as served:
        settings.FEEDBACK_IMAP_URL = served.url
        assert (ours.fetch(), ours.fetch()) == (4, 0)
    assert served.seen == {1, 2, 3, 4}
    assert sorted(ReceivedMail.objects.values_list("state", flat=True)) == ["aside", "taken", "taken"]
    assert Feedback.objects.count() == 2


def test_what_could_not_be_stored_is_not_marked(org, settings, monkeypatch):
    def fails(**_given):
        raise ConnectionError

    monkeypatch.setattr(ours, "receive_mail", fails)
    with mailbox(mail("The lamp is out")) as served:
        settings.FEEDBACK_IMAP_URL = served.url
        with pytest.raises(ours.MailboxFault):
            ours.fetch()
    assert not served.seen


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("hidden-word", "wrong-word"), "refuses the name or password"),
        (("hidden-word", "%E5%AF%86"), "refuses the name or password"),
        (("%E5%8F%8D%E9%A6%88", "nowhere"), "there is no folder nowhere"),
        (("imap://", "imaps://"), "does not answer"),
    ],
)
def test_what_is_wrong_is_told_in_one_line_without_the_password(settings, caplog, change, told):
    with mailbox() as served:
        settings.FEEDBACK_IMAP_URL = served.url.replace(*change)
        fetch_mails()
    [record] = caplog.records
    assert told in record.message
    assert "word" not in record.message.replace("password", "")


def test_a_mailbox_that_falls_silent_is_a_fault_like_any_other(settings, caplog, monkeypatch):
    monkeypatch.setattr(ours, "TIMEOUT_SECONDS", 0.2)
    with mailbox(stalls=True) as served:
        settings.FEEDBACK_IMAP_URL = served.url
        fetch_mails()
    [record] = caplog.records
    assert "broke off" in record.message
