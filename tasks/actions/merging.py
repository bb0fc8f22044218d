"""Merging 并案: one task goes into another, with everyone who takes part and everything still open."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require
from collab.deadlines import actions as deadlines
from collab.matters.models import Link, LinkKind, Matter, Party, PartyRole, Watcher
from collab.matters.policies import acts_for, forget_parties, parties_of
from collab.org.selectors import front_desks

from .. import policies
from ..events import TASK_MERGED, TASK_TOOK_IN
from ..models import CoPart, Task
from ..models.part import WORKED_ON
from .parts import PartBrief, take_in
from .receipt import reason_given

NEW_ROLES = {
    PartyRole.RESPONSIBLE: PartyRole.CONSULTED,
    PartyRole.ACCOUNTABLE: PartyRole.CONSULTED,
    PartyRole.GIVER: PartyRole.INFORMED,
}


@transaction.atomic
def merge_task(*, task: Task, actor: Actor, version: int, into: Matter, reason: str) -> Task:
    """Merge it into another task that is under way: its departments get parts there, its people are told there."""
    task, target = _lock_both(task, version, into)
    require(policies.is_supervisor(actor, task))
    require(policies.is_supervisor(actor, target), _("Merging is for whoever supervises both tasks."))
    _check(task, target)
    task.take("merge")
    reason = reason_given(reason)
    task.closed_at = clock.now()
    deadlines.cancel(task, actor=actor)
    deadlines.lapse(task)
    departments = _carry_departments(task, target)
    _carry_people(task, target)
    children = list(task.subtasks.filter(is_open=True).values_list("pk", flat=True))
    Task.objects.filter(pk__in=children).update(parent=target)
    _link(task, target, actor)
    task.save_changes()
    target.save_changes()
    _tell(task, target, actor, reason, departments, children)
    return task


def _lock_both(task: Task, version: int, into: Matter) -> tuple[Task, Task]:
    """Both rows, the older first, so that two merges never wait for each other."""
    if into.kind != task.kind:
        raise Invalid.field("into", _("Name a task; nothing else can take it in."), "not_a_task")
    if into.pk == task.pk:
        raise Invalid.field("into", _("A task cannot be merged into itself."), "itself")
    rows = {
        pk: Task.objects.lock(pk, version if pk == task.pk else None) for pk in sorted((task.pk, into.pk))
    }
    return rows[task.pk], rows[into.pk]


def _check(task: Task, target: Task) -> None:
    names = {"number": target.number, "state": target.status_label}
    if task.is_light or target.is_light:
        raise Invalid.field("into", _("Light tasks are ticked off, not merged."), "light_task")
    above: Task | None = target
    while above is not None:
        if above.parent_id == task.pk:
            raise Invalid.field(
                "into", _("%(number)s is a part of this task; the whole cannot go into it.") % names, "cycle"
            )
        above = above.parent
    if target.status not in WORKED_ON:
        raise Conflict(
            _("%(number)s is “%(state)s”; only work under way takes another task in.") % names,
            code="target_not_open",
        )


def _carry_departments(task: Task, target: Task) -> list[str]:
    """Lead and co-departments that have no place there yet get a part of it; open parts only."""
    closed = {part.party_id for part in CoPart.objects.filter(task=task) if not part.is_open}
    brought = []
    for party in parties_of(task):
        if party.role not in (PartyRole.LEAD, PartyRole.CO) or party.department is None or party.pk in closed:
            continue
        held = {row.department_id for row in parties_of(target) if row.role in (PartyRole.LEAD, PartyRole.CO)}
        if party.department_id in held:
            continue
        words = party.part or f"{task.number} {task.title}"
        take_in(target, PartBrief(party.department, words, _due(party.due_at or task.due_at, target)))
        brought.append(party.department.display_name)
    return brought


def _due(wanted: Any, target: Task) -> Any:
    """The instant agreed before, as far as it still lies ahead and inside the other task."""
    if wanted is None or wanted <= clock.now():
        return None
    return min(wanted, target.due_at) if target.due_at else wanted


def _carry_people(task: Task, target: Task) -> None:
    """People keep a part there, watchers go on watching; whoever has a part there keeps that one."""
    held = {row.person_id for row in parties_of(target)}
    rows = {
        row.person_id: Party(
            matter_id=target.pk, person_id=row.person_id, role=NEW_ROLES.get(PartyRole(row.role), row.role)
        )
        for row in parties_of(task)
        if row.person_id and row.person_id not in held
    }
    Party.objects.bulk_create(rows.values())
    watching = Watcher.objects.filter(matter_id=task.pk).values_list("person_id", flat=True)
    Watcher.objects.bulk_create(
        [Watcher(matter_id=target.pk, person_id=pk) for pk in watching], ignore_conflicts=True
    )
    forget_parties(target)


def _link(task: Task, target: Task, actor: Actor) -> None:
    Link.objects.create(
        source_id=task.pk,
        target_id=target.pk,
        kind=LinkKind.MERGED_INTO,
        created_by=actor.person,
        created_at=clock.now(),
    )


def _tell(
    task: Task, target: Task, actor: Actor, reason: str, departments: list[str], children: list[int]
) -> None:
    """Both histories keep it."""
    said: dict[str, Any] = {"actor": actor, "reason": reason}
    said["on_behalf_of"] = acts_for(actor, task, policies.SUPERVISORS)
    record(TASK_MERGED, matter=task, into=target.number, children=children, **said)
    unsigned = [row for row in parties_of(target) if row.signed_at is None and row.role == PartyRole.CO]
    desks = front_desks([row.department_id for row in unsigned if row.department_id])
    people = sorted({pk for desk in desks.values() for pk in desk})
    record(TASK_TOOK_IN, matter=target, other=task.number, people=people, parts=departments, **said)
