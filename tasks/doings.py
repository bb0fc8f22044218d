"""What can be done with a task, declared once for every door."""

from django.utils.translation import gettext_lazy as _

from collab.deadlines.actions import override_light, request_extension
from collab.deadlines.policies import can_override_light, can_request_extension
from collab.matters.actions import add_labels
from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import NOTE, REASON
from collab.matters.models import Kind, Light
from collab.matters.policies import can_edit

from . import actions, policies, selectors
from .actions.receipt import RULED_FROM
from .models import Task
from .models.part import WORKED_ON
from .models.task import Blockage

DOERS = _("those who do the work")
SUPERVISORS = _("the supervisor or whoever handed it out")
VERIFIERS = _("a supervisor who did not do the work, or another coordinator")
RECEIVERS = _("the person or department it was issued to")


def _doing(name: str, run, may, who, **more) -> Doing:
    step = more.pop("step", name.replace("-", "_"))
    label = more.pop("label", None) or Task.machine.steps[step].label
    return Doing(Kind.TASK, name, label, may, run, who, step=step, subject="task", **more)


def _supervised(task) -> bool:
    return not task.is_light


register_doings(
    _doing(
        "issue",
        actions.issue_task,
        policies.can_issue,
        _("its author"),
        tone="primary",
        icon="send",
    ),
    _doing(
        "sign-for",
        actions.sign_for_task,
        policies.can_sign_for,
        RECEIVERS,
        label=_("Sign for"),
        step=None,
        fits=lambda task: (
            task.status in ("issued", "accepted", "in_progress", "blocked", "sent_back")
            and bool(policies.unsigned(task))
            and not task.is_light
        ),
        asks=(NOTE,),
        tone="primary",
        icon="writing-sign",
        stack="sign",
    ),
    _doing(
        "start",
        actions.start_task,
        policies.does_the_work,
        DOERS,
        tone="primary",
        icon="player-play",
        stack="do",
    ),
    _doing(
        "report-progress",
        actions.report_progress,
        policies.does_the_work,
        DOERS,
        asks=(
            Ask("percent", _("Done, %"), "number", initial=lambda task: task.percent),
            Ask("text", _("What was done"), "text"),
        ),
        icon="progress",
        stack="do",
    ),
    _doing(
        "submit",
        actions.submit_task,
        policies.does_the_work,
        DOERS,
        fits=_supervised,
        asks=(
            Ask("result", _("Result against the completion standard"), "text"),
            Ask("waiver", _("Reason for waiving open parts"), "text", required=False),
        ),
        tone="primary",
        icon="checklist",
        stack="do",
    ),
    _doing(
        "finish",
        actions.finish_task,
        policies.can_finish,
        DOERS,
        fits=lambda task: task.is_light,
        asks=(NOTE, Ask("waiver", _("Reason for going without what is missing"), "text", required=False)),
        tone="success",
        icon="check",
        stack="do",
    ),
    _doing(
        "verify",
        actions.verify_task,
        policies.can_verify,
        VERIFIERS,
        tone="primary",
        icon="eye-check",
        stack="decide",
    ),
    _doing(
        "complete",
        actions.complete_task,
        policies.can_verify,
        VERIFIERS,
        asks=(NOTE,),
        tone="success",
        icon="circle-check",
        stack="decide",
    ),
    _doing(
        "send-back",
        actions.send_back_task,
        policies.can_verify,
        VERIFIERS,
        asks=(REASON,),
        icon="arrow-back-up",
        stack="decide",
    ),
    _doing(
        "close-out",
        actions.close_out_task,
        policies.is_supervisor,
        SUPERVISORS,
        fits=_supervised,
        asks=(NOTE,),
        tone="success",
        icon="circle-x",
    ),
    _doing(
        "block",
        actions.block_task,
        policies.does_the_work,
        DOERS,
        asks=(
            Ask("blockage", _("What kind of thing"), "choice", choices=tuple(Blockage.choices)),
            Ask("reason", _("What stands in the way"), "text"),
            Ask("resolver", _("Who can resolve it"), "words"),
            Ask("until", _("Needed by"), "instant"),
        ),
        tone="warning",
        icon="barrier-block",
    ),
    _doing(
        "unblock",
        actions.unblock_task,
        lambda actor, task: policies.does_the_work(actor, task) or policies.is_supervisor(actor, task),
        DOERS,
        asks=(NOTE,),
        tone="primary",
        icon="lock-open",
        stack="do",
    ),
    _doing(
        "request-extension",
        lambda *, task, **answers: request_extension(matter=task, **answers),
        can_request_extension,
        DOERS,
        step=None,
        label=_("Ask for more time"),
        fits=lambda task: (
            task.is_open and task.due_at is not None and task.status not in ("draft", "suspended")
        ),
        asks=(Ask("due_at", _("New due date"), "instant"), REASON),
        icon="calendar-plus",
    ),
    _doing(
        "request-return",
        actions.request_return,
        policies.can_sign_for,
        RECEIVERS,
        fits=lambda task: task.ruled_at is None,
        asks=(
            REASON,
            Ask(
                "evidence",
                _("Evidence"),
                "text",
                required=False,
                help=_("What shows that it belongs elsewhere."),
            ),
            Ask("file", _("or a file of this task"), "file", required=False),
        ),
        icon="arrow-back",
    ),
    _doing(
        "refuse-return",
        actions.refuse_return,
        policies.is_supervisor,
        SUPERVISORS,
        fits=lambda task: task.return_count < RULED_FROM,
        asks=(REASON,),
        icon="message-x",
        stack="decide",
    ),
    _doing(
        "rule",
        actions.rule_on_return,
        policies.can_rule,
        _("a coordinator or the supervisor's sponsor"),
        fits=lambda task: task.return_count >= RULED_FROM,
        asks=(
            Ask("department", _("Responsible department"), "department", initial=lambda t: t.department_id),
            REASON,
        ),
        tone="primary",
        icon="gavel",
        help=_("Binding: after it the task cannot be returned again."),
        stack="decide",
    ),
    _doing(
        "reassign",
        actions.reassign_task,
        policies.can_reassign,
        _("the supervisor or the head of the lead department"),
        fits=lambda task: task.status != "return_requested" or task.return_count < RULED_FROM,
        asks=(
            Ask(
                "department",
                _("Lead department"),
                "department",
                required=False,
                initial=lambda t: t.department_id,
            ),
            Ask("responsible", _("Responsible person"), "person", required=False),
            REASON,
        ),
        icon="user-share",
        stack="decide",
    ),
    _doing(
        "urge",
        actions.urge_task,
        policies.can_urge,
        _("the supervisor or a party that waits"),
        step=None,
        label=_("Urge"),
        fits=selectors.can_be_urged,
        asks=(NOTE,),
        tone="warning",
        icon="bell-ringing",
    ),
    _doing(
        "suspend",
        actions.suspend_task,
        policies.is_supervisor,
        SUPERVISORS,
        asks=(REASON,),
        icon="player-pause",
    ),
    _doing(
        "resume", actions.resume_task, policies.is_supervisor, SUPERVISORS, asks=(NOTE,), icon="player-play"
    ),
    _doing(
        "override-light",
        lambda *, task, **answers: override_light(matter=task, **answers),
        can_override_light,
        SUPERVISORS,
        step=None,
        label=_("Set the light by hand"),
        fits=lambda task: task.is_open and task.light != Light.NONE,
        asks=(
            Ask("light", _("Light"), "choice", choices=tuple(c for c in Light.choices if c[0] != Light.NONE)),
            REASON,
            Ask("until", _("Until"), "instant"),
        ),
        icon="traffic-lights",
    ),
    _doing(
        "add-part",
        actions.add_part,
        policies.can_give_parts,
        _("the supervisor or those who do the work"),
        step=None,
        label=_("Add a co-department"),
        fits=lambda task: not task.is_light and task.status in WORKED_ON | {"draft"},
        asks=(
            Ask("department", _("Co-department"), "department"),
            Ask("part", _("Their part"), "text", required=False),
            Ask("due_at", _("Due"), "instant", required=False),
        ),
        icon="building-plus",
    ),
    _doing(
        "merge",
        actions.merge_task,
        policies.is_supervisor,
        SUPERVISORS,
        fits=_supervised,
        asks=(Ask("into", _("Merge into"), "matter", help=_("The number of a task under way.")), REASON),
        icon="arrow-merge",
    ),
    _doing(
        "withdraw",
        actions.withdraw_task,
        policies.can_withdraw,
        SUPERVISORS,
        asks=(REASON,),
        tone="danger",
        icon="trash-x",
    ),
    _doing(
        "label",
        lambda *, task, **answers: add_labels(matter=task, **answers),
        can_edit,
        _("those who may edit it"),
        step=None,
        label=_("Add labels"),
        asks=(Ask("labels", _("Labels"), "labels"),),
        icon="tag",
    ),
)
