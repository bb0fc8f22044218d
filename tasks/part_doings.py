"""What can be done with a co-department's part, declared once for every door."""

from django.utils.translation import gettext_lazy as _

from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import NOTE, REASON

from . import actions, policies
from .models import CoPart
from .models.part import TASK_PART
from .states import PART_MACHINE

LEADS = _("those who answer for the whole")
SUPERVISORS = _("the supervisor or whoever handed it out")


def _doing(name: str, run, may, who, **more) -> Doing:
    step = name.replace("-", "_")

    more.setdefault("fits", lambda part: part.fits(step))
    label = PART_MACHINE.steps[step].label
    return Doing(TASK_PART, name, label, may, run, who, subject="part", **more)


def _gives(actor, part: CoPart) -> bool:
    return policies.can_give_parts(actor, part.task)


def _accepts(actor, part: CoPart) -> bool:
    return policies.does_the_work(actor, part.task) and part.submitted_by_id != actor.person_id


def _sends_back(actor, part: CoPart) -> bool:
    return policies.does_the_work(actor, part.task) or policies.is_supervisor(actor, part.task)


def _supervises(actor, part: CoPart) -> bool:
    return policies.is_supervisor(actor, part.task)


register_doings(
    _doing(
        "submit",
        actions.submit_part,
        policies.does_the_part,
        _("the co-department's officers and members named in the task"),
        asks=(Ask("result", _("What came of it"), "text"),),
        tone="primary",
        icon="checklist",
    ),
    _doing(
        "request-extension",
        actions.request_part_extension,
        policies.does_the_part,
        _("the co-department's officers and members named in the task"),
        fits=lambda part: part.fits("request_extension") and part.party.due_at is not None,
        asks=(
            Ask("due_at", _("New due date"), "instant", initial=lambda part: part.party.due_at),
            Ask("reason", _("Reason"), "text"),
        ),
        icon="calendar-plus",
    ),
    _doing("accept", actions.accept_part, _accepts, LEADS, asks=(NOTE,), tone="success", icon="circle-check"),
    _doing(
        "send-back",
        actions.send_back_part,
        _sends_back,
        LEADS,
        asks=(REASON,),
        icon="arrow-back-up",
    ),
    _doing(
        "edit",
        actions.edit_part,
        _gives,
        LEADS,
        asks=(
            Ask("text", _("Their part"), "text", required=False, initial=lambda part: part.party.part),
            Ask("due_at", _("Due"), "instant", required=False, initial=lambda part: part.party.due_at),
        ),
        icon="pencil",
    ),
    _doing("waive", actions.waive_part, _supervises, SUPERVISORS, asks=(REASON,), icon="circle-minus"),
    _doing("remove", actions.remove_part, _gives, LEADS, tone="danger", icon="x"),
)
