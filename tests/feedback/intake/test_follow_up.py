"""With the code in hand: see the state and the answers, write, confirm, object; without it nothing at all."""

from datetime import timedelta

import pytest

from collab.common import clock
from collab.common.actor import UNNAMED
from collab.matters.models import Matter
from feedback import actions
from feedback.actions import Words
from feedback.intake.codes import new_code
from feedback.models import Envelope, Feedback, Turn
from feedback.views.voice import GUESSING, SENDING

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(doors) -> str:
    return actions.write_anonymously(actor=UNNAMED, words=Words("The lift is out", "Since Monday."))


def hour_passes() -> Feedback | None:
    actions.open_envelopes(clock.now() + timedelta(hours=1))
    return Feedback.objects.first()


@pytest.fixture
def given(code) -> Feedback:
    return hour_passes()


@pytest.fixture
def answered(given, by, org) -> Feedback:
    office, handler = by(org.coordinator), by(org.liaison)
    actions.accept_feedback(feedback=given, actor=office, version=None)
    actions.assign_feedback(feedback=given, actor=office, version=None, department=org.housing)
    actions.answer_feedback(
        feedback=given, actor=handler, version=None, text="Repaired today.", cause="equipment"
    )
    return Feedback.objects.get(pk=given.pk)


def asked(client, code: str, step: str = "", **answers):
    return client.post("/voice/follow-up/", {"code": code, "step": step} | answers)


def test_before_the_hour_is_full_one_learns_when_it_is_opened(client, code):
    answer = asked(client, code)
    assert answer.status_code == 200
    assert answer.context["told"].opens_at == Envelope.objects.get().opens_at
    assert code in answer.content.decode()


def test_state_and_answers_are_told_without_a_name_of_staff(client, code, answered, org):
    page = asked(client, code.lower().replace("-", " ")).content.decode()
    assert answered.number in page
    assert "Repaired today." in page
    assert org.liaison.name not in page


def test_a_wrong_code_finds_nothing_and_is_counted(client, doors):
    for _ in range(GUESSING.most):
        assert asked(client, new_code()).status_code == 422
    assert asked(client, new_code()).status_code == 429


def test_right_codes_are_not_counted(client, code):
    for _ in range(GUESSING.most + 2):
        assert asked(client, code).status_code == 200


def test_a_hit_and_a_miss_ask_the_database_as_much(code, given, django_assert_num_queries):
    from feedback.intake.selectors import held_by

    for one in (code, new_code(), "", "x" * 90):
        with django_assert_num_queries(2):
            held_by(one)


def test_a_code_is_never_part_of_an_address(client, code, given):
    answer = client.get("/voice/follow-up/", {"code": code})
    assert given.number not in answer.content.decode()
    assert code not in answer.content.decode()


def test_a_message_reaches_the_handler_at_the_full_hour(client, code, given):
    assert asked(client, code, "say", text="It smokes now.").status_code == 200
    assert not Turn.objects.exists()
    hour_passes()
    turn = Turn.objects.get()
    assert (turn.text, turn.by, turn.feedback) == ("It smokes now.", None, given)


def test_a_reply_to_a_question_lets_the_clocks_go_on(client, code, given, by, org):
    office = by(org.coordinator)
    actions.accept_feedback(feedback=given, actor=office, version=None)
    actions.assign_feedback(feedback=given, actor=office, version=None, department=org.housing)
    actions.ask_submitter(feedback=given, actor=by(org.liaison), version=None, text="Which lift?")
    asked(client, code, "say", text="The left one.")
    assert hour_passes().status == "in_progress"


def test_only_whoever_has_the_code_confirms_and_scores(client, code, answered):
    page = asked(client, code)
    assert [step for step, _form in page.context["forms"]] == ["confirm", "object", "withdraw"]
    asked(client, code, "confirm", score="5", text="Thank you")
    done = hour_passes()
    assert (done.status, done.ending, done.score) == ("closed", "confirmed", 5)


def test_saying_it_is_not_solved_begins_another_round(client, code, answered):
    assert asked(client, code, "object", text="Still stuck").status_code == 200
    again = hour_passes()
    assert (again.status, again.reopened) == ("reopened", 1)


