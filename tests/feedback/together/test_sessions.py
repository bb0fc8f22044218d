"""Looking back together: drafts stay hidden, phases follow each other, votes are limited and counted once."""

import pytest

from collab.activity.models import Activity
from collab.common.errors import Conflict, Forbidden, Invalid, NotFound, StaleVersion, TransitionRefused
from feedback import actions
from feedback.models import Card, CardVote, Lesson, Session
from tests.access.doors import BACKEND
from tests.feedback.together.looking_back import fresh

pytestmark = pytest.mark.django_db


def look(client, who, address: str) -> str:
    client.force_login(who, backend=BACKEND)
    return client.get(address).content.decode()


def test_a_draft_is_shown_to_its_author_and_to_nobody_else_through_any_door(room, org, client):
    talk = room()
    card = talk.card(org.staff, "Zirkonia was late")
    mine, others = look(client, org.staff, f"/feedback/retrospectives/sessions/{talk.pk}/"), ""
    for who in (org.colleague, org.head, org.planner, org.coordinator):
        page = look(client, who, f"/feedback/retrospectives/sessions/{talk.pk}/")
        assert "1 card you cannot see yet" in page
        others += page + look(client, who, f"/api/v1/retrospective-cards/?session={talk.pk}")
        others += look(client, who, f"/feedback/retrospectives/{talk.session.retrospective_id}/")
        assert client.get(f"/api/v1/retrospective-cards/{card.pk}/").status_code == 404
        assert client.get(f"/feedback/cards/{card.pk}/do/edit/").status_code == 404
    assert "Zirkonia" in mine
    assert "Zirkonia" not in others
    assert "Zirkonia" not in str(list(Activity.objects.values_list("facts", flat=True)))
    talk.step("reveal_cards")
    assert "Zirkonia" in look(client, org.colleague, f"/feedback/retrospectives/sessions/{talk.pk}/")


def test_of_an_anonymous_card_no_author_is_stored_and_not_even_they_see_it_before_the_reveal(
    room, org, client
):
    talk = room(anonymous=True)
    card = talk.card(org.colleague, "Zirkonia was late")
    assert card.author is None
    assert "Zirkonia" not in look(client, org.colleague, f"/feedback/retrospectives/sessions/{talk.pk}/")
    with pytest.raises(Forbidden):
        talk.on(card, "edit_card", org.colleague, text="Never mind")
    talk.step("reveal_cards")
    [shown] = client.get("/api/v1/retrospective-cards/").json()["results"]
    assert (shown["text"], shown["author"]) == ("Zirkonia was late", None)
    assert not Activity.objects.filter(actor=org.colleague).exists()


def test_neither_order_nor_ids_tell_when_an_anonymous_card_was_written(room, org):
    talk = room(anonymous=True)
    said = [talk.card(org.colleague, f"Card {at}", "well" if at % 2 else "ideas").text for at in range(9)]
    talk.step("reveal_cards")
    for order in (["pk"], ["position", "pk"]):
        shown = list(talk.session.cards.order_by(*order).values_list("text", "column"))
        assert [text for text, _column in shown] != said
        assert sorted(shown) == [(text, "well" if int(text[5:]) % 2 else "ideas") for text in said]


def test_the_phases_follow_each_other_and_only_the_facilitator_moves_on(room, org):
    talk = room()
    with pytest.raises(Conflict):
        talk.step("reveal_cards")
    card = talk.card(org.colleague, "Ask first")
    with pytest.raises(Forbidden):
        talk.step("reveal_cards", org.colleague)
    with pytest.raises(TransitionRefused):
        talk.step("open_card_voting")
    phases = [talk.step(name).phase for name in ("reveal_cards", "open_card_voting", "close_card_voting")]
    assert phases == ["group", "vote", "discuss"]
    with pytest.raises(TransitionRefused):
        talk.card(org.colleague, "Too late")
    talk.step("next_topic")
    assert Card.objects.get(pk=card.pk).begun_at
    assert talk.step("finish_session").phase == "done"
    assert Card.objects.get(pk=card.pk).begun_at is None


def test_one_session_at_a_time_and_the_retrospective_waits_for_its_end(room, source, org, by):
    room()
    again = {"retrospective": source, "actor": by(org.staff), "template": "four_ls"}
    with pytest.raises(Conflict) as refused:
        actions.start_session(**again, version=fresh(source).version)
    assert refused.value.code == "session_under_way"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"votes_each": 0}, "votes_each"),
        ({"minutes_each": 61}, "minutes_each"),
        ({"template": "x"}, "template"),
    ],
)
def test_settings_that_make_no_sense_are_refused_by_name(room, wrong, field):
    with pytest.raises(Invalid) as refused:
        room(**wrong)
    assert refused.value.errors[0].field == field


