"""Votes and moves that come at the same instant: nobody gets a vote more, no card is lost, every screen is pinged."""

from collab.common.errors import Refusal
from feedback import actions
from feedback.models import Card, CardVote
from tests.conftest import acting
from tests.feedback.together.looking_back import Room
from tests.live.conftest import db  # noqa: F401  (a database that threads share)
from tests.promises.test_rivals import at_once


def test_votes_cast_at_once_from_two_windows_stay_within_the_limit(db, source, org):  # noqa: F811
    talk = Room(source, org, votes_each=3)
    cards = [talk.card(org.staff, text) for text in ("one", "two")]
    talk.step("reveal_cards")
    talk.step("open_card_voting")

    def vote(card):
        fresh = Card.objects.get(pk=card.pk)
        try:
            actions.vote_on_card(card=fresh, actor=acting(org.colleague), version=fresh.version, votes=2)
        except Refusal as refusal:
            return refusal.code
        return "in"

    assert sorted(at_once(*[lambda card=card: vote(card) for card in cards])) == ["in", "no_votes_left"]
    assert sum(CardVote.objects.values_list("count", flat=True)) == 2


def test_of_two_who_group_two_cards_into_each_other_at_once_none_is_lost(db, source, org):  # noqa: F811
    talk = Room(source, org)
    one, two = (talk.card(org.staff, text) for text in ("one", "two"))
    talk.step("reveal_cards")

    def join(card, other):
        sent = {"card": card, "actor": acting(org.colleague), "version": card.version}
        try:
            actions.place_card(**sent, under=str(other.pk))
        except Refusal as refusal:
            return refusal.code
        return "in"

    assert sorted(at_once(lambda: join(one, two), lambda: join(two, one)))[0] == "in"
    assert Card.objects.topics().count() == 1
    assert Card.objects.exclude(under=None).count() == 1
