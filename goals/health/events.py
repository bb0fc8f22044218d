"""Events of a goal's health."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Urgency, register
from collab.matters.policies import hears_of_progress
from collab.matters.words import instant_words

from ..models import Health


def health_word(value) -> str:
    """The health's name."""
    return str(Health(value).label) if value in Health.values else str(value)


def _event(code, sentence, **more) -> EventType:
    return register(EventType(code=f"goal.{code}", sentence=sentence, audience=hears_of_progress, **more))


HEALTH_TURNED = _event(
    "health_turned",
    _("The health of %(matter)s turned from “%(was)s” to “%(health)s”"),
    fields={"health", "was", "causes"},
    formats={"health": health_word, "was": health_word},
)
HEALTH_SET = _event(
    "health_set",
    _("%(actor)s set the health of %(matter)s to at best “%(health)s” until %(until)s"),
    fields={"health", "reason", "until"},
    formats={"health": health_word, "until": instant_words},
    detail="reason",
    urgency=Urgency.PROMPT,
)
HEALTH_RELEASED = _event(
    "health_released",
    _("%(actor)s took back the health set by hand for %(matter)s"),
    fields={"note"},
    detail="note",
)
