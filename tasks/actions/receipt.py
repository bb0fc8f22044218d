"""Signing for a task, asking to return it, and handing it to somebody else."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, TransitionRefused, require
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock
from collab.matters.actions import set_parties
from collab.matters.models import Party, PartyRole
from collab.matters.policies import acts_for, forget_parties
from collab.org.models import Department, Person

from .. import policies
from ..events import (
    TASK_REASSIGNED,
    TASK_RETURN_REFUSED,
    TASK_RETURN_REQUESTED,
    TASK_SIGNED_FOR,
)
from ..models import Task

LEADING = (PartyRole.RESPONSIBLE, PartyRole.LEAD)


def reason_given(reason: str) -> str:
    """The reason, or Invalid where none was given."""
    if not (reason or "").strip():
        raise Invalid.field("reason", _("Give a reason."), "required")
    return reason.strip()


@transaction.atomic
def sign_for_task(*, task: Task, actor: Actor, version: int, note: str = "") -> Task:
    """Accept an issued task on behalf of every part the actor may sign for."""
    task = Task.objects.lock(task.pk, version=version)
    if task.status not in (
        "issued",
        "accepted",
        "in_progress",
        "blocked",
        "sent_back",
    ) or not policies.unsigned(task):
        raise TransitionRefused(
            _("Nothing of this task waits for a signature."),
            state=task.status,
            allowed=task.machine.steps_from(task.status),
        )
    parts = policies.signable_by(actor, task)
    require(bool(parts))
    now = clock.now()
    absent = acts_for(actor, task, policies.RECEIVERS)
    for party in parts:
        party.signed_at, party.signed_by = now, actor.person
        party.save(update_fields=["signed_at", "signed_by"])
        deadlines.settle(task, Clock.RECEIPT, actor=actor, party=party)
    if task.status == "issued" and any(party.role in LEADING for party in parts):
        task.take("sign_for")
        if task.owner_id is None:
            task.owner = absent or actor.person
    task.save_changes()
    who = ", ".join(str(party.person or party.department) for party in parts)
    record(TASK_SIGNED_FOR, matter=task, actor=actor, on_behalf_of=absent, note=note, party=who)
    return task


@transaction.atomic
def request_return(*, task: Task, actor: Actor, version: int, reason: str) -> Task:
    """Say, instead of signing and within the time to sign, why the task belongs elsewhere."""
    task = Task.objects.lock(task.pk, version=version)
    require(policies.can_sign_for(actor, task))
    task.take("request_return")
    missed = task.deadlines.filter(clock=Clock.RECEIPT, state="running", due_at__lt=clock.now())
    if missed.exists():
        raise Conflict(
            _("The time to sign has passed; a task can be returned only within it."), code="sign_by_passed"
        )
    if task.return_count >= 2:
        raise Conflict(_("This task was returned twice; a ruling stands."), code="ruled")
    task.return_reason = reason_given(reason)
    task.return_count += 1
    deadlines.pause(task)
    task.save_changes()
    absent = acts_for(actor, task, policies.RECEIVERS)
    record(TASK_RETURN_REQUESTED, matter=task, actor=actor, on_behalf_of=absent, reason=task.return_reason)
    return task


@transaction.atomic
def refuse_return(*, task: Task, actor: Actor, version: int, reason: str) -> Task:
    """The task stays where it was issued, with a reason; the clocks go on."""
    task = Task.objects.lock(task.pk, version=version)
    require(policies.is_supervisor(actor, task))
    task.take("refuse_return")
    deadlines.resume(task, shift=False)
    task.save_changes()
    absent = acts_for(actor, task, policies.SUPERVISORS)
    record(TASK_RETURN_REFUSED, matter=task, actor=actor, on_behalf_of=absent, reason=reason_given(reason))
    return task


@transaction.atomic
def reassign_task(
    *,
    task: Task,
    actor: Actor,
    version: int,
    reason: str,
    department: Department | None = None,
    responsible: Person | None = None,
) -> Task:
    """Issue the task anew to another department or person; the due date stands, the receipt starts again."""
    task = Task.objects.lock(task.pk, version=version)
    require(policies.can_reassign(actor, task))
    if department is None and responsible is None:
        raise Invalid.field("department", _("Name a department or a person."), "required")
    if department not in (None, task.department):
        require(
            policies.is_supervisor(actor, task), _("Only a supervisor moves a task to another department.")
        )
    before = str(task.owner or task.department)
    light = task.is_light
    task.take("reassign")
    if department is not None:
        task.department = department
        set_parties(task, PartyRole.LEAD, departments=[department])
    set_parties(task, PartyRole.RESPONSIBLE, people=[responsible] if responsible else [])
    task.owner = responsible
    _restart_receipt(task, actor, light)
    task.save_changes()
    to = str(responsible or task.department)
    record(TASK_REASSIGNED, matter=task, actor=actor, reason=reason_given(reason), to=to, before=before)
    return task


def _restart_receipt(task: Task, actor: Actor, light: bool) -> None:
    deadlines.resume(task, shift=False)
    deadlines.cancel(task, Clock.RECEIPT, actor=actor)
    if light:
        task.take("sign_for")
        return
    Party.objects.filter(matter_id=task.pk).exclude(role=PartyRole.CO).update(signed_at=None, signed_by=None)
    forget_parties(task)
    deadlines.start_clocks(task, sign=policies.unsigned(task))
