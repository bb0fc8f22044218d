"""The standing agenda of a series, and its backlog: topics brought by anyone who sees it, taken up or dropped."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, FieldError, Invalid, require
from collab.matters.actions.spine import clean_words
from collab.matters.models import Matter
from collab.org.actions.rows import changed, check, locked, told, write
from collab.org.models import Department

from ..models import AgendaItem, Meeting, MeetingSeries, SeriesItem, SeriesTopic, Sought, TopicState
from ..series import events, policies
from .agenda import LONGEST_ITEM, add_agenda_item, home_of
from .meeting import reason_given
from .series import hold, tell

MOST_ITEMS, MOST_TOPICS = 50, 500
CHANGEABLE = ("title", "body", "sought", "minutes_allotted", "presenter", "needs_pre_read", "position")


@transaction.atomic
def add_series_item(*, series: MeetingSeries, actor: Actor, version: int, **words: Any) -> SeriesItem:
    """Put an item on the standing agenda; meetings made from now on have it."""
    series = hold(series, actor, version)
    if series.seriesitems.count() >= MOST_ITEMS:
        raise Conflict(_("A standing agenda has 50 items at most."), code="too_many")
    last = series.seriesitems.aggregate(last=Max("position"))["last"] or 0
    item = SeriesItem(series=series, position=last + 1, **words)
    _check(item)
    item.save(force_insert=True)
    tell(events.STANDING_ITEM_ADDED, series, actor, item=item.title)
    return item


@transaction.atomic
def edit_series_item(*, item: SeriesItem, actor: Actor, version: int, **changes: Any) -> SeriesItem:
    """Change an item of the standing agenda; meetings already made keep theirs."""
    item = locked(SeriesItem, item.pk, version)
    require(policies.can_manage_item(actor, item))
    before = changed(item, changes, CHANGEABLE)
    _check(item)
    write(item, before)
    facts = {"before": told(before), "changes": told({name: changes[name] for name in before})}
    tell(events.STANDING_ITEM_CHANGED, item.series, actor, item=item.title, **facts)
    return item


@transaction.atomic
def remove_series_item(*, item: SeriesItem, actor: Actor, version: int) -> None:
    """Take an item off the standing agenda."""
    item = locked(SeriesItem, item.pk, version)
    require(policies.can_manage_item(actor, item))
    item.delete()
    tell(events.STANDING_ITEM_REMOVED, item.series, actor, item=item.title)


@transaction.atomic
def bring_topic(
    *,
    series: MeetingSeries,
    actor: Actor,
    version: int | None = None,
    department: Department | None = None,
    **words: Any,
) -> SeriesTopic:
    """Bring a topic to the backlog, on behalf of one's department."""
    series = locked(MeetingSeries, series.pk, version)
    require(policies.can_bring(actor, series))
    if series.seriestopics.filter(state=TopicState.WAITING).count() >= MOST_TOPICS:
        raise Conflict(_("500 topics are waiting; have some taken up or dropped first."), code="too_many")
    topic = SeriesTopic(
        series=series,
        department=department or home_of(actor.person, series.department),
        proposed_by=actor.person,
        created_at=clock.now(),
        **words,
    )
    _check(topic)
    topic.save(force_insert=True)
    tell(events.TOPIC_BROUGHT, series, actor, topic=topic.title)
    return topic


@transaction.atomic
def take_topic_up(*, topic: SeriesTopic, actor: Actor, version: int, to_meeting: Matter) -> AgendaItem:
    """Make an agenda item of a topic, in a meeting that is still to come."""
    topic = _waiting(topic, version)
    require(policies.can_take_up(actor, topic))
    meeting = Meeting.objects.filter(pk=to_meeting.pk).first()
    if meeting is None:
        raise Invalid.field("to_meeting", _("Name a meeting, such as M-12."), "not_a_meeting")
    item = add_agenda_item(meeting=meeting, actor=actor, department=topic.department, **topic.words())
    topic.state, topic.item = TopicState.TAKEN, item
    write(topic, ["state", "item"])
    tell(events.TOPIC_TAKEN_UP, topic.series, actor, topic=topic.title, meeting=meeting.number)
    return item


@transaction.atomic
def drop_topic(*, topic: SeriesTopic, actor: Actor, version: int, reason: str) -> SeriesTopic:
    """Let a topic go, with a reason that whoever brought it can read."""
    topic = _waiting(topic, version)
    require(policies.can_drop(actor, topic))
    topic.state, topic.reason = TopicState.DROPPED, reason_given(reason)
    write(topic, ["state", "reason"])
    tell(events.TOPIC_DROPPED, topic.series, actor, topic=topic.title, reason=topic.reason)
    return topic


def _waiting(topic: SeriesTopic, version: int) -> SeriesTopic:
    topic = locked(SeriesTopic, topic.pk, version)
    if topic.state != TopicState.WAITING:
        raise Conflict(_("This topic was taken up or dropped already."), code="settled")
    return topic


def _check(row: SeriesItem | SeriesTopic) -> None:
    row.sought = row.sought or Sought.DISCUSS
    row.title, row.body = clean_words(row.title, row.body)
    check(row)
    if row.minutes_allotted is not None and not 1 <= row.minutes_allotted <= LONGEST_ITEM:
        raise Invalid([FieldError("minutes_allotted", "invalid", _("Between 1 and 600 minutes."))])
