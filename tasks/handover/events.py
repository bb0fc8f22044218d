"""Events of hand-overs."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Urgency, register
from collab.matters.policies import hears_of_progress
from collab.matters.words import instant_words

from . import policies


def _event(code, sentence, audience=hears_of_progress, **more) -> EventType:
    return register(EventType(code=f"handover.{code}", sentence=sentence, audience=audience, **more))


HANDOVER_OFFERED = _event(
    "offered",
    _("%(actor)s offered %(matter)s from %(giver)s to %(receiver)s, delivery due %(due)s"),
    audience=policies.hears_as_receiver,
    fields={"giver", "receiver", "due"},
    formats={"due": instant_words},
    urgency=Urgency.PROMPT,
)
HANDOVER_TAKEN = _event(
    "taken",
    _("%(actor)s took %(matter)s on for %(receiver)s"),
    audience=policies.hears_as_giver,
    fields={"receiver", "note"},
    detail="note",
    urgency=Urgency.PROMPT,
)
HANDOVER_DECLINED = _event(
    "declined",
    _("%(actor)s declined %(matter)s"),
    fields={"reason"},
    detail="reason",
    urgency=Urgency.PROMPT,
)
HANDOVER_BEGUN = _event("begun", _("%(actor)s began to deliver %(matter)s"))
HANDOVER_DELIVERED = _event(
    "delivered",
    _("%(actor)s delivered %(matter)s (delivery %(round)s)"),
    audience=policies.hears_as_receiver,
    fields={"round", "note"},
    detail="note",
    urgency=Urgency.PROMPT,
)
CRITERION_MET = _event(
    "criterion_met",
    _("%(actor)s accepted “%(criterion)s” of %(matter)s"),
    fields={"criterion", "round"},
)
CRITERION_UNMET = _event(
    "criterion_unmet",
    _("%(actor)s found “%(criterion)s” of %(matter)s not met"),
    fields={"criterion", "round", "reason"},
    detail="reason",
)
HANDOVER_SENT_BACK = _event(
    "sent_back",
    _("%(actor)s sent %(matter)s back; not met: %(unmet)s"),
    audience=policies.hears_as_giver,
    fields={"unmet", "round", "reason"},
    formats={"unmet": lambda items: "; ".join(items)},
    detail="reason",
    urgency=Urgency.PROMPT,
)
HANDOVER_ACCEPTED = _event(
    "accepted",
    _("%(actor)s accepted %(matter)s; %(liable)s answers for it from now on"),
    fields={"liable", "late", "note"},
    detail="note",
    urgency=Urgency.PROMPT,
)
HANDOVER_CLOSED = _event("closed", _("%(actor)s closed %(matter)s"), fields={"note"}, detail="note")
HANDOVER_WITHDRAWN = _event(
    "withdrawn", _("%(actor)s withdrew the hand-over %(matter)s"), fields={"reason"}, detail="reason"
)
CRITERION_ADDED = _event(
    "criterion_added", _("%(actor)s added “%(criterion)s” to what %(matter)s must meet"), fields={"criterion"}
)
HANDOVER_URGED = _event(
    "urged",
    _("%(actor)s urges you to move %(matter)s on"),
    audience=policies.hears_when_urged,
    fields={"owes", "note"},
    detail="note",
    urgency=Urgency.PROMPT,
)
