"""Looking back together: a session is started, moved from phase to phase by its facilitator, and ended."""

import random

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, NotFound, StaleVersion, reason_given, require

from ..models import Card, CardVote, Retrospective, Session
from ..retrospectives import policies as rules
from ..sessions import events, policies
from ..sessions.states import MOST_MINUTES, MOST_VOTES, TEMPLATES


@transaction.atomic
def start_session(
    *,
    retrospective: Retrospective,
    actor: Actor,
    version: int,
    template: str,
    anonymous: bool = False,
    votes_each: int | None = None,
    minutes_each: int | None = None,
) -> Session:
    """Begin to gather cards, facilitated by the actor; one session of a retrospective at a time.

    Votes are 3 for each and topics have 5 minutes unless said otherwise; 0 minutes set no limit.
    """
    retrospective = Retrospective.objects.lock(retrospective.pk, version=version)
    require(rules.can_start_session(actor, retrospective))
    retrospective.move("start_session")
    votes = 3 if votes_each is None else votes_each
    minutes = 5 if minutes_each is None else minutes_each
    _check_settings(template, votes, minutes)
    if Session.objects.under_way().filter(retrospective=retrospective).exists():
        raise Conflict(
            _("A session is under way already. Join it, or end it first."), code="session_under_way"
        )
    session = Session.objects.create(
        retrospective=retrospective,
        template=template,
        anonymous=anonymous,
        votes_each=votes,
        minutes_each=minutes,
        facilitator=actor.person,
        started_at=clock.now(),
    )
    retrospective.save_changes()
    settings = {"template": template, "anonymous": anonymous, "votes": votes}
    record(events.STARTED, matter=retrospective, actor=actor, session=session.pk, **settings)
    return session


def _check_settings(template: str, votes: int, minutes: int) -> None:
    if template not in TEMPLATES:
        raise Invalid.field("template", _("Choose one of the offered templates."))
    if not 1 <= votes <= MOST_VOTES:
        raise Invalid.field("votes_each", _("Give everybody between 1 and 20 votes."), "out_of_range")
    if not 0 <= minutes <= MOST_MINUTES:
        raise Invalid.field(
            "minutes_each", _("Give a topic up to 60 minutes; 0 sets no limit."), "out_of_range"
        )


def lock_session(session: Session, version: int | None = None) -> Session:
    """The session as it is now, with its retrospective held; part of every action on it."""
    retrospective = Retrospective.objects.lock(session.retrospective_id)
    fresh = Session.objects.filter(pk=session.pk).select_related("facilitator").first()
    if fresh is None:
        raise NotFound
    if version is not None and fresh.version != version:
        raise StaleVersion(version=fresh.version)
    fresh.retrospective = retrospective
    return fresh


def _moved_on(session: Session, actor: Actor, version: int, step: str) -> Session:
    session = lock_session(session, version)
    require(policies.can_facilitate(actor, session))
    session.take(step)
    session.version += 1
    return session


@transaction.atomic
def reveal_cards(*, session: Session, actor: Actor, version: int) -> Session:
    """Show everybody's cards to everybody. What stands on anonymous ones changes places: neither order nor ids tell
    who wrote when.
    """
    session = _moved_on(session, actor, version, "reveal")
    cards = list(session.cards.all())
    if not cards:
        raise Conflict(_("Nobody has written a card yet."), code="no_cards")
    if session.anonymous:
        said = [(card.column, card.text) for card in cards]
        random.SystemRandom().shuffle(said)
        for card, (column, text) in zip(cards, said, strict=True):
            card.column, card.text = column, text
        Card.objects.bulk_update(cards, ["column", "text"])
    session.save()
    _note(events.REVEALED, session, actor, cards=len(cards))
    return session


@transaction.atomic
def open_card_voting(*, session: Session, actor: Actor, version: int) -> Session:
    """Take votes on the topics as they are grouped now."""
    session = _moved_on(session, actor, version, "open_voting")
    topics = session.cards.topics().count()
    if not topics:
        raise Conflict(_("There is no topic to vote on."), code="no_cards")
    session.save()
    _note(events.VOTING_OPENED, session, actor, topics=topics)
    return session


