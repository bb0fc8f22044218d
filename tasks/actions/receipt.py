"""Signing for a task, and handing it to somebody else."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, TransitionRefused, reason_given, require
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock
from collab.matters.actions import set_parties
from collab.matters.models import Party, PartyRole
from collab.matters.policies import acts_for, forget_parties
from collab.org.models import Department, Person
from collab.org.names import name_fact

from .. import policies
from ..events import TASK_REASSIGNED, TASK_SIGNED_FOR
from ..models import CoPart, Task

RULED_FROM = 2
LEADING = (PartyRole.RESPONSIBLE, PartyRole.LEAD)


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
    who = [name_fact(party.person or party.department) for party in parts]
    record(TASK_SIGNED_FOR, matter=task, actor=actor, on_behalf_of=absent, note=note, party=who)
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
    if task.status == "return_requested" and task.return_count >= RULED_FROM:
        raise Conflict(_("A second return is decided by a ruling."), code="needs_ruling")
    before = name_fact(task.owner or task.department)
    task.take("reassign")
    hand_over(task, actor, department or task.department, responsible)
    task.save_changes()
    to = name_fact(responsible or task.department)
    record(TASK_REASSIGNED, matter=task, actor=actor, reason=reason_given(reason), to=to, before=before)
    return task


def hand_over(task: Task, actor: Actor, department: Department, responsible: Person | None) -> None:
    """Let another department or person answer for it, with a receipt of their own; co-departments keep theirs."""
    if department != task.department:
        _check_no_part(task, department)
    for party in policies.parties_of(task):
        if party.role != PartyRole.CO:
            deadlines.cancel(task, Clock.RECEIPT, actor=actor, party=party)
    if department != task.department:
        task.department = department
        set_parties(task, PartyRole.LEAD, departments=[department])
    set_parties(task, PartyRole.RESPONSIBLE, people=[responsible] if responsible else [])
    task.owner = responsible
    deadlines.resume(task, shift=False)
    if task.is_light:
        task.take("sign_for")
        return
    Party.objects.filter(matter_id=task.pk).exclude(role=PartyRole.CO).update(signed_at=None, signed_by=None)
    forget_parties(task)
    sign = [party for party in policies.unsigned(task) if party.role != PartyRole.CO]
    deadlines.start_clocks(task, sign=sign)


def _check_no_part(task: Task, department: Department) -> None:
    if CoPart.objects.filter(task=task, party__department=department).open().exists():
        text = _(
            "%(department)s has an open part of this task. Waive it first, or choose another department."
        )
        raise Invalid.field("department", text % {"department": department.display_name}, "co_department")
