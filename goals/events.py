"""Events of cycles, goals, consultations and contributions."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.activity.registry import EventType, Urgency, register
from collab.matters.policies import hears_as_asked, hears_of_progress
from collab.matters.words import instant_words

from .models import Answer
from .states import CYCLE_MACHINE
from .terms import LABELS


def answer_word(value) -> str:
    """What a department said."""
    return str(Answer(value).label) if value in Answer.values else str(value)


def field_words(value) -> str:
    """The names of fields, in the reader's language."""
    return ", ".join(str(LABELS.get(name, name)) for name in value)


def cycle_state_word(value) -> str:
    """The state of a cycle."""
    return str(CYCLE_MACHINE.label(value))


def _event(code, sentence, audience=hears_of_progress, **more) -> EventType:
    return register(EventType(code=f"goal.{code}", sentence=sentence, audience=audience, **more))


GOAL_DRAFTED = _event(
    "drafted", pgettext_lazy("goal", "%(actor)s drafted %(matter)s"), audience=lambda activity: ()
)
GOAL_EDITED = _event(
    "edited",
    _("%(actor)s changed in the draft %(matter)s: %(fields)s"),
    audience=lambda activity: (),
    fields={"fields", "before", "changes"},
    formats={"fields": field_words},
)
GOAL_CONSULTED = _event(
    "consulted",
    _("%(actor)s put %(matter)s to consultation, answers due %(due)s"),
    audience=hears_as_asked,
    fields={"people", "due", "number", "departments"},
    formats={"due": instant_words},
    urgency=Urgency.PROMPT,
)
GOAL_RECALLED = _event(
    "recalled",
    _("%(actor)s took %(matter)s back to draft"),
    fields={"reason"},
    detail="reason",
    urgency=Urgency.PROMPT,
)
GOAL_ANSWERED = _event(
    "answered",
    _("%(department)s on %(matter)s, version %(number)s: %(answer)s (%(actor)s)"),
    audience=hears_as_asked,
    fields={"people", "department", "number", "answer", "grounds", "late", "consultation"},
    formats={"answer": answer_word},
    detail="grounds",
    urgency=Urgency.PROMPT,
)
GOAL_REPLIED = _event(
    "replied",
    _("%(actor)s replied to %(department)s about %(matter)s"),
    audience=hears_as_asked,
    fields={"people", "department", "text", "consultation"},
    detail="text",
    urgency=Urgency.PROMPT,
)
GOAL_CONFIRMED = _event(
    "confirmed",
    pgettext_lazy("goal", "%(actor)s confirmed %(matter)s, version %(number)s"),
    fields={"number", "override", "silent", "note"},
    detail="override",
    urgency=Urgency.PROMPT,
)
GOAL_CHANGE_PROPOSED = _event(
    "change_proposed",
    _("%(actor)s proposed version %(number)s of %(matter)s, which changes: %(fields)s"),
    audience=hears_as_asked,
    fields={"people", "number", "fields", "reason", "due", "departments"},
    formats={"fields": field_words, "due": instant_words},
    detail="reason",
    urgency=Urgency.PROMPT,
)
GOAL_CHANGE_DROPPED = _event(
    "change_dropped",
    _("%(actor)s dropped version %(number)s of %(matter)s; what was agreed before stands"),
    fields={"number", "reason"},
    detail="reason",
    urgency=Urgency.PROMPT,
)
GOAL_ACTIVATED = _event("activated", pgettext_lazy("goal", "%(actor)s started %(matter)s"))
GOAL_PAUSED = _event(
    "paused", pgettext_lazy("goal", "%(actor)s paused %(matter)s"), fields={"reason"}, detail="reason"
)
GOAL_RESUMED = _event(
    "resumed", pgettext_lazy("goal", "%(actor)s resumed %(matter)s"), fields={"note"}, detail="note"
)
GOAL_CANCELLED = _event(
    "cancelled",
    pgettext_lazy("goal", "%(actor)s cancelled %(matter)s"),
    fields={"reason"},
    detail="reason",
    urgency=Urgency.PROMPT,
)
CONTRIBUTION_ACKNOWLEDGED = _event(
    "contribution_acknowledged",
    _("%(who)s acknowledged their part in %(matter)s (%(actor)s)"),
    fields={"who", "contribution"},
)
CYCLE_SAVED = register(
    EventType(
        code="cycle.saved",
        fields={"cycle", "name", "starts_on", "ends_on", "before"},
        sentence=_("%(actor)s saved the cycle %(name)s"),
    )
)
CYCLE_MOVED_ON = register(
    EventType(
        code="cycle.moved_on",
        fields={"cycle", "name", "step", "state"},
        sentence=_("%(actor)s moved the cycle %(name)s on to “%(state)s”"),
        formats={"state": cycle_state_word},
    )
)
