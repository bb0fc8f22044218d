"""Events of retrospectives."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Urgency, register
from collab.matters.policies import hears_of_progress
from collab.matters.words import instant_words

from . import policies


def _event(code, sentence, audience=hears_of_progress, **more) -> EventType:
    return register(EventType(code=f"retrospective.{code}", sentence=sentence, audience=audience, **more))


RETROSPECTIVE_OPENED = _event(
    "opened",
    _("%(actor)s opened %(matter)s, to be written by %(due)s"),
    audience=policies.hears_as_writer,
    fields={"due", "ended"},
    formats={"due": instant_words},
    urgency=Urgency.PROMPT,
)
RETROSPECTIVE_WRITTEN = _event(
    "written",
    _("%(actor)s wrote %(matter)s"),
    audience=policies.hears_as_judge,
    fields={"actual", "why"},
    detail="actual",
    urgency=Urgency.PROMPT,
)
RETROSPECTIVE_REVISED = _event(
    "revised", _("%(actor)s revised %(matter)s"), fields={"actual", "why", "before"}, detail="actual"
)
RETROSPECTIVE_SENT_BACK = _event(
    "sent_back",
    _("%(actor)s sent %(matter)s back"),
    audience=policies.hears_as_writer,
    fields={"reason"},
    detail="reason",
    urgency=Urgency.PROMPT,
)
RETROSPECTIVE_CLOSED = _event("closed", _("%(actor)s closed %(matter)s"), fields={"note"}, detail="note")
LESSON_ADDED = _event(
    "lesson_added",
    _("%(actor)s added a lesson to %(matter)s"),
    fields={"kind", "text", "task"},
    detail="text",
)
