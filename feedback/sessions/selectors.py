"""What a session shows to one reader: cards by column and group, their own votes, what comes next."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from collab.common.actor import Actor

from ..models import Card, CardVote, Session
from . import policies
from .states import DONE, GATHER, PHASES


def votes_of(person, cards: Iterable[Card]) -> dict[int, int]:
    """How many of this person’s votes lie on each of these cards."""
    ids = [card.pk for card in cards]
    rows = CardVote.objects.filter(person=person.pk, card__in=ids)
    return dict(rows.values_list("card", "count"))


def board_of(session: Session, person) -> dict[str, Any]:
    """The session as this reader may see it now."""
    actor = Actor(person, "page")
    cards = list(
        Card.objects.visible_to(person).filter(session=session).select_related("author", "lesson__task")
    )
    for card in cards:
        card.session = session
    mine = votes_of(person, cards)
    members: dict[int, list[Card]] = {}
    for card in cards:
        if card.under_id:
            members.setdefault(card.under_id, []).append(card)
    part = policies.can_take_part(actor, session)
    leads = policies.can_facilitate(actor, session)
    shown = [
        _shown(card, members.get(card.pk, []), mine.get(card.pk, 0), person, part, leads)
        for card in cards
        if not card.under_id
    ]
    left = session.votes_each - sum(mine.values())
    for one in shown:
        one["may_add_vote"] = one["may_vote"] and left > 0
    return {
        "columns": [_column(session, column, shown, cards) for column in session.columns],
        "topics": sorted(shown, key=lambda one: -one["votes"]) if session.shows_counts else [],
        "left": left,
        "part": part,
        "leads": leads,
        "line": PHASES.line(session.phase),
        "on_turn": next((one for one in shown if one["card"].begun_at), None),
        "hidden": hidden_of(session, cards) if session.phase == GATHER else 0,
        "cards": len(cards),
    }


def _column(session: Session, column, shown: list[dict], cards: list[Card]) -> dict[str, Any]:
    here = [one for one in shown if one["card"].column == column.code]
    count = sum(1 for card in cards if card.column == column.code)
    return {"code": column.code, "label": column.label, "hint": column.hint, "cards": here, "count": count}


def hidden_of(session: Session, seen: list[Card]) -> int:
    """How many cards there are that the reader does not see yet."""
    return session.cards.count() - len(seen)


def _shown(card: Card, members: list[Card], votes: int, person, part: bool, leads: bool) -> dict[str, Any]:
    session = card.session
    own = card.author_id == person.pk
    grouping, writing = session.phase == "group", session.phase in ("gather", "group")
    return {
        "card": card,
        "members": [
            {
                "card": one,
                "may_place": grouping and part,
                "may_remove": grouping and (leads or one.author_id == person.pk),
            }
            for one in members
        ],
        "my_votes": votes,
        "one_less": max(votes - 1, 0),
        "one_more": votes + 1,
        "votes": card.votes if session.shows_counts else 0,
        "may_edit": writing and own,
        "may_remove": (writing and own) or (grouping and leads),
        "may_place": grouping and part,
        "may_vote": session.phase == "vote" and part,
        "may_take_up": session.phase == "discuss" and leads and card.begun_at is None,
        "may_learn": session.shows_counts
        and part
        and card.lesson_id is None
        and session.retrospective.status in ("open", "written"),
    }


def session_under_way(retrospective_id: int) -> Session | None:
    """The session that people can join now."""
    rows = Session.objects.under_way().filter(retrospective=retrospective_id)
    return rows.select_related("facilitator").first()


def sessions_over(retrospective_id: int) -> list[Session]:
    """Sessions that ended, the latest first, each with how many cards it had."""
    rows = Session.objects.filter(retrospective=retrospective_id, phase=DONE).select_related("facilitator")
    return list(rows.annotate(card_count=Count("cards")))
