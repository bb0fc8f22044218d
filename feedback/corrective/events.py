"""Events of corrective actions."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Urgency, register
from collab.matters.policies import hears_as_asked, hears_of_progress
from collab.matters.words import instant_words

from ..models import Fishbone, Trigger
from .states import WORDS


def _step_word(value) -> str:
    return str(WORDS.get(value, value))


def _branch_word(value) -> str:
    return str(Fishbone(value).label) if value in Fishbone.values else ""


def _trigger_word(value) -> str:
    return str(Trigger(value).label) if value in Trigger.values else str(value)


def _event(code, sentence, audience=hears_of_progress, **more) -> EventType:
    return register(EventType(code=f"corrective.{code}", sentence=sentence, audience=audience, **more))


def _term_word(value) -> str:
    """When a step is due; one without a date counts from its beginning."""
    return instant_words(value) if value else gettext("the usual term after it begins")


FORMATS = {"step": _step_word, "due": instant_words, "trigger": _trigger_word, "branch": _branch_word}

CORRECTIVE_OPENED = _event(
    "opened",
    _("%(actor)s opened %(matter)s (%(trigger)s); containment is due %(due)s"),
    audience=hears_as_asked,
    fields={"trigger", "due", "source", "people"},
    formats=FORMATS,
    urgency=Urgency.PROMPT,
)
STEP_ASSIGNED = _event(
    "assigned",
    _("%(actor)s assigned “%(step)s” of %(matter)s to %(who)s, due %(due)s"),
    audience=hears_as_asked,
    fields={"step", "who", "due", "people"},
    formats=FORMATS | {"due": _term_word},
    urgency=Urgency.PROMPT,
)
STEP_HANDED_IN = _event(
    "handed_in",
    _("%(actor)s handed in “%(step)s” of %(matter)s"),
    audience=hears_as_asked,
    fields={"step", "text", "branch", "whys", "evidence", "due", "people"},
    formats=FORMATS,
    detail="text",
    urgency=Urgency.PROMPT,
)
STEP_SENT_BACK = _event(
    "sent_back",
    _("%(actor)s sent “%(step)s” of %(matter)s back"),
    audience=hears_as_asked,
    fields={"step", "reason", "due", "people"},
    formats=FORMATS,
    detail="reason",
    urgency=Urgency.PROMPT,
)
NOT_EFFECTIVE = _event(
    "not_effective",
    _("%(actor)s found %(matter)s not effective; round %(round)s begins with the root cause"),
    audience=hears_as_asked,
    fields={"reason", "round", "due", "people"},
    formats=FORMATS,
    detail="reason",
    urgency=Urgency.PROMPT,
)
CORRECTIVE_CLOSED = _event(
    "closed", _("%(actor)s found %(matter)s effective and closed it"), fields={"note"}, detail="note"
)
HUNG_ON = _event("hung_on", _("%(actor)s hung %(source)s on %(matter)s"), fields={"source"})
CORRECTIVE_WITHDRAWN = _event(
    "withdrawn", _("%(actor)s withdrew %(matter)s"), fields={"reason"}, detail="reason"
)
RULE_SAVED = register(
    EventType(
        code="corrective_rule.saved",
        fields={"rule"},
        sentence=_("%(actor)s changed the rule for corrective action"),
    )
)
