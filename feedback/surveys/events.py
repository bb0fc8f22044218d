"""Events of surveys. None of them says what somebody answered anonymously, nor that they did."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Urgency, register
from collab.matters.policies import hears_of_progress
from collab.matters.words import instant_words

from ..models import Told
from . import policies


def told_word(value) -> str:
    """Who is told."""
    return str(Told(value).label) if value in Told.values else str(value)


def _event(code, sentence, audience=hears_of_progress, **more) -> EventType:
    return register(EventType(code=f"survey.{code}", sentence=sentence, audience=audience, **more))


SURVEY_DRAFTED = _event("drafted", _("%(actor)s drafted the survey %(matter)s"))
SURVEY_COMPOSED = _event(
    "composed", _("%(actor)s changed the draft of %(matter)s"), fields={"before", "changes"}
)
SURVEY_OPENED = _event(
    "opened",
    _("%(actor)s asks you to answer %(matter)s by %(due)s"),
    audience=policies.hears_as_asked,
    fields={"due", "asked", "anonymous", "round"},
    formats={"due": instant_words},
    urgency=Urgency.PROMPT,
)
SURVEY_AWAITED = _event(
    "awaited",
    _("%(matter)s can still be answered until %(due)s"),
    audience=policies.hears_of_waiting,
    fields={"due", "reminder"},
    formats={"due": instant_words},
    urgency=Urgency.PROMPT,
)
SURVEY_ANSWERED = _event("answered", _("%(actor)s answered %(matter)s"), audience=lambda activity: ())
SURVEY_CLOSED = _event(
    "closed", _("%(actor)s closed %(matter)s; no more answers are taken"), fields={"note"}, detail="note"
)
SURVEY_EXTENDED = _event(
    "extended",
    _("%(actor)s extended %(matter)s: it can be answered until %(due)s, not only %(before)s"),
    audience=policies.hears_of_results,
    fields={"due", "before", "reason"},
    formats={"due": instant_words, "before": instant_words},
    urgency=Urgency.PROMPT,
    detail="reason",
)
SURVEY_PUBLISHED = _event(
    "published",
    _("%(actor)s published the results of %(matter)s to: %(told)s"),
    audience=policies.hears_of_results,
    fields={"told", "note"},
    formats={"told": told_word},
    detail="note",
)
SURVEY_CANCELLED = _event(
    "cancelled",
    _("%(actor)s cancelled %(matter)s; its answers were destroyed"),
    fields={"reason"},
    detail="reason",
)
PULSE_BEGUN = _event(
    "repeated",
    _("%(actor)s has %(matter)s asked again and again, next on %(next)s"),
    fields={"rule", "next"},
    formats={"next": instant_words},
)
PULSE_ENDED = _event(
    "stopped_repeating",
    _("%(actor)s has %(matter)s asked no more"),
    fields={"reason"},
    detail="reason",
)
