"""What can be done with feedback, declared once for every door."""

from django.utils.translation import gettext_lazy as _

from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import NOTE, REASON
from collab.matters.models import Kind

from .. import actions
from ..models import Cause, Feedback, Severity
from . import policies
from .selectors import is_within_reach, waits_for_score

OFFICE = _("coordinators")
HANDLERS = _("the owner or the handling department’s officers, who did not give it")
SUBMITTER = _("whoever gave it")
NOBODY_SAYS = ("", _("Not stated"))
SCORES = (
    ("", _("I would rather not say")),
    ("5", _("5 – very content")),
    ("4", _("4 – content")),
    ("3", _("3 – so-so")),
    ("2", _("2 – not content")),
    ("1", _("1 – not content at all")),
)
TEXT = Ask("text", _("What you say"))
RESPONSIBLE = Ask(
    "responsible", _("Owner"), "person", required=False, help=_("Left out, the department decides.")
)


def _department(initial=None) -> Ask:
    return Ask("department", _("Handling department"), "department", initial=initial)


def _doing(name: str, run, may, who, **more) -> Doing:
    step = name.replace("-", "_")
    label = Feedback.machine.steps[step].label
    return Doing(Kind.FEEDBACK, name, label, may, run, who, step=step, subject="feedback", **more)


register_doings(
    _doing(
        "accept",
        actions.accept_feedback,
        policies.can_triage,
        OFFICE,
        asks=(
            Ask(
                "severity",
                _("Severity"),
                "choice",
                choices=tuple(Severity.choices),
                required=False,
                initial=lambda feedback: feedback.severity,
                help=_("The terms of the first answer and the solution follow from it."),
            ),
            NOTE,
        ),
        tone="primary",
        icon="check",
        stack="decide",
    ),
    _doing(
        "assign",
        actions.assign_feedback,
        policies.can_triage,
        OFFICE,
        asks=(_department(lambda feedback: feedback.about_department_id), RESPONSIBLE, NOTE),
        tone="primary",
        icon="send",
        stack="decide",
    ),
    _doing(
        "start",
        actions.start_feedback,
        policies.can_handle,
        HANDLERS,
        tone="primary",
        icon="player-play",
        stack="do",
    ),
    _doing(
        "answer",
        actions.answer_feedback,
        policies.can_handle,
        HANDLERS,
        asks=(
            Ask("text", _("Answer"), help=_("What was done about it, in words for whoever gave it.")),
            Ask(
                "interim",
                _("Only a first answer; the solution follows"),
                "yes",
                required=False,
            ),
            Ask(
                "cause",
                _("Cause"),
                "choice",
                choices=(NOBODY_SAYS, *Cause.choices),
                required=False,
                initial=lambda feedback: feedback.cause,
            ),
            Ask("cause_words", _("The cause in words"), required=False),
        ),
        tone="success",
        icon="message-2",
        stack="do",
    ),
    _doing(
        "ask-submitter",
        actions.ask_submitter,
        policies.can_handle,
        HANDLERS,
        asks=(Ask("text", _("Question"), help=_("Until the reply all clocks stand still.")),),
        fits=is_within_reach,
        icon="help-circle",
    ),
    _doing(
        "reply",
        actions.reply_as_submitter,
        policies.gave,
        SUBMITTER,
        asks=(TEXT,),
        tone="primary",
        icon="message",
        stack="do",
    ),
    _doing(
        "confirm",
        actions.confirm_feedback,
        policies.gave,
        SUBMITTER,
        asks=(
            Ask("score", _("How content are you?"), "choice", choices=SCORES, required=False),
            Ask("words", _("A word about it"), required=False),
        ),
        tone="success",
        icon="circle-check",
        stack="decide",
    ),
    _doing(
        "say-not-solved",
        actions.say_not_solved,
        policies.gave,
        SUBMITTER,
        asks=(REASON,),
        icon="arrow-back-up",
        stack="decide",
    ),
    _doing(
        "rate",
        actions.rate_answer,
        policies.gave,
        SUBMITTER,
        fits=waits_for_score,
        asks=(
            Ask("score", _("How content are you?"), "choice", choices=SCORES[1:], unset=True),
            Ask("words", _("A word about it"), required=False),
        ),
        tone="success",
        icon="circle-check",
    ),
    _doing(
        "reassign",
        actions.reassign_feedback,
        policies.can_pass_on,
        _("whoever handles it now, or a coordinator"),
        asks=(_department(lambda feedback: feedback.department_id), RESPONSIBLE, REASON),
        icon="switch-horizontal",
    ),
    _doing(
        "escalate",
        actions.escalate_feedback,
        policies.can_escalate,
        _("whoever gave it, whoever handles it, and coordinators"),
        asks=(REASON,),
        fits=lambda feedback: feedback.escalated_at is None,
        icon="stairs-up",
    ),
    _doing(
        "merge",
        actions.merge_feedback,
        policies.can_triage,
        OFFICE,
        asks=(
            Ask(
                "into", _("Into which"), "matter", help=_("Its number, such as F-12. Its answer goes to all.")
            ),
            NOTE,
        ),
        icon="arrow-merge",
    ),
    _doing(
        "refuse",
        actions.refuse_feedback,
        policies.can_triage,
        OFFICE,
        asks=(REASON,),
        tone="danger",
        icon="x",
    ),
    _doing(
        "reopen",
        actions.reopen_feedback,
        policies.can_reopen,
        _("whoever gave it, or a coordinator"),
        asks=(REASON,),
        icon="rotate",
    ),
    _doing(
        "withdraw",
        actions.withdraw_feedback,
        policies.gave,
        SUBMITTER,
        asks=(REASON,),
        icon="arrow-back",
        help=_("It is followed no further. What was said stays, and whoever handles it reads why."),
    ),
)
