"""Events of cycles, goals and contributions."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.activity.registry import EventType, register
from collab.matters.policies import hears_of_progress


def _event(code, sentence, audience=hears_of_progress, **more) -> EventType:
    return register(EventType(code=f"goal.{code}", sentence=sentence, audience=audience, **more))


GOAL_DRAFTED = _event(
    "drafted", pgettext_lazy("goal", "%(actor)s drafted %(matter)s"), audience=lambda activity: ()
)
CYCLE_SAVED = register(
    EventType(
        code="cycle.saved",
        fields={"cycle", "name", "starts_on", "ends_on", "before"},
        sentence=_("%(actor)s saved the cycle %(name)s"),
    )
)
