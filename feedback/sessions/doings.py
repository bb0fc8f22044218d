"""What can be done with a session and its cards, declared once for every door."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import REASON

from .. import actions
from ..models import Card, LessonKind, Session
from ..models.session import CARD, SESSION
from ..retrospectives.doings import CHANGE, CHECK_AFTER, LESSON_KIND
from . import policies
from .states import GROUP, KEPT, PHASES, VOTE, WRITABLE

FACILITATOR = _("the facilitator")
EVERYONE = _("everyone who took part")


def _kind(card: Card) -> str:
    """What went well is mostly kept; anything else calls for a change."""
    return LessonKind.KEEP if card.column in KEPT else LessonKind.CHANGE


def _columns(row: Any, person) -> list[tuple[str, Any]]:
    session = row.session if isinstance(row, Card) else row
    return [(column.code, column.label) for column in session.columns]


def _groups(card: Card, person) -> list[tuple[str, str]]:
    topics = card.session.cards.topics().exclude(pk=card.pk)
    return [("", _("On its own")), *((str(one.pk), one.text[:80]) for one in topics)]


def _phase(name: str, run, **more) -> Doing:
    step = name.replace("-", "_")

    def fits(session: Session) -> bool:
        return session.fits(step)

    label = PHASES.steps[step].label
    more = {"tone": "primary"} | more
    return Doing(
        SESSION,
        name,
        label,
        policies.can_facilitate,
        run,
        FACILITATOR,
        fits=fits,
        subject="session",
        **more,
    )


def _card(name: str, label, run, may, who, phases, **more) -> Doing:
    def fits(card: Card) -> bool:
        return card.session.phase in phases

    return Doing(CARD, name, label, may, run, who, fits=fits, subject="card", **more)


register_doings(
    Doing(
        SESSION,
        "add-card",
        _("Add a card"),
        policies.can_write_card,
        actions.add_card,
        EVERYONE,
        fits=lambda session: session.phase in WRITABLE,
        subject="session",
        asks=(Ask("column", _("Column"), "choice", choices=_columns), Ask("text", _("Card"))),
        icon="plus",
        confidential=True,
    ),
    _phase("reveal", actions.reveal_cards, icon="eye", help=_("Everybody sees every card from then on.")),
    _phase("open-voting", actions.open_card_voting, icon="checkbox"),
    _phase("close-voting", actions.close_card_voting, icon="scale"),
    _phase("next-topic", actions.next_topic, icon="player-skip-forward"),
    _phase("finish", actions.finish_session, icon="circle-check", tone="secondary"),
    _phase(
        "abandon",
        actions.abandon_session,
        icon="x",
        tone="danger",
        asks=(REASON,),
        help=_("Cards that were never revealed are thrown away."),
    ),
    _card(
        "edit",
        _("Say it in other words"),
        actions.edit_card,
        policies.can_change_card,
        _("its author"),
        WRITABLE,
        asks=(Ask("text", _("Card"), initial=lambda card: card.text),),
        icon="pencil",
        confidential=True,
    ),
    _card(
        "place",
        _("Move or group"),
        actions.place_card,
        policies.can_place_card,
        EVERYONE,
        {GROUP},
        asks=(
            Ask(
                "column",
                _("Column"),
                "choice",
                required=False,
                choices=_columns,
                initial=lambda card: card.column,
            ),
            Ask(
                "under",
                _("Together with"),
                "choice",
                required=False,
                choices=_groups,
                initial=lambda card: str(card.under_id or ""),
            ),
        ),
        icon="arrow-merge",
    ),
    _card(
        "remove",
        _("Remove this card"),
        actions.remove_card,
        policies.can_remove_card,
        _("its author or the facilitator"),
        WRITABLE,
        tone="danger",
        icon="trash",
    ),
    _card(
        "vote",
        _("Vote for this"),
        actions.vote_on_card,
        policies.can_vote,
        EVERYONE,
        {VOTE},
        asks=(Ask("votes", _("How many of your votes"), "number"),),
        icon="checkbox",
        confidential=True,
    ),
    _card(
        "take-up",
        _("Talk about this now"),
        actions.take_up_topic,
        policies.can_take_up,
        FACILITATOR,
        {"discuss"},
        icon="player-play",
    ),
    _card(
        "draw-lesson",
        _("Make it a lesson"),
        actions.draw_lesson,
        policies.can_draw_lesson,
        EVERYONE,
        {"discuss", "done"},
        asks=(
            replace(LESSON_KIND, initial=_kind),
            Ask("text", _("What was learned"), initial=lambda card: card.text),
            *CHANGE,
            CHECK_AFTER,
        ),
        icon="bulb",
    ),
)
