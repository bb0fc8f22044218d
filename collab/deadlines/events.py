"""Events of clocks."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Urgency, register
from collab.matters.models import Light
from collab.matters.policies import hears_as_named, hears_of_progress
from collab.matters.words import instant_words

from . import policies
from .words import clock_word, office_word, rung_words


def light_word(value) -> str:
    """The light's name."""
    return str(Light(value).label) if value in Light.values else str(value)


REMINDED = register(
    EventType(
        code="deadline.reminded",
        fields={
            "clock",
            "offset",
            "unit",
            "targets",
            "due",
            "people",
            "dedupe",
            "version",
            "rung",
            "planned",
        },
        sentence=_("%(matter)s — %(clock)s, due %(due)s: %(offset)s"),
        audience=hears_as_named,
        urgency=Urgency.PROMPT,
        formats={"clock": clock_word, "due": instant_words, "offset": rung_words},
    )
)
LIGHT_CHANGED = register(
    EventType(
        code="deadline.light_changed",
        fields={"light", "was"},
        sentence=_("The light of %(matter)s turned from “%(was)s” to “%(light)s”"),
        formats={"light": light_word, "was": light_word},
    )
)
LIGHT_OVERRIDDEN = register(
    EventType(
        code="deadline.light_overridden",
        fields={"light", "reason", "until"},
        sentence=_("%(actor)s set the light of %(matter)s to “%(light)s” until %(until)s"),
        audience=hears_of_progress,
        formats={"light": light_word, "until": instant_words},
        detail="reason",
    )
)
EXTENSION_REQUESTED = register(
    EventType(
        code="extension.requested",
        fields={"reason", "old", "new", "extension", "office", "people"},
        sentence=_("%(actor)s asked to move %(matter)s from %(old)s to %(new)s"),
        audience=policies.hears_of_extension,
        urgency=Urgency.PROMPT,
        formats={"old": instant_words, "new": instant_words},
        detail="reason",
    )
)
EXTENSION_PASSED_ON = register(
    EventType(
        code="extension.passed_on",
        fields={"note", "new", "extension", "office", "people"},
        sentence=_("%(actor)s agreed to move %(matter)s to %(new)s; %(office)s decides next"),
        audience=policies.hears_of_extension,
        urgency=Urgency.PROMPT,
        formats={"new": instant_words, "office": office_word},
        detail="note",
    )
)
EXTENSION_APPROVED = register(
    EventType(
        code="extension.approved",
        fields={"note", "old", "new", "extension"},
        sentence=_("%(actor)s moved %(matter)s from %(old)s to %(new)s"),
        audience=hears_of_progress,
        formats={"old": instant_words, "new": instant_words},
        detail="note",
    )
)
EXTENSION_REJECTED = register(
    EventType(
        code="extension.rejected",
        fields={"note", "new", "extension"},
        sentence=_("%(actor)s did not agree to move %(matter)s to %(new)s"),
        audience=hears_of_progress,
        urgency=Urgency.PROMPT,
        formats={"new": instant_words},
        detail="note",
    )
)
EXTENSION_WITHDRAWN = register(
    EventType(
        code="extension.withdrawn",
        fields={"extension"},
        sentence=_("%(actor)s no longer asks for more time for %(matter)s"),
        audience=hears_of_progress,
    )
)


def _for_a_part(event: EventType, sentence) -> EventType:
    """The same about a co-department's own part; the date of the whole stands."""
    code = event.code.replace("extension.", "extension.part_")
    return register(replace(event, code=code, sentence=sentence, fields={*event.fields, "department"}))


FOR_A_PART = {
    EXTENSION_REQUESTED.code: _for_a_part(
        EXTENSION_REQUESTED,
        _("%(actor)s asked to move the part of %(department)s in %(matter)s from %(old)s to %(new)s"),
    ),
    EXTENSION_PASSED_ON.code: _for_a_part(
        EXTENSION_PASSED_ON,
        _(
            "%(actor)s agreed to move the part of %(department)s in %(matter)s to %(new)s; "
            "%(office)s decides next"
        ),
    ),
    EXTENSION_APPROVED.code: _for_a_part(
        EXTENSION_APPROVED,
        _("%(actor)s moved the part of %(department)s in %(matter)s from %(old)s to %(new)s"),
    ),
    EXTENSION_REJECTED.code: _for_a_part(
        EXTENSION_REJECTED,
        _("%(actor)s did not agree to move the part of %(department)s in %(matter)s to %(new)s"),
    ),
    EXTENSION_WITHDRAWN.code: _for_a_part(
        EXTENSION_WITHDRAWN,
        _("%(actor)s no longer asks for more time for the part of %(department)s in %(matter)s"),
    ),
}
LADDER_SAVED = register(
    EventType(
        code="ladder.saved",
        fields={"ladder", "name", "rungs", "terms"},
        sentence=_("%(actor)s saved the escalation ladder %(name)s"),
    )
)
