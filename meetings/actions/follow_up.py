"""Handing out the work that a meeting, an item or a decision asks for."""

from datetime import datetime

from django.db import transaction

from collab.activity.journal import record
from collab.common.actor import Actor
from collab.common.errors import require
from collab.matters.models import Kind, Matter
from collab.org.models import Department, Person
from tasks.actions import create_task
from tasks.models import Source, Task

from .. import policies
from ..events import DECISION_CARRYING_OUT, WORK_HANDED_OUT
from .meeting import write_down


@transaction.atomic
def hand_out_work(
    *,
    matter: Matter,
    actor: Actor,
    version: int,
    title: str,
    department: Department,
    responsible: Person | None = None,
    due_at: datetime | None = None,
    completion_standard: str = "",
) -> Task:
    """Make a task of it and issue it at once; an adopted decision is being carried out from then on."""
    matter = type(matter).objects.lock(matter.pk, version=version)
    require(policies.can_hand_out_from(actor, matter))
    task = create_task(
        actor=actor,
        title=title,
        department=department,
        responsible=responsible,
        due_at=due_at,
        completion_standard=completion_standard,
        source=Source.DECISION,
        came_from=matter,
        visibility=matter.visibility,
        issue=True,
    )
    if matter.kind == Kind.DECISION and matter.status == "adopted":
        matter.move("carry_out")
        write_down(DECISION_CARRYING_OUT, matter, actor)
    matter.save_changes()
    record(WORK_HANDED_OUT, matter=matter, actor=actor, task=str(task))
    return task
