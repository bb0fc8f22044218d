"""Events of check-ins; those on a key result stand in its own history."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Urgency, register
from collab.matters.policies import hears_of_progress

from ..health.events import health_word
from . import policies


def _event(code, sentence, audience=hears_of_progress, **more) -> EventType:
    return register(EventType(code=f"check_in.{code}", sentence=sentence, audience=audience, **more))


CHECKED_IN = _event(
    "filed",
    _("%(actor)s checked in on %(matter)s: %(light)s"),
    audience=policies.hears_as_reviewer,
    fields={"check_in", "light", "message", "figures", "reviewer"},
    formats={"light": health_word},
    detail="message",
    urgency=Urgency.PROMPT,
)
CHECK_IN_EDITED = _event(
    "edited", _("%(actor)s edited the check-in on %(matter)s"), fields={"check_in", "before", "changes"}
)
CHECK_IN_ACKNOWLEDGED = _event(
    "acknowledged",
    _("%(actor)s acknowledged the check-in of %(author)s on %(matter)s"),
    fields={"check_in", "author", "note"},
    detail="note",
)
REVIEWER_NAMED = _event(
    "reviewer_named",
    _("%(actor)s named %(reviewer)s to review the check-ins on %(matter)s"),
    fields={"reviewer", "people", "open"},
)
