"""Events of minutes on their way from the draft to the archive."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Urgency, nobody, register
from collab.matters.policies import hears_of_progress
from collab.matters.words import instant_words

from ..decisions.events import FORMATS
from ..decisions.policies import hears_to_answer
from . import policies

PROMPT = Urgency.PROMPT


def _event(code, sentence, audience=hears_of_progress, **more) -> EventType:
    return register(EventType(code=f"minutes.{code}", sentence=sentence, audience=audience, **more))


MINUTES_OPENED = _event("opened", _("%(actor)s began %(matter)s"), audience=nobody)
MINUTES_WRITTEN = _event(
    "written",
    _("%(actor)s wrote in %(matter)s (%(characters)s characters now)"),
    audience=nobody,
    fields={"characters"},
)
MINUTES_FILLED_IN = _event(
    "filled_in", _("%(actor)s filled in %(matter)s from the meeting’s records"), audience=nobody
)
MINUTES_CIRCULATED = _event(
    "circulated",
    _("%(actor)s asks %(who)s to countersign %(matter)s by %(due)s"),
    hears_to_answer,
    fields={"who", "departments", "due"},
    formats={"due": instant_words},
    urgency=PROMPT,
)
MINUTES_COUNTERSIGNED = _event(
    "countersigned",
    _("%(actor)s answered for %(who)s on %(matter)s: %(stance)s"),
    fields={"who", "stance", "text"},
    formats={"stance": FORMATS["stance"]},
    detail="text",
)
MINUTES_READY = _event(
    "ready",
    _("%(matter)s is ready; it waits for the chair to issue it"),
    policies.hears_to_issue,
    urgency=PROMPT,
)
MINUTES_TAKEN_BACK = _event(
    "taken_back",
    _("%(actor)s took %(matter)s back to the draft"),
    fields={"reason"},
    detail="reason",
    urgency=PROMPT,
)
MINUTES_ISSUED = _event(
    "issued",
    _("%(actor)s issued %(matter)s as %(letter)s, version %(edition)s"),
    policies.hears_of_issue,
    fields={"letter", "edition", "digest", "departments"},
    urgency=PROMPT,
)
MINUTES_SIGNED_FOR = _event(
    "signed_for",
    _("%(actor)s signed for %(matter)s, version %(edition)s, for %(party)s"),
    fields={"party", "edition", "note"},
    detail="note",
)
MINUTES_ARCHIVED = _event(
    "archived",
    _("%(actor)s archived %(matter)s"),
    fields={"reason", "missing"},
    detail="reason",
)
MINUTES_CORRECTED = _event(
    "correction_begun",
    _("%(actor)s began version %(edition)s of %(matter)s to correct it"),
    policies.hears_to_write,
    fields={"reason", "edition"},
    detail="reason",
    urgency=PROMPT,
)
