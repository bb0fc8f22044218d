"""Sessions and their cards through the API; a hidden draft or an open count is not in it either."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet

from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import WholeRows
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings

from ..models import Card, Session
from ..models.session import CARD, SESSION
from ..sessions import doings  # noqa: F401  (declares what can be done before the doors are made)
from ..sessions.selectors import votes_of
from ..sessions.states import PHASES


class SessionResource(WholeRows):
    """Looking back together; begun with start-session of the retrospective, moved from phase to phase."""

    filters: ClassVar = {
        "retrospective": Filter("int", "retrospective"),
        "phase": Filter("choices", "phase__in", choices=lambda: list(PHASES.states)),
    }

    def rows(self) -> QuerySet:
        return Session.objects.visible_to(self.request.user).select_related("facilitator", "retrospective")

    def whole(self, row: Session) -> dict[str, Any]:
        return {
            "id": row.pk,
            "retrospective": row.retrospective_id,
            "template": row.template,
            "columns": [{"code": one.code, "label": str(one.label)} for one in row.columns],
            "anonymous": row.anonymous,
            "votes_each": row.votes_each,
            "minutes_each": row.minutes_each,
            "phase": row.phase,
            "facilitator": shapes.person(row.facilitator),
            "started_at": instant(row.started_at),
            "ended_at": instant(row.ended_at),
            "version": row.version,
        }


with_doings(SessionResource, SESSION)


class CardResource(WholeRows):
    """Cards the reader may see; `votes` is null while votes are taken, `my_votes` are the reader’s own."""

    filters: ClassVar = {
        "session": Filter("int", "session"),
        "column": Filter("text", "column"),
        "under": Filter("int", "under"),
    }

    def rows(self) -> QuerySet:
        return Card.objects.visible_to(self.request.user).select_related("author", "session__retrospective")

    def shaped(self, cards: Sequence[Card]) -> list[dict[str, Any]]:
        mine = votes_of(self.request.user, cards)
        return [
            {
                "id": card.pk,
                "session": card.session_id,
                "column": card.column,
                "text": card.text,
                "author": shapes.person(card.author),
                "under": card.under_id,
                "votes": card.votes if card.session.shows_counts else None,
                "my_votes": mine.get(card.pk, 0),
                "discussed": card.discussed,
                "begun_at": instant(card.begun_at),
                "seconds_spent": card.seconds_spent,
                "lesson": card.lesson_id,
                "version": card.version,
            }
            for card in cards
        ]


with_doings(CardResource, CARD)
