"""Events of series of recurring tasks; they stand in the history of the task that is the pattern."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, register
from collab.matters.policies import hears_of_progress
from collab.matters.words import instant_words


def _event(code, sentence, **more) -> EventType:
    return register(EventType(code=f"task.{code}", sentence=sentence, **more))


SERIES_SET_UP = _event(
    "series_set_up",
    _("%(actor)s has %(matter)s repeated (%(rule)s), next on %(next)s"),
    fields={"series", "rule", "next"},
    formats={"next": instant_words},
    audience=hears_of_progress,
)
SERIES_CHANGED = _event(
    "series_changed",
    _("%(actor)s changed how %(matter)s is repeated (%(rule)s)"),
    fields={"series", "rule", "before", "changes"},
)
SERIES_PARTIES = _event(
    "series_parties",
    _("%(actor)s changed who takes part in the repetition of %(matter)s"),
    fields={"series", "before", "changes"},
)
SERIES_PAUSED = _event(
    "series_paused",
    _("%(actor)s paused the repetition of %(matter)s"),
    fields={"series", "reason"},
    detail="reason",
)
SERIES_RESUMED = _event(
    "series_resumed",
    _("%(actor)s resumed the repetition of %(matter)s, next on %(next)s"),
    fields={"series", "next"},
    formats={"next": instant_words},
)
SERIES_ENDED = _event(
    "series_ended",
    _("%(actor)s ended the repetition of %(matter)s"),
    fields={"series", "reason"},
    detail="reason",
)
OCCURRENCE_MADE = _event(
    "occurrence_made",
    _("%(matter)s was made from the series of %(pattern)s for %(at)s"),
    fields={"series", "pattern", "at"},
    formats={"at": instant_words},
)
