"""Events of checklists, deliverables and time spent."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, register
from collab.matters.policies import hears_of_progress


def _event(code, sentence, **more) -> EventType:
    return register(EventType(code=f"task.{code}", sentence=sentence, **more))


CHECKLIST_ADDED = _event(
    "checklist_added", _("%(actor)s put “%(item)s” on the checklist of %(matter)s"), fields={"item"}
)
CHECKLIST_RENAMED = _event(
    "checklist_renamed",
    _("%(actor)s renamed “%(before)s” to “%(item)s” on the checklist of %(matter)s"),
    fields={"item", "before"},
)
CHECKLIST_MOVED = _event(
    "checklist_moved",
    _("%(actor)s moved “%(item)s” to place %(position)s on the checklist of %(matter)s"),
    fields={"item", "position"},
)
CHECKLIST_TICKED = _event(
    "checklist_ticked",
    _("%(actor)s ticked “%(item)s” on the checklist of %(matter)s (%(done)s of %(all)s)"),
    fields={"item", "done", "all"},
)
CHECKLIST_UNTICKED = _event(
    "checklist_unticked",
    _("%(actor)s took the tick from “%(item)s” on the checklist of %(matter)s (%(done)s of %(all)s)"),
    fields={"item", "done", "all"},
)
CHECKLIST_REMOVED = _event(
    "checklist_removed", _("%(actor)s took “%(item)s” off the checklist of %(matter)s"), fields={"item"}
)
DELIVERABLE_ADDED = _event(
    "deliverable_added",
    _("%(actor)s asked for “%(name)s” as a deliverable of %(matter)s"),
    fields={"name", "requires", "required"},
    audience=hears_of_progress,
)
DELIVERABLE_CHANGED = _event(
    "deliverable_changed",
    _("%(actor)s changed the deliverable “%(name)s” of %(matter)s"),
    fields={"name", "before", "changes"},
    audience=hears_of_progress,
)
DELIVERABLE_REMOVED = _event(
    "deliverable_removed",
    _("%(actor)s no longer asks for “%(name)s” as a deliverable of %(matter)s"),
    fields={"name"},
    audience=hears_of_progress,
)
EVIDENCE_HANDED_IN = _event(
    "evidence_handed_in",
    _("%(actor)s handed in evidence for “%(name)s” of %(matter)s"),
    fields={"name", "evidence", "what"},
    detail="what",
    audience=hears_of_progress,
)
EVIDENCE_TAKEN_BACK = _event(
    "evidence_taken_back",
    _("%(actor)s took back evidence for “%(name)s” of %(matter)s"),
    fields={"name", "evidence", "what"},
    detail="what",
)
TIME_NOTED = _event(
    "time_noted",
    _("%(actor)s noted %(minutes)s minutes on %(day)s for %(matter)s"),
    fields={"day", "minutes", "note", "entry"},
    detail="note",
)
TIME_CORRECTED = _event(
    "time_corrected",
    _("%(actor)s corrected the time noted on %(day)s for %(matter)s to %(minutes)s minutes"),
    fields={"day", "minutes", "note", "entry", "before"},
    detail="note",
)
TIME_REMOVED = _event(
    "time_removed",
    _("%(actor)s removed %(minutes)s minutes noted on %(day)s for %(matter)s"),
    fields={"day", "minutes", "entry"},
)
