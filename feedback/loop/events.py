"""Events of feedback. No fact of an anonymous one names anybody who gave it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.activity.registry import EventType, Urgency, register
from collab.matters.words import instant_words

from ..models import Cause, Channel, Ending, FeedbackType, Severity
from . import policies


def _word(choices):
    return lambda value: str(choices(value).label) if value in choices.values else str(value)


def _out_of_five(value) -> str:
    return f"{value}/5" if value else "—"


def _event(code, sentence, audience=policies.hears_of_feedback, **more) -> EventType:
    more.setdefault("urgency", Urgency.PROMPT)
    return register(EventType(code=f"feedback.{code}", sentence=sentence, audience=audience, **more))


FEEDBACK_SUBMITTED = _event(
    "submitted",
    _("%(actor)s gave feedback %(matter)s (%(type)s, %(severity)s, %(channel)s)"),
    audience=policies.hears_as_office,
    fields={"type", "severity", "channel", "about"},
    formats={"type": _word(FeedbackType), "severity": _word(Severity), "channel": _word(Channel)},
)
FEEDBACK_ACCEPTED = _event(
    "accepted",
    _("%(actor)s accepted %(matter)s (%(severity)s), to be solved by %(due)s"),
    fields={"severity", "due", "note"},
    formats={"severity": _word(Severity), "due": instant_words},
    detail="note",
)
FEEDBACK_REFUSED = _event(
    "refused", _("%(actor)s did not accept %(matter)s"), fields={"reason"}, detail="reason"
)
FEEDBACK_ASSIGNED = _event(
    "assigned",
    _("%(actor)s assigned %(matter)s to %(who)s"),
    audience=policies.hears_as_handler,
    fields={"who", "note"},
    detail="note",
)
FEEDBACK_REASSIGNED = _event(
    "reassigned",
    _("%(actor)s reassigned %(matter)s to %(who)s"),
    audience=policies.hears_as_handler,
    fields={"who", "reason"},
    detail="reason",
)
FEEDBACK_STARTED = _event("started", _("%(actor)s started on %(matter)s"), urgency=Urgency.DIGESTIBLE)
SUBMITTER_ASKED = _event(
    "asked",
    _("%(actor)s asked whoever gave %(matter)s; the clocks stand still until the reply, wanted by %(due)s"),
    audience=policies.hears_as_submitter,
    fields={"text", "due"},
    formats={"due": instant_words},
    detail="text",
)
SUBMITTER_REPLIED = _event(
    "replied",
    _("%(actor)s replied on %(matter)s"),
    audience=policies.hears_as_handler,
    fields={"text"},
    detail="text",
)
FEEDBACK_FIRST_ANSWERED = _event(
    "first_answered", _("%(actor)s gave a first answer to %(matter)s"), fields={"text"}, detail="text"
)
FEEDBACK_ANSWERED = _event(
    "answered",
    _("%(actor)s answered %(matter)s; unless it is said not to be solved, it is closed on %(due)s"),
    audience=policies.hears_as_submitter,
    fields={"text", "cause", "due", "round"},
    formats={"due": instant_words, "cause": _word(Cause)},
    detail="text",
)
ANSWER_SHARED = _event(
    "answer_shared",
    _("%(matter)s was answered together with %(other)s"),
    audience=policies.hears_as_submitter,
    fields={"text", "other"},
    detail="text",
)
CLOSING_ANNOUNCED = _event(
    "closing_announced",
    _("There was no reply on %(matter)s; it is closed on %(due)s unless one comes"),
    audience=policies.hears_as_submitter,
    fields={"due"},
    formats={"due": instant_words},
)
FEEDBACK_CONFIRMED = _event(
    "confirmed",
    _("%(actor)s confirmed that %(matter)s is solved (satisfaction: %(score)s)"),
    fields={"score", "words"},
    formats={"score": _out_of_five},
    detail="words",
)
FEEDBACK_NOT_SOLVED = _event(
    "not_solved",
    _("%(actor)s said that %(matter)s is not solved; it is due anew by %(due)s"),
    audience=policies.hears_as_handler,
    fields={"reason", "round", "due"},
    formats={"due": instant_words},
    detail="reason",
)
FEEDBACK_REOPENED = _event(
    "reopened",
    _("%(actor)s reopened %(matter)s, to be solved by %(due)s"),
    audience=policies.hears_as_handler,
    fields={"reason", "round", "due"},
    formats={"due": instant_words},
    detail="reason",
)
SUBMITTER_WITHDREW = _event(
    "withdrawn",
    _("%(actor)s withdrew %(matter)s"),
    audience=policies.hears_as_handler,
    fields={"reason"},
    detail="reason",
)
FEEDBACK_PARTED = _event(
    "parted",
    _(
        "%(matter)s goes on by itself, to be solved by %(due)s: %(other)s, which it was merged into, was withdrawn"
    ),
    audience=policies.hears_as_handler,
    fields={"other", "due"},
    formats={"due": instant_words},
)
ANSWER_SCORED = _event(
    "scored",
    _("%(actor)s scored the answer to %(matter)s (satisfaction: %(score)s)"),
    fields={"score", "words"},
    formats={"score": _out_of_five},
    detail="words",
)
FEEDBACK_TIMED_OUT = _event(
    "timed_out",
    _("%(matter)s was closed: %(ending)s"),
    fields={"ending"},
    formats={"ending": _word(Ending)},
)
FEEDBACK_ESCALATED = _event(
    "escalated",
    _("%(actor)s escalated %(matter)s"),
    audience=policies.hears_of_escalation,
    fields={"reason", "people"},
    urgency=Urgency.URGENT,
    detail="reason",
)
FEEDBACK_MERGED = _event(
    "merged",
    pgettext_lazy("feedback", "%(actor)s merged %(matter)s into %(into)s; its answer goes to everybody"),
    fields={"into", "note"},
    detail="note",
)
FEEDBACK_TOOK_IN = _event(
    "took_in",
    _("%(actor)s merged %(other)s into %(matter)s"),
    audience=policies.hears_as_handler,
    fields={"other"},
    urgency=Urgency.DIGESTIBLE,
)