def test_cards_are_grouped_taken_apart_and_never_lost(room, org):
    talk = room()
    one, two, three = (talk.card(org.staff, text, "ideas") for text in ("one", "two", "three"))
    talk.step("reveal_cards")
    talk.on(two, "place_card", org.colleague, under=str(one.pk))
    talk.on(one, "place_card", org.colleague, under=str(three.pk))
    assert set(Card.objects.filter(under=three.pk)) == {one, two}
    talk.on(three, "place_card", org.head, column="improve")
    assert set(Card.objects.values_list("column", flat=True)) == {"improve"}
    talk.on(one, "place_card", org.head, column="well")
    assert Card.objects.get(pk=one.pk).under is None
    talk.on(three, "remove_card", org.staff)
    assert set(Card.objects.topics()) == {one, two}
    with pytest.raises(Invalid):
        talk.on(one, "place_card", org.head, under=str(one.pk))


def test_of_two_who_move_the_same_card_the_second_is_told(room, org, by):
    talk = room()
    card = talk.card(org.staff, "one")
    talk.step("reveal_cards")
    seen = Card.objects.get(pk=card.pk)
    talk.on(card, "place_card", org.staff, column="ideas")
    with pytest.raises(StaleVersion):
        actions.place_card(card=seen, actor=by(org.colleague), version=seen.version, column="improve")
    assert Card.objects.get(pk=card.pk).column == "ideas"


def test_a_move_by_mouse_answers_with_what_to_fetch_and_a_refused_one_says_why(room, org, client):
    talk = room()
    card = talk.card(org.staff, "one")
    talk.step("reveal_cards")
    client.force_login(org.colleague, backend=BACKEND)
    sent = {"version": card.version, "column": "ideas"}
    address, htmx = f"/feedback/cards/{card.pk}/step/place/", {"HX-Request": "true"}
    good = client.post(address, sent, headers=htmx)
    late = client.post(address, sent | {"column": "improve"}, headers=htmx)
    assert (good.status_code, late.status_code) == (204, 204)
    assert "toast" not in good.headers["HX-Trigger"]
    assert "just now" in late.headers["HX-Trigger"]
    assert Card.objects.get(pk=card.pk).column == "ideas"


def test_nobody_has_more_votes_than_the_session_gives(room, org, by):
    talk = room(votes_each=3)
    one, two = talk.card(org.staff, "one"), talk.card(org.staff, "two")
    talk.step("reveal_cards")
    talk.step("open_card_voting")
    talk.on(one, "vote_on_card", org.colleague, votes=2)
    with pytest.raises(Conflict) as refused:
        talk.on(two, "vote_on_card", org.colleague, votes=2)
    assert refused.value.code == "no_votes_left"
    talk.on(two, "vote_on_card", org.colleague, votes=1)
    talk.on(one, "vote_on_card", org.colleague, votes=0)
    assert CardVote.objects.get().card == two
    with pytest.raises(Forbidden):
        talk.on(two, "vote_on_card", org.outsider, votes=1)


def test_counts_are_shown_when_the_vote_closes_and_who_voted_is_forgotten(room, org, client):
    talk = room()
    one, two = talk.card(org.staff, "one"), talk.card(org.staff, "two")
    talk.step("reveal_cards")
    talk.step("open_card_voting")
    talk.on(two, "vote_on_card", org.colleague, votes=2)
    talk.on(one, "vote_on_card", org.head, votes=1)
    client.force_login(org.head, backend=BACKEND)
    before = client.get("/api/v1/retrospective-cards/?ordering=id").json()["results"]
    assert [(row["votes"], row["my_votes"]) for row in before] == [(None, 1), (None, 0)]
    talk.step("close_card_voting")
    after = client.get("/api/v1/retrospective-cards/?ordering=id").json()["results"]
    assert [row["votes"] for row in after] == [1, 2]
    assert not CardVote.objects.exists()
    talk.step("next_topic")
    assert Card.objects.get(pk=two.pk).begun_at


def test_a_topic_becomes_a_lesson_once(room, org):
    talk = room()
    card = talk.card(org.staff, "Ask the traders first")
    talk.step("reveal_cards")
    talk.step("open_card_voting")
    talk.step("close_card_voting")
    drawn = talk.on(card, "draw_lesson", org.colleague, kind="keep", text="Ask the traders first")
    assert Lesson.objects.get().card == card
    assert drawn.retrospective_id == talk.session.retrospective_id
    with pytest.raises(Conflict):
        talk.on(card, "draw_lesson", org.colleague, kind="keep", text="Again")


