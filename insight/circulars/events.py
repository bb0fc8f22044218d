"""What the journal keeps of circulars; heads and sponsors of the departments named hear of each that is issued."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Urgency, register
from collab.matters.policies import hears_as_named, hears_of_progress

from .policies import hears_to_sign


def _event(code: str, sentence, fields=frozenset(), **more) -> EventType:
    fields = {"circular", "first_day", "last_day", *fields}
    return register(EventType(code=f"circular.{code}", sentence=sentence, fields=fields, **more))


CIRCULAR_DRAFTED = _event(
    "drafted", _("%(actor)s drafted a circular for %(first_day)s to %(last_day)s"), {"corrects"}
)
CIRCULAR_RETAKEN = _event(
    "retaken", _("%(actor)s counted the draft circular for %(first_day)s to %(last_day)s anew")
)
CIRCULAR_REMARKED = _event(
    "remarked",
    _("%(actor)s wrote the remarks of the draft circular for %(first_day)s to %(last_day)s"),
)
CIRCULAR_DISCARDED = _event(
    "discarded", _("%(actor)s discarded the draft circular for %(first_day)s to %(last_day)s")
)
CIRCULAR_ISSUED = _event(
    "issued",
    _("%(actor)s issued circular [%(year)s] No. %(serial)s for %(first_day)s to %(last_day)s"),
    {"year", "serial", "digest", "corrects", "people"},
    audience=hears_as_named,
    urgency=Urgency.PROMPT,
)
CIRCULAR_SENT_OUT = _event(
    "sent_out",
    _("%(actor)s asks you to sign for %(matter)s"),
    audience=hears_to_sign,
    urgency=Urgency.PROMPT,
)
CIRCULAR_SIGNED = _event(
    "signed",
    _("%(actor)s signed for %(matter)s (%(party)s)"),
    {"party", "note"},
    audience=hears_of_progress,
    detail="note",
)
