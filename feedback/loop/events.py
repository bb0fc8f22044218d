"""Events of feedback. No fact of an anonymous one names anybody who gave it."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Urgency, register

from ..models import Channel, FeedbackType, Severity
from . import policies


def _word(choices):
    return lambda value: str(choices(value).label) if value in choices.values else str(value)


def _event(code, sentence, audience=policies.hears_of_feedback, **more) -> EventType:
    more.setdefault("urgency", Urgency.PROMPT)
    return register(EventType(code=f"feedback.{code}", sentence=sentence, audience=audience, **more))


FEEDBACK_SUBMITTED = _event(
    "submitted",
    _("%(actor)s gave feedback %(matter)s (%(type)s, %(severity)s, by %(channel)s)"),
    audience=policies.hears_as_office,
    fields={"type", "severity", "channel", "about"},
    formats={"type": _word(FeedbackType), "severity": _word(Severity), "channel": _word(Channel)},
)
