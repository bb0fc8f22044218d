"""The board shows what departments say in their own words, and a submitter's words only where they agreed."""

import pytest

from collab.common.errors import Conflict, Forbidden, Invalid
from feedback import actions
from feedback.actions import Words
from feedback.models import Feedback, IntakeSettings, Publication
from tests.access.doors import BACKEND

pytestmark = pytest.mark.django_db
CARD = {"said": "The lift kept stopping.", "did": "A new motor was put in."}


@pytest.fixture
def closed(org, by):
    """`closed(may_show=True)` is feedback of housing's staff, answered and confirmed."""

    def make(**words) -> Feedback:
        told = {"title": "The lift is out", "body": "I, Staff of floor 3, am stuck."} | words
        given = actions.write_in(actor=by(org.colleague), words=Words(**told))
        office = by(org.coordinator)
        actions.accept_feedback(feedback=given, actor=office, version=None)
        actions.assign_feedback(feedback=given, actor=office, version=None, department=org.housing)
        actions.answer_feedback(feedback=given, actor=by(org.liaison), version=None, text="New motor.")
        actions.confirm_feedback(feedback=given, actor=by(org.colleague), version=None, score=4)
        return Feedback.objects.get(pk=given.pk)

    return make


def publish(feedback: Feedback, actor, **more) -> Publication:
    return actions.publish_feedback(feedback=feedback, actor=actor, version=None, **CARD | more)


def open_board() -> None:
    from feedback.intake.selectors import intake_settings

    IntakeSettings.objects.update_or_create(pk=1, defaults={"board_is_public": True})
    intake_settings.forget()


def test_a_card_is_read_by_everybody_once_the_board_is_open(closed, by, org, client):
    feedback = closed()
    publish(feedback, by(org.liaison))
    assert client.get("/voice/board/").status_code == 302
    assert client.get("/api/v1/feedback-board/").status_code == 401
    open_board()
    page = client.get("/voice/board/").content.decode()
    assert CARD["said"] in page
    assert CARD["did"] in page
    for hidden in (feedback.title, feedback.body, feedback.number, org.colleague.name):
        assert hidden not in page
    [row] = client.get("/api/v1/feedback-board/").json()["results"]
    assert (row["said"], row["words"], row["department"]["id"]) == (CARD["said"], "", org.housing.pk)


@pytest.mark.parametrize("agreed", [True, False])
def test_the_submitters_words_need_their_consent(closed, by, org, client, agreed):
    feedback = closed(may_show=agreed)
    if not agreed:
        with pytest.raises(Invalid) as refused:
            publish(feedback, by(org.liaison), shows_words=True)
        assert refused.value.errors[0].code == "no_consent"
        return
    publish(feedback, by(org.liaison), shows_words=True)
    open_board()
    assert feedback.body in client.get("/voice/board/").content.decode()


def test_only_the_handling_department_publishes_and_only_what_is_closed(closed, by, org):
    feedback = closed()
    for stranger in (org.colleague, org.outsider, org.planner):
        with pytest.raises(Forbidden):
            publish(feedback, by(stranger))
    publish(feedback, by(org.liaison))
    with pytest.raises(Conflict):
        publish(feedback, by(org.liaison))
    Feedback.objects.filter(pk=feedback.pk).update(status="in_progress")
    with pytest.raises(Conflict):
        publish(Feedback.objects.get(pk=feedback.pk), by(org.liaison))


def test_what_is_taken_off_is_shown_to_nobody_and_can_be_published_again(closed, by, org, client):
    feedback = closed()
    publish(feedback, by(org.liaison))
    open_board()
    actions.take_off_board(feedback=feedback, actor=by(org.liaison), version=None, reason="Wrong street")
    assert CARD["said"] not in client.get("/voice/board/").content.decode()
    assert client.get("/api/v1/feedback-board/").json()["results"] == []
    publish(feedback, by(org.liaison))
    assert CARD["said"] in client.get("/voice/board/").content.decode()


def test_what_was_reopened_does_not_stand_on_the_board_meanwhile(closed, by, org, client):
    feedback = closed()
    publish(feedback, by(org.liaison))
    open_board()
    actions.reopen_feedback(
        feedback=feedback, actor=by(org.colleague), version=None, reason="It stopped again"
    )
    assert CARD["said"] not in client.get("/voice/board/").content.decode()


def test_the_button_stands_on_the_page_and_its_dialog_publishes(closed, by, org, client):
    feedback = closed()
    client.force_login(org.liaison, backend=BACKEND)
    address = f"/matters/{feedback.pk}/do/publish/"
    assert address in client.get(f"/feedback/{feedback.pk}/").content.decode()
    client.post(address, CARD | {"version": feedback.version})
    assert Publication.objects.get().published_by == org.liaison


def test_cards_are_found_by_department_type_and_time(closed, by, org, client):
    open_board()
    publish(closed(), by(org.liaison))
    publish(closed(title="Another", body="one", type="suggestion"), by(org.liaison), said="A bench, please.")
    assert CARD["said"] not in client.get("/voice/board/?type=suggestion").content.decode()
    both = client.get(f"/voice/board/?department={org.housing.pk}&days=30").content.decode()
    assert CARD["said"] in both
    assert client.get("/voice/board/?department=99999").status_code == 400
    assert client.get("/voice/board/?cursor=rubbish").status_code == 400
