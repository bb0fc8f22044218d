"""Events of effect checks."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Urgency, register
from collab.matters.policies import hears_as_asked, hears_of_progress
from collab.matters.words import instant_words

from ..models import Effect


def effect_words(value) -> str:
    """The outcome in the reader's language."""
    return str(Effect(value).label) if value in Effect.values else str(value)


def _event(code, sentence, audience=hears_of_progress, **more) -> EventType:
    return register(
        EventType(code=f"retrospective.effect_{code}", sentence=sentence, audience=audience, **more)
    )


OPENED = _event(
    "opened",
    _("The effect of a change from %(matter)s is to be checked by %(checker)s until %(due)s"),
    audience=hears_as_asked,
    fields={"lesson", "text", "checker", "people", "due", "task"},
    formats={"due": instant_words},
    detail="text",
    urgency=Urgency.PROMPT,
)
ASSIGNED = _event(
    "assigned",
    _("%(actor)s asked %(checker)s to check the effect of a change from %(matter)s until %(due)s"),
    audience=hears_as_asked,
    fields={"lesson", "checker", "people", "due", "was"},
    formats={"due": instant_words},
    urgency=Urgency.PROMPT,
)
CHECKED = _event(
    "checked",
    _("%(actor)s checked the effect of a change from %(matter)s: %(outcome)s"),
    fields={"lesson", "outcome", "words"},
    formats={"outcome": effect_words},
    detail="words",
    urgency=Urgency.PROMPT,
)
CHANGED_AGAIN = _event(
    "changed_again",
    _("%(actor)s handed out another change in place of one from %(matter)s that did not do: %(task)s"),
    fields={"lesson", "text", "task", "follows"},
    detail="text",
)