def test_breaking_off_throws_away_what_was_never_revealed(room, org):
    talk = room()
    talk.card(org.staff, "one")
    assert talk.step("abandon_session", reason="Too few came").phase == "done"
    assert not Card.objects.exists()


def test_a_card_removed_meanwhile_is_not_found(room, org):
    talk = room()
    card = talk.card(org.staff, "one")
    talk.on(card, "remove_card", org.staff)
    with pytest.raises(NotFound):
        actions.edit_card(card=card, actor=None, version=1, text="two")


def test_through_the_api_a_session_is_held_from_start_to_end(source, client, org):
    client.force_login(org.staff, backend=BACKEND)

    def post(path: str, version: int, **body):
        headers = {"If-Match": f'"v{version}"'}
        return client.post(f"/api/v1/{path}/", body, content_type="application/json", headers=headers)

    started = post(f"retrospectives/{source.pk}/start-session", source.version, template="start_stop")
    pk = started.json()["result"]["id"]
    room = f"retrospective-sessions/{pk}"
    assert post(f"{room}/add-card", 1, column="nowhere", text="x").status_code == 400
    assert post(f"{room}/add-card", 1, column="start", text="Ask first").status_code == 200
    for name in ("reveal", "open-voting"):
        assert post(f"{room}/{name}", Session.objects.get(pk=pk).version).status_code == 200
    [card] = client.get(f"/api/v1/retrospective-cards/?session={pk}").json()["results"]
    voted = post(f"retrospective-cards/{card['id']}/vote", card["version"], votes=3)
    assert voted.json()["my_votes"] == 3
    assert post(f"retrospective-cards/{card['id']}/vote", card["version"], votes=4).status_code == 409
    for name in ("close-voting", "next-topic", "finish"):
        assert post(f"{room}/{name}", Session.objects.get(pk=pk).version).status_code == 200
    assert client.get(f"/api/v1/{room}/").json()["phase"] == "done"


def test_who_has_no_part_may_watch_but_not_write_and_an_outsider_finds_nothing(room, org, client):
    talk = room()
    client.force_login(org.outsider, backend=BACKEND)
    assert client.get(f"/feedback/retrospectives/sessions/{talk.pk}/").status_code == 404
    given = {"column": "well", "text": "x"}
    assert client.post(f"/feedback/retrospectives/sessions/{talk.pk}/cards/", given).status_code == 404
    assert client.get(f"/api/v1/retrospective-sessions/{talk.pk}/").status_code == 404


def test_the_small_form_keeps_what_was_typed_when_it_is_refused(room, org, client):
    talk = room()
    client.force_login(org.staff, backend=BACKEND)
    htmx = {"HX-Request": "true"}
    address = f"/feedback/retrospectives/sessions/{talk.pk}/cards/"
    assert client.post(address, {"column": "ideas", "text": "Ask first"}, headers=htmx).status_code == 200
    wrong = client.post(address, {"column": "nowhere", "text": "Typed"}, headers=htmx)
    assert wrong.status_code == 422
    assert "Typed" in wrong.content.decode()


@pytest.mark.parametrize("size", [2, 12])
def test_a_room_costs_the_same_with_few_cards_and_with_many(room, org, client, size, query_budget):
    talk = room()
    first = talk.card(org.staff, "first")
    cards = [talk.card(org.colleague, f"card {n}") for n in range(size)]
    talk.step("reveal_cards")
    for card in cards[: size // 2]:
        talk.on(card, "place_card", org.staff, under=str(first.pk))
    client.force_login(org.staff, backend=BACKEND)
    client.get(f"/feedback/retrospectives/sessions/{talk.pk}/")
    with query_budget(12):
        client.get(f"/feedback/retrospectives/sessions/{talk.pk}/")
    with query_budget(8):
        client.get(f"/api/v1/retrospective-cards/?session={talk.pk}")


@pytest.mark.parametrize(("column", "kind"), [("well", "keep"), ("improve", "change"), ("ideas", "change")])
def test_a_lesson_from_what_went_well_is_one_to_keep_unless_said_otherwise(room, org, client, column, kind):
    talk = room()
    card = talk.card(org.staff, "Chalk it on the ground", column=column)
    for name in ("reveal_cards", "open_card_voting", "close_card_voting"):
        talk.step(name)
    client.force_login(org.staff, backend=BACKEND)
    dialog = client.get(f"/feedback/cards/{card.pk}/do/draw-lesson/")
    assert dialog.context["form"].initial["kind"] == kind
