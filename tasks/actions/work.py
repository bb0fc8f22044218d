"""Doing the work: start, report, block, submit, finish."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require
from collab.deadlines import actions as deadlines
from collab.deadlines.actions.clocks import check_due
from collab.deadlines.models import Clock
from collab.matters.policies import acts_for
from collab.matters.words import iso

from .. import policies
from ..events import (
    TASK_BLOCKED,
    TASK_COMPLETED,
    TASK_PROGRESS_REPORTED,
    TASK_STARTED,
    TASK_SUBMITTED,
    TASK_UNBLOCKED,
)
from ..models import CoPart, ProgressReport, Task
from ..models.task import Blockage
from .deliverables import require_evidence
from .parts import waive


def _locked(task: Task, actor: Actor, version: int) -> Task:
    task = Task.objects.lock(task.pk, version=version)
    require(policies.does_the_work(actor, task))
    return task


def _note(event, task: Task, actor: Actor, **facts) -> None:
    record(event, matter=task, actor=actor, on_behalf_of=acts_for(actor, task, policies.DOERS), **facts)


@transaction.atomic
def start_task(*, task: Task, actor: Actor, version: int) -> Task:
    """Begin, or begin again after it was sent back."""
    task = _locked(task, actor, version)
    task.take("start")
    task.save_changes()
    _note(TASK_STARTED, task, actor)
    return task


@transaction.atomic
def report_progress(*, task: Task, actor: Actor, version: int, percent: int, text: str) -> Task:
    """Say how far it is; this answers a yellow light."""
    task = _locked(task, actor, version)
    task.take("report_progress")
    if not 0 <= percent <= 100:
        raise Invalid.field("percent", _("Between 0 and 100."))
    if not text.strip():
        raise Invalid.field("text", _("Say what was done."), "required")
    now = clock.now()
    report = ProgressReport.objects.create(
        task=task, author=actor.person, at=now, percent=percent, text=text.strip()
    )
    task.percent, task.last_report_at = percent, now
    deadlines.note_report(task)
    task.save_changes()
    _note(TASK_PROGRESS_REPORTED, task, actor, percent=percent, text=text.strip()[:500], report=report.pk)
    return task


@transaction.atomic
def block_task(
    *, task: Task, actor: Actor, version: int, blockage: str, reason: str, resolver: str, until: datetime
) -> Task:
    """Say what stands in the way, who can resolve it and by when. The clocks go on."""
    task = _locked(task, actor, version)
    task.take("block")
    if blockage not in Blockage.values:
        raise Invalid.field("blockage", _("Choose what kind of thing stands in the way."))
    if not reason.strip():
        raise Invalid.field("reason", _("Say what stands in the way."), "required")
    check_due(until)
    task.blockage, task.blockage_note = blockage, reason.strip()
    task.blockage_resolver, task.blockage_until = resolver, until
    task.save_changes()
    _note(
        TASK_BLOCKED, task, actor, blockage=blockage, note=reason.strip(), resolver=resolver, until=iso(until)
    )
    return task


@transaction.atomic
def unblock_task(*, task: Task, actor: Actor, version: int, note: str = "") -> Task:
    """What stood in the way is gone; a supervisor may say so too."""
    task = Task.objects.lock(task.pk, version=version)
    require(policies.does_the_work(actor, task) or policies.is_supervisor(actor, task))
    task.take("unblock")
    task.blockage = task.blockage_note = task.blockage_resolver = ""
    task.blockage_until = None
    task.save_changes()
    _note(TASK_UNBLOCKED, task, actor, note=note)
    return task


@transaction.atomic
def submit_task(*, task: Task, actor: Actor, version: int, result: str, waiver: str = "") -> Task:
    """Hand in the result for verification. Open parts, subtasks and co-departments' parts alike, stand in the way
    unless waived with a reason.
    """
    task = _locked(task, actor, version)
    if task.is_light:
        raise Conflict(_("A light task is simply done; it needs no verification."), code="light_task")
    fits = "submit" in task.machine.steps_from(task.status)
    if fits and not result.strip():
        raise Invalid.field("result", _("Describe the result against the completion standard."), "required")
    if fits:
        require_evidence(task, waiver)
    waived = _clear_parts(task, actor, waiver.strip()) if fits else []
    task.take("submit")
    task.result, task.submitted_at, task.submitted_by = result.strip(), clock.now(), actor.person
    deadlines.pause(task)
    task.save_changes()
    _note(TASK_SUBMITTED, task, actor, result=task.result[:500], waiver=waiver.strip(), waived=waived)
    return task


def _clear_parts(task: Task, actor: Actor, waiver: str) -> list[str]:
    """Whose parts the waiver sets aside; Conflict naming them where there is none."""
    parts = list(CoPart.objects.filter(task=task).open().with_row())
    subtasks = [row.number for row in task.subtasks.filter(is_open=True).order_by("pk")]
    names = [part.party.department.display_name for part in parts if part.party.department] + subtasks
    if names and not waiver:
        raise Conflict(
            _(
                "These parts are still open: %(names)s. Have them accepted or finished, or waive them with a reason."
            )
            % {"names": ", ".join(names)},
            code="open_parts",
        )
    for part in parts:
        waive(part, task, actor, waiver)
    return names


@transaction.atomic
def finish_task(*, task: Task, actor: Actor, version: int, note: str = "", waiver: str = "") -> Task:
    """Tick off a light task; required deliverables that lack evidence hold it up unless waived with a reason."""
    task = Task.objects.lock(task.pk, version=version)
    require(policies.can_finish(actor, task))
    if not task.is_light:
        raise Conflict(
            _("Supervised work is submitted and verified, not ticked off."), code="supervised_task"
        )
    task.take("finish")
    require_evidence(task, waiver)
    now = clock.now()
    deadlines.settle(task, Clock.DUE, actor=actor, at=now)
    task.submitted_at, task.result = now, note
    task.finish_at(now, now)
    task.save_changes()
    _note(TASK_COMPLETED, task, actor, note=note, late=task.done_late, waiver=waiver.strip())
    return task