def test_what_was_said_in_time_is_not_overtaken_by_the_end_of_the_notice(client, code, answered):
    with clock.told(answered.due_at - timedelta(minutes=2)):
        asked(client, code, "object", text="Still stuck")
    with clock.told(answered.due_at + timedelta(minutes=1)):
        assert actions.close_due_feedback() == 0
    actions.open_envelopes(answered.due_at + timedelta(hours=1))
    assert Feedback.objects.get().status == "reopened"


def test_by_when_what_happens_next_is_told(client, code, given, by, org):
    office, handler = by(org.coordinator), by(org.liaison)
    assert "we say whether it is taken up" in asked(client, code).context["told"].next
    actions.accept_feedback(feedback=given, actor=office, version=None)
    actions.assign_feedback(feedback=given, actor=office, version=None, department=org.housing)
    assert "to be solved by" in asked(client, code).context["told"].next
    asking = actions.ask_submitter(feedback=given, actor=handler, version=None, text="Which lift?")
    assert "Please reply by" in asked(client, code).context["told"].next
    reply_by = asking.deadlines.get(clock="reply").due_at
    with clock.told(reply_by + timedelta(minutes=1)):
        actions.close_due_feedback()
        told = asked(client, code).context["told"]
    assert "closed on" in told.next
    assert [(line.ours, bool(line.text)) for line in told.lines] == [(True, True)] * 2


def test_a_coordinator_who_reopens_does_not_speak_as_the_submitter(client, code, answered, by, org):
    asked(client, code, "confirm", score="4")
    hour_passes()
    actions.reopen_feedback(feedback=answered, actor=by(org.coordinator), version=None, reason="Same again")
    assert [line.ours for line in asked(client, code).context["told"].lines] == [True, False, True]


def test_with_the_code_one_withdraws_it(client, code, answered):
    assert "withdraw" in [step for step, _form in asked(client, code).context["forms"]]
    assert asked(client, code, "withdraw", text="").status_code == 422
    assert asked(client, code, "withdraw", text="Seen to").status_code == 200
    done = hour_passes()
    assert (done.status, Turn.objects.latest("pk").text) == ("withdrawn", "Seen to")
    assert [step for step, _form in asked(client, code).context["forms"]] == []


def test_with_the_code_of_a_merged_one_the_shared_answer_is_read_and_scored(client, code, given, by, org):
    office = by(org.coordinator)
    head = actions.submit_feedback(actor=by(org.staff), title="Lift")
    actions.accept_feedback(feedback=head, actor=office, version=None)
    actions.assign_feedback(feedback=head, actor=office, version=None, department=org.planning)
    actions.merge_feedback(feedback=given, actor=office, version=None, into=Matter.objects.get(pk=head.pk))
    assert "confirm" not in [step for step, _form in asked(client, code).context["forms"]]
    actions.answer_feedback(feedback=head, actor=by(org.planner), version=None, text="It runs again")
    assert "It runs again" in asked(client, code).content.decode()
    assert asked(client, code, "confirm", score="2", text="Slow").status_code == 200
    hour_passes()
    given.refresh_from_db()
    assert (given.status, given.score) == ("merged", 2)


def test_messages_under_a_code_are_counted_and_nothing_typed_is_lost(client, code, given):
    for _ in range(SENDING.most):
        SENDING.spend("127.0.0.1")
    answer = asked(client, code, "say", text="Kept as typed")
    assert (answer.status_code, "Kept as typed" in answer.content.decode()) == (429, True)
    assert not Envelope.objects.exists()


def test_one_cannot_confirm_and_object_in_the_same_hour(client, code, answered):
    asked(client, code, "confirm", score="5")
    assert asked(client, code, "object", text="No").status_code == 409
    assert Envelope.objects.count() == 1


@pytest.mark.parametrize(
    ("step", "answers"), [("say", {"text": ""}), ("say", {"text": "\x00"}), ("say", {"text": "x" * 30_000})]
)
def test_what_cannot_be_taken_is_named(client, code, given, step, answers):
    answer = asked(client, code, step, **answers)
    assert answer.status_code in (400, 422)
    assert not Envelope.objects.exists()


def test_words_that_come_too_late_for_their_step_are_kept(client, code, answered):
    asked(client, code, "object", text="Not solved")
    Feedback.objects.filter(pk=answered.pk).update(status="not_accepted", is_open=False)
    hour_passes()
    assert Turn.objects.filter(text="Not solved").exists()
