"""Events of preparing a meeting: replies, delegates, quorum, and what is planned about its agenda."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Hearer, Urgency, nobody, register

from .. import policies
from ..calendars.enclosing import invitation_for
from ..models import Answer, Mandate
from ..series.events import hears_to_prepare


def _answer(code) -> str:
    return str(Answer(code).label) if code in Answer.values else str(code)


def _mandate(code) -> str:
    return str(Mandate(code).label) if code in Mandate.values else str(code)


def hears_as_delegate(activity) -> list[Hearer]:
    """The delegate, who has to come, and those who prepare the meeting."""
    delegate = activity.facts["delegate_id"]
    others = [hearer for hearer in hears_to_prepare(activity) if hearer.person_id != delegate]
    return [Hearer(delegate, "act"), *others]


def hears_to_admit(activity) -> list[Hearer]:
    """Those who admit items."""
    return list(policies.hears_to_run(activity))


REPLY_GIVEN = register(
    EventType(
        code="meeting.reply_given",
        sentence=_("%(actor)s answered the invitation to %(matter)s: %(answer)s"),
        fields={"answer", "note"},
        formats={"answer": _answer},
        detail="note",
        audience=hears_to_prepare,
    )
)
DELEGATE_NAMED = register(
    EventType(
        code="meeting.delegate_named",
        sentence=_("%(actor)s sends %(delegate)s to %(matter)s (%(mandate)s)"),
        fields={"delegate", "delegate_id", "mandate", "note"},
        formats={"mandate": _mandate},
        detail="note",
        audience=hears_as_delegate,
        urgency=Urgency.PROMPT,
        encloses=invitation_for,
    )
)
REPLY_REFUSED = register(
    EventType(
        code="meeting.reply_refused",
        sentence=_("A calendar reply from %(sender)s was not taken: %(why)s"),
        fields={"sender", "why"},
        audience=nobody,
    )
)
QUORUM_SET = register(
    EventType(
        code="meeting.quorum_set",
        sentence=_("%(actor)s set the quorum of %(matter)s to %(rule)s"),
        fields={"rule"},
        audience=nobody,
    )
)
AGENDA_PLANNED = register(
    EventType(
        code="meeting.agenda_planned",
        sentence=_("%(actor)s planned the agenda of %(matter)s: %(minutes)s minutes"),
        fields={"minutes"},
        audience=nobody,
    )
)
ITEM_PLACED = register(
    EventType(
        code="meeting.item_placed",
        sentence=_("%(actor)s moved %(item)s to place %(position)s on the agenda of %(matter)s"),
        fields={"item", "position"},
        audience=nobody,
    )
)
ITEM_PLANNED = register(
    EventType(
        code="agenda_item.planned",
        sentence=_("%(actor)s changed how %(matter)s is planned"),
        fields={"before", "changes"},
        audience=nobody,
    )
)
ITEM_RESUBMITTED = register(
    EventType(
        code="agenda_item.resubmitted",
        sentence=_("%(actor)s handed %(matter)s in again"),
        fields={"note"},
        detail="note",
        audience=hears_to_admit,
    )
)
PRE_READ_OPENED = register(
    EventType(
        code="agenda_item.pre_read_opened",
        sentence=_("%(actor)s opened “%(name)s” of %(matter)s"),
        fields={"name"},
        audience=nobody,
    )
)
