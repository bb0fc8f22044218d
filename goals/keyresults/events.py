"""Events of key results and their figures."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Urgency, nobody, register
from collab.matters.models import PartyRole
from collab.matters.policies import hears_as_next, hears_of_progress

from .words import figure_words


def _event(code, sentence, audience=hears_of_progress, **more) -> EventType:
    return register(EventType(code=f"key_result.{code}", sentence=sentence, audience=audience, **more))


KEY_RESULT_ADDED = _event(
    "added",
    _("%(actor)s added the key result %(matter)s: from %(start)s to %(target)s %(unit)s"),
    audience=hears_as_next(PartyRole.RESPONSIBLE),
    fields={"start", "target", "unit"},
    formats={"start": figure_words, "target": figure_words},
    urgency=Urgency.PROMPT,
)
KEY_RESULT_EDITED = _event(
    "edited", _("%(actor)s changed %(matter)s"), fields={"before", "changes", "reason"}, detail="reason"
)
KEY_RESULT_CANCELLED = _event(
    "cancelled", _("%(actor)s cancelled the key result %(matter)s"), fields={"reason"}, detail="reason"
)
FIGURE_TOLD = _event(
    "figure_told",
    _("%(actor)s told the figure of %(matter)s: %(value)s %(unit)s"),
    fields={"value", "unit", "at", "source"},
    formats={"value": figure_words},
)
FIGURE_FOLLOWED = _event(
    "figure_followed",
    _("The tasks that %(matter)s follows moved it to %(value)s %(unit)s"),
    audience=nobody,
    fields={"value", "unit"},
    formats={"value": figure_words},
)
TASK_FOLLOWED = _event(
    "task_followed",
    _("%(actor)s has %(matter)s follow %(other)s"),
    audience=nobody,
    fields={"other", "weight"},
)
TASK_UNFOLLOWED = _event(
    "task_unfollowed",
    _("%(actor)s no longer has %(matter)s follow %(other)s"),
    audience=nobody,
    fields={"other"},
)
