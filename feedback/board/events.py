"""Events of the board."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, register

from ..loop.policies import hears_of_feedback

FEEDBACK_PUBLISHED = register(
    EventType(
        code="feedback.published",
        sentence=_("%(actor)s published what came of %(matter)s"),
        fields={"said", "did", "shows_words"},
        audience=hears_of_feedback,
        detail="did",
    )
)
FEEDBACK_WITHDRAWN = register(
    EventType(
        code="feedback.taken_off",
        sentence=_("%(actor)s took %(matter)s off the board"),
        fields={"reason"},
        audience=hears_of_feedback,
        detail="reason",
    )
)
