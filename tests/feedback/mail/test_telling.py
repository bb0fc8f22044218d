"""What a submitter outside the house is told: what happened, by when what comes next, in their own language."""

import io
from datetime import timedelta

import pytest
from django.utils.translation import override

from collab.activity.delivery import deliver
from collab.activity.models import Activity
from collab.common import clock
from collab.common.actor import UNNAMED
from collab.matters.models import Matter
from collab.matters.words import instant_words
from feedback import actions
from feedback.intake.languages import language_of
from feedback.models import Feedback, SentMail
from tests.feedback.mail.post import mail

pytestmark = pytest.mark.django_db


def received(text: str, **more) -> Feedback:
    row = actions.receive_mail(raw=io.BytesIO(mail(text, **more)), actor=UNNAMED)
    return Feedback.objects.get(pk=row.feedback_id)


def last_told() -> str:
    """The text of the mail that follows from the latest entry."""
    deliver(list(Activity.objects.select_related("matter").order_by("pk")))
    return SentMail.objects.latest("pk").text


@pytest.fixture
def given(org, by) -> Feedback:
    """What a citizen mailed, accepted and in the hands of housing."""
    feedback, office = received("The lamp is out"), by(org.coordinator)
    actions.accept_feedback(feedback=feedback, actor=office, version=None)
    actions.assign_feedback(feedback=feedback, actor=office, version=None, department=org.housing)
    return Feedback.objects.get(pk=feedback.pk)


def test_the_answer_says_when_it_is_closed_without_a_reply(given, by, org):
    now = actions.answer_feedback(feedback=given, actor=by(org.liaison), version=None, text="Changed.")
    told = last_told()
    assert ("Changed." in told, f"it is closed on {instant_words(now.due_at)}" in told) == (True, True)
    assert "follow-up code" not in told


def test_a_question_names_its_term_and_the_notice_asks_again(given, by, org):
    actions.ask_submitter(feedback=given, actor=by(org.liaison), version=None, text="Which lamp?")
    reply_by = given.deadlines.get(clock="reply").due_at
    assert f"Please reply by {instant_words(reply_by)}" in last_told()
    with clock.told(reply_by + timedelta(minutes=1)):
        actions.close_due_feedback()
        told = last_told()
    closes = given.deadlines.get(clock="confirmation").due_at
    assert f"Without a reply it is closed on {instant_words(closes)}" in told
    assert "Which lamp?" in told


def test_a_reply_says_how_content_one_is(given, by, org):
    actions.answer_feedback(feedback=given, actor=by(org.liaison), version=None, text="Changed.")
    assert "Solved 5" in last_told()
    ours = SentMail.objects.latest("pk").message_id
    done = received("Solved, 4. Thank you", message_id="<2@x>", in_reply_to=ours)
    assert (done.status, done.score, done.score_words) == ("closed", 4, "Solved, 4. Thank you")


def test_being_merged_and_being_taken_up_again_are_told(given, by, org):
    office = by(org.coordinator)
    head = actions.submit_feedback(actor=by(org.staff), title="Lamps")
    merged = {"into": Matter.objects.get(pk=head.pk), "note": "Mr Wu called too"}
    actions.merge_feedback(feedback=given, actor=office, version=None, **merged)
    told = last_told()
    assert ("together with other feedback" in told, "Wu" in told, head.number in told) == (True, False, False)
    submitter = given.submitters.get()
    by_mail = {"actor": UNNAMED, "version": None, "through": submitter, "reason": "Mine is another lamp"}
    again = actions.reopen_feedback(feedback=given, **by_mail)
    told = last_told()
    assert f"to be solved by {instant_words(again.due_at)}" in told
    assert "another lamp" not in told


def test_whoever_writes_chinese_is_answered_in_chinese(org, by):
    feedback = received("路灯坏了，从周一开始", subject="路灯")
    with override("zh-hans"):
        assert feedback.number in last_told()
    assert "编号" in SentMail.objects.latest("pk").text
    actions.refuse_feedback(feedback=feedback, actor=by(org.coordinator), version=None, reason="不属本市")
    told = last_told()
    assert ("不予受理" in told, "不属本市" in told) == (True, True)


@pytest.mark.parametrize(
    ("text", "language"),
    [("路灯坏了 LED", "zh-hans"), ("Mr 陈 called about the lamp again and again", "en"), ("12?!", "")],
)
def test_names_do_not_decide_the_language(text, language):
    assert language_of(text) == language
