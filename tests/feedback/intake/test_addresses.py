"""An address typed on the open form gets nothing but one question, without a typed word, until its owner says yes."""

import io
import re
from datetime import timedelta

import pytest

from collab.activity.delivery import deliver
from collab.activity.models import Activity
from collab.common import clock
from collab.common.actor import UNNAMED
from collab.common.errors import NotFound
from feedback import actions
from feedback.actions import Words, intake
from feedback.actions.addresses import VALID_SECONDS, link_to_confirm, submitter_of_link
from feedback.intake.codes import code_for, new_draft
from feedback.mail.reactor import MOST_ASKED
from feedback.models import Envelope, Feedback, SentMail, Submitter
from tests.feedback.mail.post import mail

pytestmark = pytest.mark.django_db
EMAIL = "citizen@example.net"


def given(title: str = "Buy pills at pills.example", email: str = EMAIL) -> Feedback:
    feedback, _code = actions.write_in_by_address(actor=UNNAMED, words=Words(title, "now"), email=email)
    return feedback


def outside() -> list[SentMail]:
    deliver(list(Activity.objects.filter(delivered_at=None).select_related("matter").order_by("pk")))
    return list(SentMail.objects.order_by("pk"))


def link(row: SentMail) -> str:
    return "/voice/" + re.search(r"/voice/(address/\S+)", row.text)[1]


def answered(feedback: Feedback, by, org) -> None:
    office = by(org.coordinator)
    actions.accept_feedback(feedback=feedback, actor=office, version=None)
    actions.assign_feedback(feedback=feedback, actor=office, version=None, department=org.planning)
    actions.answer_feedback(feedback=feedback, actor=by(org.planner), version=None, text="Lamp changed")


def test_nobody_sends_their_words_to_others_through_us(doors):
    given()
    [asked] = outside()
    assert asked.address == EMAIL
    assert "pills" not in asked.subject + asked.text


def test_before_the_address_is_confirmed_no_answer_goes_there_and_then_the_latest_does(
    client, doors, by, org
):
    feedback = given("The lamp is out")
    [asked] = outside()
    answered(feedback, by, org)
    assert outside() == [asked]
    page = client.get(link(asked))
    assert (page.status_code, Submitter.objects.get().confirmed) == (200, False)
    assert client.post(link(asked)).status_code == 200
    assert Submitter.objects.get().confirmed
    [_asked, told] = outside()
    assert ("Lamp changed" in told.text, "The lamp is out" in told.subject) == (True, True)
    assert client.post(link(asked)).status_code == 409


def test_whoever_reads_the_form_in_chinese_is_written_to_in_chinese(client, doors):
    words = {"type": "problem", "severity": "normal", "title": "Lamp", "email": EMAIL}
    client.post("/voice/write/?language=zh-hans", words)
    [asked] = outside()
    assert ("填写此邮箱接收答复" in asked.text, "language=zh-hans" in asked.text) == (True, True)
    assert 'lang="zh-hans"' in client.get(link(asked)).content.decode()


def test_answering_the_question_by_mail_confirms_the_address_too(doors):
    given("The lamp is out")
    [asked] = outside()
    raw = mail("Yes, here", sender=EMAIL, in_reply_to=asked.message_id)
    actions.receive_mail(raw=io.BytesIO(raw), actor=UNNAMED)
    assert Submitter.objects.get().confirmed


def test_a_number_in_a_subject_confirms_nothing(doors):
    feedback = given("The lamp is out")
    raw = mail("Yes, here", sender=EMAIL, subject=f"[{feedback.number}]")
    actions.receive_mail(raw=io.BytesIO(raw), actor=UNNAMED)
    assert not Submitter.objects.get().confirmed


def test_an_address_is_not_flooded_with_questions(doors):
    for place in range(MOST_ASKED + 2):
        given(f"Lamp {place}")
    given("Other", email="other@example.net")
    assert [row.address for row in outside()] == [EMAIL] * MOST_ASKED + ["other@example.net"]


def test_a_link_that_was_made_up_or_is_old_leads_nowhere(client, doors, monkeypatch):
    given()
    real = link_to_confirm(Submitter.objects.get()).rstrip("/").rsplit("/", 1)[-1]
    for token in ("x", real[:-2], real.swapcase()):
        assert client.post(f"/voice/address/{token}/").status_code == 404
    monkeypatch.setattr("time.time", lambda: clock.now().timestamp() + VALID_SECONDS + 60)
    with pytest.raises(NotFound):
        submitter_of_link(real)


def test_a_form_sent_twice_tells_the_same_code_and_other_words_get_their_own(client, doors):
    draft = client.get("/voice/anonymous/").context["form"]["draft"].value()
    words = {"type": "problem", "severity": "normal", "title": "Lamp", "draft": draft}

    def code(door: str, **more) -> str:
        page = client.post(f"/voice/{door}/", words | more).content.decode()
        return re.search(r"(?:[A-Z]{5}-){3}[A-Z]{5}", page)[0]

    first = code("anonymous")
    assert (code("anonymous"), code("anonymous", title="Bridge") == first) == (first, False)
    actions.open_envelopes(clock.now() + timedelta(hours=1))
    assert (code("anonymous"), Feedback.objects.count()) == (first, 2)
    again = {"title": "Well", "email": EMAIL, "draft": draft + "2"}
    assert (code("write", **again), code("write", **again)) == (code("write", **again),) * 2
    assert Feedback.objects.filter(title="Well").count() == 1


def test_a_form_sent_twice_at_the_same_moment_comes_in_once(doors, monkeypatch):
    monkeypatch.setattr(intake, "_code_of", lambda words: (code_for(words.draft), False))
    monkeypatch.setattr(intake, "was_said", lambda *_words: False)
    nameless, named = (Words("The lamp is out", draft=new_draft()) for _one in range(2))
    codes = {actions.write_anonymously(actor=UNNAMED, words=nameless) for _click in range(2)}
    assert (len(codes), Envelope.objects.count()) == (1, 1)
    both = {actions.write_in_by_address(actor=UNNAMED, words=named, email=EMAIL)[1] for _click in range(2)}
    assert (len(both), Feedback.objects.count()) == (1, 1)
