"""Events of meetings, agenda items, decisions, series and minutes read in."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Hearer, Urgency, nobody, register
from collab.matters.policies import hears_of_progress
from collab.matters.words import instant_words

from . import policies
from .calendars.enclosing import invitation_for


def hears_of_own_item(activity) -> list[Hearer]:
    """Whoever proposed the item, and those at the table."""
    owner = activity.matter.owner_id
    mine = [Hearer(owner, "submitter")] if owner else []
    return mine + [hearer for hearer in hears_of_progress(activity) if hearer.person_id != owner]


def _event(code, sentence, audience=hears_of_progress, **more) -> EventType:
    return register(EventType(code=code, sentence=sentence, audience=audience, **more))


PROMPT = Urgency.PROMPT
WHEN = {"starts": instant_words, "before": instant_words, "due": instant_words}

MEETING_PREPARED = _event("meeting.prepared", _("%(actor)s began to prepare %(matter)s"), audience=nobody)
MEETING_TAKEN_OVER = _event(
    "meeting.taken_over",
    _("%(actor)s took %(matter)s over from the minutes “%(file)s”, line %(line)s"),
    audience=nobody,
    fields={"file", "line", "reading"},
)
MEETING_EDITED = _event(
    "meeting.edited",
    _("%(actor)s changed the preparation of %(matter)s"),
    audience=nobody,
    fields={"changes", "before"},
)
MEETING_ANNOUNCED = _event(
    "meeting.announced",
    _("%(actor)s invites to %(matter)s, %(starts)s"),
    audience=policies.hears_to_attend,
    fields={"starts", "reason"},
    formats=WHEN,
    detail="reason",
    urgency=PROMPT,
    encloses=invitation_for,
)
MEETING_RESCHEDULED = _event(
    "meeting.rescheduled",
    _("%(actor)s moved %(matter)s from %(before)s to %(starts)s"),
    audience=policies.hears_to_attend,
    fields={"starts", "before", "reason"},
    formats=WHEN,
    detail="reason",
    urgency=PROMPT,
    encloses=invitation_for,
)
MEETING_RELOCATED = _event(
    "meeting.relocated",
    _("%(actor)s changed where %(matter)s is held: %(where)s (before: %(before)s)"),
    audience=policies.hears_to_attend,
    fields={"where", "before"},
    urgency=PROMPT,
    encloses=invitation_for,
)
MEETING_STARTED = _event("meeting.started", _("%(actor)s opened %(matter)s"))
MEETING_FINISHED = _event(
    "meeting.finished",
    _("%(actor)s ended %(matter)s; the minutes are due %(due)s"),
    audience=policies.hears_to_write,
    fields={"due"},
    formats=WHEN,
    urgency=PROMPT,
)
MEETING_CLOSED = _event("meeting.closed", _("%(matter)s is closed: its minutes were issued"), fields={"late"})
MEETING_CANCELLED = _event(
    "meeting.cancelled",
    _("%(actor)s cancelled %(matter)s"),
    fields={"reason"},
    detail="reason",
    urgency=PROMPT,
    encloses=invitation_for,
)
PEOPLE_INVITED = _event(
    "meeting.people_invited",
    _("%(actor)s invited %(who)s to %(matter)s"),
    audience=lambda activity: [Hearer(pk, "act") for pk in activity.facts.get("people", [])],
    fields={"who", "people"},
    encloses=invitation_for,
)
ATTENDANCE_RECORDED = _event(
    "meeting.attendance_recorded",
    _("%(actor)s recorded who attended %(matter)s: %(present)s present, %(absent)s not"),
    audience=nobody,
    fields={"present", "absent"},
)
HOURLY_RATE_SET = _event(
    "meeting.hourly_rate_set",
    _("%(actor)s set what an hour in meetings is reckoned at from %(day)s on: %(amount)s %(currency)s"),
    audience=nobody,
    fields={"day", "amount", "currency"},
)

ITEM_PROPOSED = _event(
    "agenda_item.proposed",
    _("%(actor)s proposed %(matter)s"),
    audience=policies.hears_to_run,
    fields={"meeting"},
)
ITEM_TAKEN_OVER = _event(
    "agenda_item.taken_over",
    _("%(actor)s took %(matter)s over from the minutes “%(file)s”, line %(line)s"),
    audience=nobody,
    fields={"file", "line", "reading"},
)
ITEM_ADMITTED = _event("agenda_item.admitted", _("%(actor)s admitted %(matter)s"), audience=hears_of_own_item)
ITEM_RETURNED = _event(
    "agenda_item.returned",
    _("%(actor)s returned %(matter)s for more preparation"),
    audience=hears_of_own_item,
    fields={"reason"},
    detail="reason",
    urgency=PROMPT,
)
ITEM_DISCUSSED = _event("agenda_item.discussion_begun", _("%(actor)s opened the discussion of %(matter)s"))
ITEM_DECIDED = _event(
    "agenda_item.settled",
    _("%(actor)s noted the outcome of %(matter)s: %(outcome)s"),
    audience=hears_of_own_item,
    fields={"outcome", "note"},
    formats={"outcome": lambda code: str(policies.AgendaItem.machine.label(code))},
    detail="note",
)
ITEM_WITHDRAWN = _event(
    "agenda_item.withdrawn", _("%(actor)s withdrew %(matter)s"), fields={"reason"}, detail="reason"
)

DECISION_PROPOSED = _event("decision.proposed", _("%(actor)s proposed %(matter)s"))
DECISION_TAKEN_OVER = _event(
    "decision.taken_over",
    _("%(actor)s took %(matter)s over from the minutes “%(file)s”, line %(line)s"),
    audience=nobody,
    fields={"file", "line", "reading"},
)
DECISION_ADOPTED = _event(
    "decision.adopted", _("%(matter)s was adopted (noted by %(actor)s)"), urgency=PROMPT
)
DECISION_REJECTED = _event(
    "decision.rejected",
    _("%(matter)s was rejected (noted by %(actor)s)"),
    fields={"reason"},
    detail="reason",
    urgency=PROMPT,
)
DECISION_DEFERRED = _event(
    "decision.deferred", _("%(matter)s was deferred (noted by %(actor)s)"), fields={"reason"}, detail="reason"
)
DECISION_CARRYING_OUT = _event("decision.carrying_out", _("%(actor)s began to carry out %(matter)s"))
DECISION_CARRIED_OUT = _event(
    "decision.carried_out",
    _("%(actor)s marked %(matter)s as carried out"),
    fields={"note", "tasks"},
    detail="note",
)
DECISION_REPEALED = _event(
    "decision.repealed",
    _("%(actor)s repealed %(matter)s"),
    fields={"reason"},
    detail="reason",
    urgency=PROMPT,
)
WORK_HANDED_OUT = _event(
    "meeting.work_handed_out",
    _("%(actor)s made %(task)s out of %(matter)s"),
    audience=nobody,
    fields={"task"},
)

MINUTES_READ_IN = _event(
    "minutes.read_in",
    _("%(actor)s read in “%(file)s”: %(meetings)s meetings, %(findings)s findings"),
    audience=nobody,
    fields={"file", "meetings", "findings"},
)
READING_SETTLED = _event(
    "minutes.reviewed",
    _("%(actor)s reviewed “%(file)s”: %(confirmed)s taken over, %(dismissed)s dismissed"),
    audience=nobody,
    fields={"file", "reading", "confirmed", "dismissed"},
)
