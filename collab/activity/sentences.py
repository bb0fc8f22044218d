"""Turns a journal entry into a sentence in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from collab.common.actor import UNNAMED
from collab.org.names import name_words

from .models import Activity
from .registry import declared


class _Facts(dict):
    def __missing__(self, key: str) -> str:
        return "—"


def author_of(activity: Activity) -> str:
    """Who did it: a name, a name for another's, somebody who gave none, or the system."""
    if activity.actor is None:
        return _("The submitter") if activity.via == UNNAMED.via else _("The system")
    if activity.on_behalf_of is not None:
        return _("%(actor)s for %(absent)s") % {"actor": activity.actor, "absent": activity.on_behalf_of}
    return str(activity.actor)


def sentence_of(activity: Activity, *, named: bool = True) -> str:
    """One sentence; `named=False` leaves the matter's title out for readers who may not see it."""
    event = declared(activity.event)
    facts: Mapping[str, Any] = activity.facts or {}
    words = _Facts({key: event.formats.get(key, _spoken)(value) for key, value in facts.items()})
    words["actor"] = author_of(activity)
    words["matter"] = _name(activity, named)
    return str(event.sentence) % words


def _spoken(value: Any) -> Any:
    """A fact as a sentence says it: of a name kept in two languages, the reader's; several names in a row."""
    if isinstance(value, list) and all(isinstance(one, str | dict) for one in value):
        return _(", ").join(str(_spoken(one)) for one in value)
    if isinstance(value, dict) and value.keys() == {"en", "zh"}:
        return name_words(value)
    return value


def detail_of(activity: Activity) -> str:
    """The words the author gave (reason, note, text), if any."""
    event = declared(activity.event)
    value = (activity.facts or {}).get(event.detail) if event.detail else None
    return str(event.formats.get(event.detail, str)(value)) if value else ""


def _name(activity: Activity, named: bool) -> str:
    if activity.matter is None:
        return ""
    return f"{activity.matter.number} {activity.matter.title}" if named else _("a matter")
