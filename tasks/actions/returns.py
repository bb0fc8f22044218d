"""Returns 退单: asked for with evidence while there is time to sign, refused, and the second one ruled on 裁定."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock
from collab.matters.models import Attachment
from collab.matters.policies import acts_for
from collab.matters.words import instant_words
from collab.org.models import Department
from collab.org.names import name_fact

from .. import policies
from ..events import TASK_RETURN_REFUSED, TASK_RETURN_REQUESTED, TASK_RULED
from ..models import Task
from .receipt import RULED_FROM, hand_over, reason_given


@transaction.atomic
def request_return(
    *,
    task: Task,
    actor: Actor,
    version: int,
    reason: str,
    evidence: str = "",
    file: Attachment | None = None,
) -> Task:
    """Say, instead of signing and within the time to sign, why the task belongs elsewhere, and show it."""
    task = Task.objects.lock(task.pk, version=version)
    require(policies.can_sign_for(actor, task))
    if task.ruled_at is not None:
        raise Conflict(
            _("It was ruled on %(at)s who is responsible; the task cannot be returned again.")
            % {"at": instant_words(task.ruled_at)},
            code="ruled",
        )
    task.take("request_return")
    if ended := _window_ended(task):
        raise Conflict(
            _("The time to sign ended %(at)s; a task can be returned only within it.")
            % {"at": instant_words(ended)},
            code="sign_by_passed",
        )
    task.return_reason = reason_given(reason)
    task.return_evidence, task.return_file = _evidence(task, evidence, file)
    task.return_count += 1
    deadlines.pause(task)
    task.save_changes()
    absent = acts_for(actor, task, policies.RECEIVERS)
    facts = {"reason": task.return_reason, "evidence": task.return_evidence[:500]}
    name = file.name if file else None
    record(TASK_RETURN_REQUESTED, matter=task, actor=actor, on_behalf_of=absent, file=name, **facts)
    return task


@transaction.atomic
def refuse_return(*, task: Task, actor: Actor, version: int, reason: str) -> Task:
    """The task stays where it was issued, with a reason; the clocks go on."""
    task = Task.objects.lock(task.pk, version=version)
    require(policies.is_supervisor(actor, task))
    task.take("refuse_return")
    if task.return_count >= RULED_FROM:
        raise Conflict(_("A second return is decided by a ruling."), code="needs_ruling")
    deadlines.resume(task, shift=False)
    task.save_changes()
    absent = acts_for(actor, task, policies.SUPERVISORS)
    record(TASK_RETURN_REFUSED, matter=task, actor=actor, on_behalf_of=absent, reason=reason_given(reason))
    return task


@transaction.atomic
def rule_on_return(*, task: Task, actor: Actor, version: int, department: Department, reason: str) -> Task:
    """Name the responsible department once and for all 裁定; after it nobody can return the task."""
    task = Task.objects.lock(task.pk, version=version)
    require(policies.can_rule(actor, task))
    task.take("rule")
    if task.return_count < RULED_FROM:
        raise Conflict(
            _("A first return is decided by the supervisor; only a second is ruled on."), code="first"
        )
    before = name_fact(task.department)
    task.ruling, task.ruled_at = reason_given(reason), clock.now()
    if department == task.department:
        deadlines.resume(task, shift=False)
    else:
        hand_over(task, actor, department, None)
    task.save_changes()
    to = name_fact(department)
    record(TASK_RULED, matter=task, actor=actor, reason=task.ruling, to=to, before=before)
    return task


def _window_ended(task: Task) -> datetime | None:
    """When the time to sign ended, if it has."""
    missed = task.deadlines.filter(clock=Clock.RECEIPT, state="running", due_at__lt=clock.now())
    return missed.order_by("due_at").values_list("due_at", flat=True).first()


def _evidence(task: Task, words: str, file: Attachment | None) -> tuple[str, Attachment | None]:
    if not (words or "").strip() and file is None:
        raise Invalid.field(
            "evidence",
            _("Show why it belongs elsewhere: describe it, or name a file of this task."),
            "required",
        )
    if file is not None and (file.matter_id != task.pk or file.removed_at is not None):
        raise Invalid.field("file", _("Choose a file that is attached to this task."), "not_here")
    return (words or "").strip(), file
