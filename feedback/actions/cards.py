"""Cards of a session: written, changed, grouped, voted on, and made into lessons. Only pings tell of a single one."""

from typing import Any

from django.db import transaction
from django.db.models import F, Max, Sum
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.activity.topics import announce
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, TransitionRefused, require

from ..models import Card, CardVote, Lesson, Session
from ..sessions import events, policies
from ..sessions.states import GROUP, LONGEST_CARD, MOST_CARDS, PHASES, VOTE, WRITABLE
from .retrospective import add_lesson
from .sessions import lock_card, lock_session


@transaction.atomic
def add_card(*, session: Session, actor: Actor, version: int | None = None, column: str, text: str) -> Card:
    """Write a card. Until the reveal nobody else sees it; in an anonymous session its author is not stored."""
    session = lock_session(session)
    require(policies.can_take_part(actor, session))
    _require_phase(session, WRITABLE)
    if session.cards.count() >= MOST_CARDS:
        raise Conflict(_("A session holds 300 cards at most."), code="too_many_cards")
    last = session.cards.aggregate(last=Max("position"))["last"]
    card = Card.objects.create(
        session=session,
        column=_known_column(session, column),
        text=_card_text(text),
        author=None if session.anonymous else actor.person,
        position=0 if last is None else last + 1,
    )
    _ping(session)
    return card


@transaction.atomic
def edit_card(*, card: Card, actor: Actor, version: int, text: str) -> Card:
    """Say it in other words; only its author does."""
    card = _held(card, version)
    _require_phase(card.session, WRITABLE)
    require(policies.can_change_card(actor, card))
    card.text = _card_text(text)
    return _saved(card)


@transaction.atomic
def remove_card(*, card: Card, actor: Actor, version: int) -> Session:
    """Take a card out; the next one of its group takes its place as the first."""
    card = _held(card, version)
    session = card.session
    _require_phase(session, WRITABLE)
    require(policies.can_remove_card(actor, card))
    members = list(card.members.order_by("position", "pk"))
    if members:
        rest = [one.pk for one in members[1:]]
        Card.objects.filter(pk=members[0].pk).update(under=None, version=F("version") + 1)
        Card.objects.filter(pk__in=rest).update(under=members[0], version=F("version") + 1)
    mine = card.author_id == actor.person_id
    card.delete()
    if not mine:
        record(events.CARD_REMOVED, matter=session.retrospective, actor=actor, session=session.pk)
    _ping(session)
    return session


@transaction.atomic
def place_card(*, card: Card, actor: Actor, version: int, column: str = "", under: str = "") -> Card:
    """Move a card to a column, or with all that lies under it into the group of another card (`under`, its id)."""
    card = _held(card, version)
    _require_phase(card.session, {GROUP})
    require(policies.can_place_card(actor, card))
    first = _group_named(card, under) if under else None
    if first is None and not column:
        raise Invalid.field("column", _("Name a column, or a card to put it with."), "required")
    card.under = first
    card.column = first.column if first else _known_column(card.session, column)
    carried = {"column": card.column, "version": F("version") + 1} | ({"under": first} if first else {})
    Card.objects.filter(under=card.pk).update(**carried)
    return _saved(card)


def _group_named(card: Card, under: str) -> Card:
    """The first card of the group of this card, which is not the card itself."""
    known = (
        card.session.cards.filter(pk=int(under)).first() if under.isdecimal() and len(under) < 18 else None
    )
    first = known.under if known is not None and known.under_id else known
    if first is None or first.pk == card.pk:
        raise Invalid.field("under", _("Choose another card of this session."))
    return first


@transaction.atomic
def vote_on_card(*, card: Card, actor: Actor, version: int | None, votes: int) -> Card:
    """Put exactly this many of one's votes on a topic; nobody has more than the session gives."""
    card = _held(card, version)
    session = card.session
    _require_phase(session, {VOTE})
    require(policies.can_vote(actor, card))
    if card.under_id is not None:
        raise Conflict(_("This card lies in a group. Vote for the group."), code="in_a_group")
    mine = CardVote.objects.filter(card__session=session, person=actor.person)
    elsewhere = mine.exclude(card=card).aggregate(all=Sum("count"))["all"] or 0
    if not 0 <= votes <= session.votes_each - elsewhere:
        left = max(session.votes_each - elsewhere, 0)
        words = _("You have %(each)s votes in all; %(left)s of them can go to this topic.")
        raise Conflict(words % {"each": session.votes_each, "left": left}, code="no_votes_left")
    if votes:
        mine.update_or_create(card=card, person=actor.person, defaults={"count": votes})
    else:
        mine.filter(card=card).delete()
    _ping(session)
    return card


@transaction.atomic
def draw_lesson(*, card: Card, actor: Actor, version: int, kind: str, text: str, **change: Any) -> Lesson:
    """Make a lesson of a topic, as add_lesson does; the card shows it from then on."""
    card = _held(card, version)
    require(policies.can_take_part(actor, card.session))
    _require_phase(card.session, {"discuss", "done"})
    if card.lesson_id is not None:
        raise Conflict(_("This topic is a lesson already."), code="lesson_drawn")
    retrospective = card.session.retrospective
    card.lesson = add_lesson(
        retrospective=retrospective,
        actor=actor,
        version=retrospective.version,
        kind=kind,
        text=text,
        **change,
    )
    _saved(card)
    return card.lesson


def _held(card: Card, version: int | None) -> Card:
    return lock_card(lock_session(card.session), card, version)


def _saved(card: Card) -> Card:
    card.version += 1
    card.save()
    _ping(card.session)
    return card


def _ping(session: Session) -> None:
    """Screens fetch the session again; the history keeps no single card or vote."""
    announce({f"matter.{session.retrospective_id}"})


def _require_phase(session: Session, phases) -> None:
    if session.phase not in phases:
        raise TransitionRefused(
            _("The session is in “%(phase)s” now; this step does not fit.")
            % {"phase": PHASES.label(session.phase)},
            state=session.phase,
            allowed=PHASES.steps_from(session.phase),
        )


def _known_column(session: Session, column: str) -> str:
    if column not in {one.code for one in session.columns}:
        raise Invalid.field("column", _("Choose one of the columns of this session."))
    return column


def _card_text(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise Invalid.field("text", _("Write something on the card."), "required")
    if len(text) > LONGEST_CARD:
        raise Invalid.field("text", _("Keep a card under 500 characters."), "max_length")
    return text
