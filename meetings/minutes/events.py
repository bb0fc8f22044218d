"""Events of minutes on their way from the draft to the archive."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, nobody, register
from collab.matters.policies import hears_of_progress


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
