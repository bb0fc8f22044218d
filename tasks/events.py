"""Events of tasks."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.activity.registry import EventType, Urgency, register
from collab.matters.policies import hears_as_asked, hears_of_progress
from collab.matters.words import instant_words

from . import policies
from .models import LinkType
from .models.task import Blockage


def blockage_word(value) -> str:
    """The kind of blockage."""
    return str(Blockage(value).label) if value in Blockage.values else str(value)


def link_type_word(value) -> str:
    """The kind of a dependency."""
    return str(LinkType(value).label) if value in LinkType.values else str(value)


def _event(code, sentence, audience=hears_of_progress, **more) -> EventType:
    return register(EventType(code=f"task.{code}", sentence=sentence, audience=audience, **more))


TASK_DRAFTED = _event("drafted", _("%(actor)s drafted %(matter)s"), audience=lambda activity: ())
TASK_IMPORTED = _event(
    "imported",
    _("%(actor)s imported %(matter)s"),
    audience=lambda activity: (),
    fields={"file", "line", "state"},
)
TASK_EDITED = _event(
    "edited",
    _("%(actor)s edited the draft %(matter)s"),
    audience=lambda activity: (),
    fields={"changes", "before"},
)
TASK_ISSUED = _event(
    "issued",
    _("%(actor)s issued %(matter)s to %(department)s, due %(due)s"),
    audience=policies.hears_to_sign,
    fields={"department", "due"},
    formats={"due": instant_words},
    urgency=Urgency.PROMPT,
)
TASK_SIGNED_FOR = _event(
    "signed_for", _("%(actor)s signed for %(matter)s (%(party)s)"), fields={"note", "party"}, detail="note"
)
TASK_RETURN_REQUESTED = _event(
    "return_requested",
    _("%(actor)s asked to return %(matter)s"),
    audience=policies.hears_to_supervise,
    fields={"reason", "evidence", "file"},
    detail="reason",
    urgency=Urgency.PROMPT,
)
TASK_RETURN_REFUSED = _event(
    "return_refused",
    _("%(actor)s did not take %(matter)s back"),
    audience=policies.hears_to_sign,
    fields={"reason"},
    detail="reason",
    urgency=Urgency.PROMPT,
)
TASK_REASSIGNED = _event(
    "reassigned",
    _("%(actor)s reassigned %(matter)s to %(to)s"),
    audience=policies.hears_to_sign,
    fields={"reason", "to", "before"},
    detail="reason",
    urgency=Urgency.PROMPT,
)
TASK_STARTED = _event("started", _("%(actor)s started %(matter)s"))
TASK_PROGRESS_REPORTED = _event(
    "progress_reported",
    _("%(actor)s reported progress on %(matter)s: %(percent)s %%"),
    fields={"percent", "text", "report"},
    detail="text",
)
TASK_BLOCKED = _event(
    "blocked",
    _("%(actor)s reported that %(matter)s is blocked (%(blockage)s); %(resolver)s could resolve it"),
    audience=policies.hears_to_supervise,
    fields={"blockage", "note", "resolver", "until"},
    formats={"blockage": blockage_word, "until": instant_words},
    detail="note",
    urgency=Urgency.PROMPT,
)
TASK_UNBLOCKED = _event(
    "unblocked", _("%(actor)s resolved what blocked %(matter)s"), fields={"note"}, detail="note"
)
TASK_SUBMITTED = _event(
    "submitted",
    _("%(actor)s submitted %(matter)s"),
    audience=policies.hears_to_supervise,
    fields={"result", "waiver", "waived"},
    detail="result",
    urgency=Urgency.PROMPT,
)
TASK_VERIFYING = _event("verification_begun", _("%(actor)s began to verify %(matter)s"))
TASK_SENT_BACK = _event(
    "sent_back",
    _("%(actor)s sent %(matter)s back"),
    audience=policies.hears_to_work,
    fields={"reason"},
    detail="reason",
    urgency=Urgency.PROMPT,
)
TASK_COMPLETED = _event(
    "completed", _("%(actor)s completed %(matter)s"), fields={"note", "late", "waiver"}, detail="note"
)
TASK_CLOSED_OUT = _event("closed_out", _("%(actor)s closed out %(matter)s"), fields={"note"}, detail="note")
TASK_SUSPENDED = _event("suspended", _("%(actor)s suspended %(matter)s"), fields={"reason"}, detail="reason")
TASK_RESUMED = _event(
    "resumed",
    _("%(actor)s resumed %(matter)s, now due %(due)s"),
    audience=policies.hears_to_work,
    fields={"due", "note"},
    formats={"due": instant_words},
    detail="note",
)
TASK_WITHDRAWN = _event(
    "withdrawn", pgettext_lazy("task", "%(actor)s withdrew %(matter)s"), fields={"reason"}, detail="reason"
)
TASK_URGED = _event(
    "urged",
    _("%(actor)s urges you to move %(matter)s on"),
    audience=policies.hears_when_urged,
    fields={"note"},
    detail="note",
    urgency=Urgency.PROMPT,
)
TASK_RULED = _event(
    "ruled",
    _("%(actor)s ruled that %(to)s is responsible for %(matter)s"),
    audience=policies.hears_to_sign,
    fields={"reason", "to", "before"},
    detail="reason",
    urgency=Urgency.PROMPT,
)
TASK_MERGED = _event(
    "merged",
    _("%(actor)s merged %(matter)s into %(into)s"),
    fields={"reason", "into", "children"},
    detail="reason",
    urgency=Urgency.PROMPT,
)
TASK_TOOK_IN = _event(
    "took_in",
    _("%(actor)s merged %(other)s into %(matter)s"),
    audience=hears_as_asked,
    fields={"reason", "other", "people", "parts"},
    detail="reason",
    urgency=Urgency.PROMPT,
)


def _part_event(code, sentence, detail, *more) -> EventType:
    return _event(
        f"part_{code}",
        sentence,
        audience=hears_as_asked,
        fields={"co_part", "department", "people", *more, *([detail] if detail else [])},
        formats={"due": instant_words},
        detail=detail,
        urgency=Urgency.PROMPT,
    )


PART_GIVEN = _part_event(
    "given", _("%(actor)s gave %(department)s a part of %(matter)s, due %(due)s"), "text", "due"
)
PART_CHANGED = _part_event(
    "changed",
    _("%(actor)s changed the part of %(department)s in %(matter)s, now due %(due)s"),
    "text",
    "due",
    "before",
)
PART_SUBMITTED = _part_event(
    "submitted", _("%(actor)s submitted the part of %(department)s in %(matter)s"), "result", "late"
)
PART_ACCEPTED = _part_event(
    "accepted", _("%(actor)s accepted the part of %(department)s in %(matter)s"), "note"
)
PART_SENT_BACK = _part_event(
    "sent_back", _("%(actor)s sent the part of %(department)s in %(matter)s back"), "reason"
)
PART_WAIVED = _part_event("waived", _("%(actor)s waived the part of %(department)s in %(matter)s"), "reason")
PART_REMOVED = _part_event("removed", _("%(actor)s took the part of %(department)s out of %(matter)s"), "")
DEPENDENCY_ADDED = _event(
    "dependency_added",
    _("%(actor)s made %(matter)s wait for %(other)s (%(kind)s)"),
    fields={"other", "kind", "lag", "unit"},
    formats={"kind": link_type_word},
)
DEPENDENCY_REMOVED = _event(
    "dependency_removed",
    _("%(actor)s lets %(matter)s no longer wait for %(other)s (%(kind)s)"),
    fields={"other", "kind", "lag", "unit"},
    formats={"kind": link_type_word},
)
