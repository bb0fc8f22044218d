"""What can be done with a hand-over, declared once for every door."""

from django.utils.translation import gettext_lazy as _

from collab.deadlines.actions import request_extension
from collab.deadlines.policies import can_request_extension
from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import NOTE, REASON
from collab.matters.models import Kind

from .. import actions
from ..models import Handover
from . import policies
from .states import OWED

GIVER = _("the giver’s contact or its officers")
RECEIVER = _("the receiver’s contact or its officers")


def _doing(name: str, run, may, who, **more) -> Doing:
    step = more.pop("step", name.replace("-", "_"))
    label = more.pop("label", None) or Handover.machine.steps[step].label
    return Doing(Kind.HANDOVER, name, label, may, run, who, step=step, subject="handover", **more)


register_doings(
    _doing(
        "take",
        actions.take_handover,
        policies.can_take,
        RECEIVER,
        asks=(NOTE,),
        tone="primary",
        icon="writing-sign",
        stack="sign",
    ),
    _doing("decline", actions.decline_handover, policies.can_take, RECEIVER, asks=(REASON,), icon="x"),
    _doing("begin", actions.begin_delivery, policies.delivers, GIVER, icon="player-play"),
    _doing(
        "deliver",
        actions.deliver_handover,
        policies.delivers,
        GIVER,
        asks=(NOTE,),
        tone="primary",
        icon="send",
        stack="do",
    ),
    _doing(
        "accept",
        actions.accept_handover,
        policies.can_judge,
        RECEIVER,
        asks=(NOTE,),
        tone="success",
        icon="circle-check",
        help=_("Every criterion has to be accepted first. From then on the receiver answers for it."),
        stack="decide",
    ),
    _doing(
        "send-back",
        actions.send_back_handover,
        policies.can_judge,
        RECEIVER,
        asks=(REASON,),
        icon="arrow-back-up",
        help=_("Names the criteria marked as not met, each with its reason."),
        stack="decide",
    ),
    _doing(
        "close",
        actions.close_handover,
        policies.can_close,
        _("either side, or a coordinator"),
        asks=(NOTE,),
        tone="success",
        icon="circle-x",
        stack="do",
    ),
    _doing(
        "add-criterion",
        actions.add_criterion,
        policies.delivers,
        GIVER,
        step=None,
        label=_("Add a criterion"),
        fits=lambda handover: handover.status == "offered",
        asks=(Ask("text", _("What must be met"), "words"),),
        icon="plus",
    ),
    _doing(
        "urge",
        actions.urge_handover,
        policies.can_urge,
        _("the side that waits, or a coordinator"),
        step=None,
        label=_("Urge"),
        fits=lambda handover: bool(policies.sides_of(handover)[0]),
        asks=(NOTE,),
        tone="warning",
        icon="bell-ringing",
    ),
    _doing(
        "request-extension",
        lambda *, handover, **answers: request_extension(matter=handover, **answers),
        can_request_extension,
        GIVER,
        step=None,
        label=_("Ask for more time"),
        fits=lambda handover: handover.status in OWED and handover.due_at is not None,
        asks=(Ask("due_at", _("New due date"), "instant"), REASON),
        icon="calendar-plus",
    ),
    _doing(
        "withdraw",
        actions.withdraw_handover,
        policies.can_withdraw,
        _("the giver, or a coordinator"),
        asks=(REASON,),
        tone="danger",
        icon="trash-x",
    ),
)
