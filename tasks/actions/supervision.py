"""What supervisors do: verify, send back, complete, close out, suspend, withdraw."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, require
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock
from collab.matters.policies import acts_for
from collab.matters.words import iso

from .. import policies
from ..events import (
    TASK_CLOSED_OUT,
    TASK_COMPLETED,
    TASK_RESUMED,
    TASK_SENT_BACK,
    TASK_SUSPENDED,
    TASK_VERIFYING,
    TASK_WITHDRAWN,
)
from ..models import Task
from .receipt import reason_given


def _note(event, task: Task, actor: Actor, **facts) -> None:
    record(event, matter=task, actor=actor, on_behalf_of=acts_for(actor, task, policies.SUPERVISORS), **facts)


def _locked_to_judge(task: Task, actor: Actor, version: int) -> Task:
    """The task with its row locked, for a supervisor who did not do the work."""
    task = Task.objects.lock(task.pk, version=version)
    require(policies.is_supervisor(actor, task))
    require(
        policies.can_verify(actor, task),
        _("Whoever did the work does not verify it. Another supervisor or coordinator has to."),
    )
    return task


@transaction.atomic
def verify_task(*, task: Task, actor: Actor, version: int) -> Task:
    """Take up a submission to check it against the completion standard."""
    task = _locked_to_judge(task, actor, version)
    task.take("verify")
    task.save_changes()
    _note(TASK_VERIFYING, task, actor)
    return task


@transaction.atomic
def send_back_task(*, task: Task, actor: Actor, version: int, reason: str) -> Task:
    """The result does not meet the standard; the clock goes on where it stood."""
    task = _locked_to_judge(task, actor, version)
    task.take("send_back")
    task.rework_count += 1
    deadlines.resume(task, shift=False)
    task.save_changes()
    _note(TASK_SENT_BACK, task, actor, reason=reason_given(reason))
    return task


@transaction.atomic
def complete_task(*, task: Task, actor: Actor, version: int, note: str = "") -> Task:
    """The result meets the standard 办结; whether it was late is measured at submission and stays visible."""
    task = _locked_to_judge(task, actor, version)
    task.take("complete")
    deadlines.settle(task, Clock.DUE, Clock.RECEIPT, actor=actor, at=task.submitted_at)
    deadlines.lapse(task)
    task.finish_at(clock.now(), task.submitted_at)
    task.save_changes()
    _note(TASK_COMPLETED, task, actor, note=note, late=task.done_late)
    return task


@transaction.atomic
def close_out_task(*, task: Task, actor: Actor, version: int, note: str = "") -> Task:
    """Strike it off the ledger 销号."""
    task = Task.objects.lock(task.pk, version=version)
    require(policies.is_supervisor(actor, task))
    if task.is_light:
        raise Conflict(
            _("A light task is done once it is ticked off; it is not on the ledger."), code="light_task"
        )
    task.take("close_out")
    task.save_changes()
    _note(TASK_CLOSED_OUT, task, actor, note=note)
    return task


@transaction.atomic
def suspend_task(*, task: Task, actor: Actor, version: int, reason: str) -> Task:
    """Put it on hold 挂账; the clocks stand still."""
    task = Task.objects.lock(task.pk, version=version)
    require(policies.is_supervisor(actor, task))
    task.suspended_from = task.status
    task.take("suspend")
    deadlines.pause(task)
    task.save_changes()
    _note(TASK_SUSPENDED, task, actor, reason=reason_given(reason))
    return task


@transaction.atomic
def resume_task(*, task: Task, actor: Actor, version: int, note: str = "") -> Task:
    """Take it off hold, back to where it was; due instants move by the working time that stood still."""
    task = Task.objects.lock(task.pk, version=version)
    require(policies.is_supervisor(actor, task))
    task.take("resume")
    task.status, task.suspended_from = task.suspended_from or task.status, ""
    task.is_blocked = task.status == "blocked"
    deadlines.resume(task)
    task.save_changes()
    _note(TASK_RESUMED, task, actor, note=note, due=iso(task.due_at))
    return task


@transaction.atomic
def withdraw_task(*, task: Task, actor: Actor, version: int, reason: str) -> Task:
    """Take it back with a reason; all its clocks stop."""
    task = Task.objects.lock(task.pk, version=version)
    require(policies.can_withdraw(actor, task))
    task.take("withdraw")
    task.closed_at = clock.now()
    deadlines.cancel(task, actor=actor)
    deadlines.lapse(task)
    task.save_changes()
    _note(TASK_WITHDRAWN, task, actor, reason=reason_given(reason))
    return task