@transaction.atomic
def close_card_voting(*, session: Session, actor: Actor, version: int) -> Session:
    """Count the votes and show the counts; the first topics to talk about have the most. Who voted for what is
    forgotten.
    """
    session = _moved_on(session, actor, version, "close_voting")
    cast = CardVote.objects.filter(card__session=session)
    counts = dict(cast.values_list("card").annotate(Sum("count")))
    people = cast.values("person").distinct().count()
    topics = list(session.cards.filter(pk__in=counts))
    for card in topics:
        card.votes = counts[card.pk]
    Card.objects.bulk_update(topics, ["votes"])
    cast.delete()
    session.save()
    _note(events.VOTING_CLOSED, session, actor, votes=sum(counts.values()), people=people)
    return session


@transaction.atomic
def next_topic(*, session: Session, actor: Actor, version: int) -> Session:
    """Take up the topic with the most votes among those not talked about yet."""
    session = _moved_on(session, actor, version, "next_topic")
    waiting = session.cards.topics().filter(discussed=False, begun_at=None)
    card = waiting.order_by("-votes", "position", "pk").first()
    if card is None:
        raise Conflict(_("Every topic was talked about."), code="no_topic_left")
    give_topic_turn(session, card, actor)
    session.save()
    return session


@transaction.atomic
def take_up_topic(*, card: Card, actor: Actor, version: int) -> Card:
    """Talk about this topic now, or once more."""
    session = lock_session(card.session)
    fresh = lock_card(session, card, version)
    require(policies.can_take_up(actor, fresh))
    if fresh.under_id is not None:
        raise Conflict(_("This card lies in a group. Take up the group."), code="in_a_group")
    give_topic_turn(session, fresh, actor)
    session.version += 1
    session.save()
    return fresh


def lock_card(session: Session, card: Card, version: int | None) -> Card:
    """The card as it is now, on its locked session; one removed meanwhile is not found."""
    fresh = session.cards.filter(pk=card.pk).select_related("author").first()
    if fresh is None:
        raise NotFound
    fresh.session = session
    if version is not None and fresh.version != version:
        raise StaleVersion(
            _("Somebody changed this card just now. You see it as it is; do it again if it still fits."),
            version=fresh.version,
        )
    return fresh


def give_topic_turn(session: Session, card: Card, actor: Actor) -> None:
    """Start the topic's clock and stop the one that ran; part of the actions above."""
    end_topic_turn(session)
    card.begun_at, card.discussed = clock.now(), True
    card.version += 1
    card.save()
    _note(events.TOPIC_TAKEN_UP, session, actor, topic=card.text)


def end_topic_turn(session: Session) -> None:
    """Stop the clock of the topic that is talked about, if there is one."""
    for other in session.cards.exclude(begun_at=None):
        other.end_turn(clock.now())
        other.version += 1
        other.save()


@transaction.atomic
def finish_session(*, session: Session, actor: Actor, version: int) -> Session:
    """End it; cards, counts and lessons stay to be read."""
    session = _moved_on(session, actor, version, "finish")
    end_topic_turn(session)
    session.ended_at = clock.now()
    session.save()
    topics = session.cards.topics()
    drawn = session.cards.exclude(lesson=None).count()
    _note(events.FINISHED, session, actor, topics=topics.count(), lessons=drawn)
    return session


@transaction.atomic
def abandon_session(*, session: Session, actor: Actor, version: int, reason: str) -> Session:
    """Break it off before the talk. Drafts that were never revealed go; what was revealed stays to be read."""
    drafts = lock_session(session).phase == "gather"
    session = _moved_on(session, actor, version, "abandon")
    why = reason_given(reason)
    CardVote.objects.filter(card__session=session).delete()
    if drafts:
        session.cards.all().delete()
    session.ended_at = clock.now()
    session.save()
    _note(events.ABANDONED, session, actor, reason=why)
    return session


def _note(event, session: Session, actor: Actor, **facts) -> None:
    session.retrospective.touch()
    record(event, matter=session.retrospective, actor=actor, session=session.pk, **facts)
