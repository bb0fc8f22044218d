"""Events of meeting series, of their standing agenda and backlog, and of items carried from meeting to meeting."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Hearer, nobody, register
from collab.matters.policies import hears_of_progress, people_behind
from collab.matters.words import instant_words

from .. import policies
from ..events import hears_of_own_item

AT = {"at": instant_words, "next": instant_words}


def _series(code, sentence, *fields, **more) -> EventType:
    known = frozenset({"title", "series", *fields})
    return register(EventType(code=f"meeting_series.{code}", sentence=sentence, fields=known, **more))


def hears_to_prepare(activity) -> list[Hearer]:
    """The secretary and the chair, who prepare what was made for them."""
    return [Hearer(pk, "act") for pk in people_behind(activity.matter, policies.SCRIBES)]


SERIES_SET_UP = _series("set_up", _("%(actor)s set up the meeting series “%(title)s”"), "rule")
SERIES_CHANGED = _series(
    "changed", _("%(actor)s changed the meeting series “%(title)s”"), "before", "changes"
)
SERIES_PAUSED = _series(
    "paused", _("%(actor)s paused the meeting series “%(title)s”"), "reason", detail="reason"
)
SERIES_RESUMED = _series("resumed", _("%(actor)s resumed the meeting series “%(title)s”"))
TIME_LEFT_OUT = _series(
    "time_left_out",
    _("%(actor)s left out the meeting of “%(title)s” on %(at)s"),
    "at",
    "reason",
    formats=AT,
    detail="reason",
)
TIME_RESTORED = _series(
    "time_restored", _("%(actor)s restored the meeting of “%(title)s” on %(at)s"), "at", formats=AT
)
STANDING_ITEM_ADDED = _series(
    "item_added", _("%(actor)s put “%(item)s” on the standing agenda of “%(title)s”"), "item"
)
STANDING_ITEM_CHANGED = _series(
    "item_changed",
    _("%(actor)s changed “%(item)s” on the standing agenda of “%(title)s”"),
    "item",
    "before",
    "changes",
)
STANDING_ITEM_REMOVED = _series(
    "item_removed", _("%(actor)s took “%(item)s” off the standing agenda of “%(title)s”"), "item"
)
TOPIC_BROUGHT = _series("topic_brought", _("%(actor)s brought the topic “%(topic)s” to “%(title)s”"), "topic")
TOPIC_TAKEN_UP = _series(
    "topic_taken_up",
    _("%(actor)s took the topic “%(topic)s” of “%(title)s” up in %(meeting)s"),
    "topic",
    "meeting",
)
TOPIC_DROPPED = _series(
    "topic_dropped",
    _("%(actor)s dropped the topic “%(topic)s” of “%(title)s”"),
    "topic",
    "reason",
    detail="reason",
)

OCCURRENCE_MADE = register(
    EventType(
        code="meeting.occurrence_made",
        sentence=_("%(matter)s was made from its series for %(at)s"),
        fields={"series", "at"},
        formats=AT,
        audience=hears_to_prepare,
    )
)
ITEMS_CARRIED_ON = register(
    EventType(
        code="meeting.items_carried_on",
        sentence=_("%(items)s went on from %(matter)s to %(target)s"),
        fields={"items", "target"},
        audience=nobody,
    )
)
ITEM_MOVED = register(
    EventType(
        code="agenda_item.moved",
        sentence=_("%(actor)s moved %(matter)s from %(source)s to %(target)s"),
        fields={"source", "target", "was"},
        audience=hears_of_own_item,
    )
)
ITEM_COPIED = register(
    EventType(
        code="agenda_item.copied",
        sentence=_("%(actor)s copied %(matter)s to %(target)s as %(copy)s"),
        fields={"target", "copy"},
        audience=hears_of_progress,
    )
)
