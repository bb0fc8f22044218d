"""What can be done with a goal, a consultation and a contribution, declared once for every door."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.actions import add_labels
from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import NOTE, REASON
from collab.matters.models import Kind
from collab.matters.policies import can_edit

from . import actions, policies
from .models import Answer, Consultation, Goal, GoalVersion
from .models.agreement import CONSULTATION
from .models.contribution import CONTRIBUTION
from .states import AGREED

ANSWERABLE = _("the owner, the lead department's managers and coordinators")
SPONSOR = _("the sponsor")
OFFICERS = _("officers of the department that is asked")
GRACE = _("Reason to go on without them")


def _doing(name: str, run, may, who, **more) -> Doing:
    step = more.pop("step", name)
    label = more.pop("label", None) or Goal.machine.steps[step].label
    return Doing(Kind.GOAL, name, label, may, run, who, step=step, subject="goal", **more)


def _proposed(goal: Goal) -> bool:
    return goal.status in AGREED and goal.proposal is not None


def _settled(goal: Goal) -> bool:
    return goal.proposal is None


register_doings(
    _doing(
        "consult",
        actions.consult_goal,
        policies.answers_for,
        ANSWERABLE,
        tone="primary",
        icon="messages",
        help=_("Every contributing department is asked and has seven working days to answer."),
    ),
    _doing(
        "confirm",
        actions.confirm_goal,
        policies.can_confirm,
        SPONSOR,
        step=None,
        label=pgettext_lazy("goal", "Confirm"),
        fits=lambda goal: goal.proposal is not None,
        asks=(
            Ask("note", _("Note"), "text", required=False),
            Ask(
                "override",
                GRACE,
                "text",
                required=False,
                help=_("Only where a department has let its time pass without an answer."),
            ),
        ),
        tone="success",
        icon="circle-check",
    ),
    _doing(
        "activate",
        actions.activate_goal,
        policies.answers_for,
        ANSWERABLE,
        tone="primary",
        icon="player-play",
        stack="do",
    ),
    _doing(
        "recall",
        actions.recall_goal,
        policies.can_take_back,
        ANSWERABLE,
        asks=(REASON,),
        icon="arrow-back-up",
    ),
    _doing(
        "drop-change",
        actions.drop_change,
        policies.can_take_back,
        ANSWERABLE,
        step=None,
        label=_("Drop the proposed change"),
        fits=_proposed,
        asks=(REASON,),
        icon="x",
    ),
    _doing(
        "pause",
        actions.pause_goal,
        policies.can_stop,
        SPONSOR,
        fits=_settled,
        asks=(REASON,),
        icon="player-pause",
    ),
    _doing(
        "resume",
        actions.resume_goal,
        policies.can_stop,
        SPONSOR,
        asks=(NOTE,),
        tone="primary",
        icon="player-play",
    ),
    _doing(
        "cancel",
        actions.cancel_goal,
        policies.can_stop,
        SPONSOR,
        asks=(REASON,),
        tone="danger",
        icon="trash-x",
    ),
    _doing(
        "label",
        lambda *, goal, **answers: add_labels(matter=goal, **answers),
        can_edit,
        _("those who may edit it"),
        step=None,
        label=_("Add labels"),
        asks=(Ask("labels", _("Labels"), "labels"),),
        icon="tag",
    ),
)


def _open(row: Consultation) -> bool:
    return row.goal_version.state == GoalVersion.State.CONSULTING and row.answer != Answer.MOOT


def _answered(row: Consultation) -> bool:
    return _open(row) and row.answer != Answer.PENDING


def _about(name: str, label, may, run, who, **more) -> Doing:
    return Doing(CONSULTATION, name, label, may, run, who, subject="consultation", **more)


register_doings(
    _about(
        "accept",
        pgettext_lazy("consultation", "Accept"),
        policies.speaks_for,
        actions.accept_goal,
        OFFICERS,
        fits=_open,
        asks=(NOTE,),
        tone="success",
        icon="check",
    ),
    _about(
        "accept-with-conditions",
        _("Accept with conditions"),
        policies.speaks_for,
        actions.accept_with_conditions,
        OFFICERS,
        fits=_open,
        asks=(Ask("conditions", _("Conditions"), "text"),),
        icon="checklist",
    ),
    _about(
        "object",
        pgettext_lazy("consultation", "Object"),
        policies.speaks_for,
        actions.object_to_goal,
        OFFICERS,
        fits=_open,
        asks=(Ask("grounds", _("Grounds"), "text"),),
        icon="hand-stop",
    ),
    _about(
        "reply",
        _("Reply"),
        policies.can_reply,
        actions.reply_to_consultation,
        _("both sides of the consultation"),
        fits=_answered,
        asks=(Ask("text", _("Reply"), "text"),),
        icon="message",
    ),
    Doing(
        CONTRIBUTION,
        "acknowledge",
        _("Acknowledge"),
        policies.can_acknowledge,
        actions.acknowledge_contribution,
        _("whoever contributes"),
        subject="contribution",
        fits=lambda row: row.acknowledged_at is None and row.goal.status in AGREED,
        tone="primary",
        icon="writing-sign",
    ),
)
