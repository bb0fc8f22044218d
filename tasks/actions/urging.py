"""Chasing by hand 催办: tasks and hand-overs, each at most once per working day."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common.actor import Actor
from collab.common.errors import Conflict, require
from collab.matters.models import Matter
from collab.matters.policies import acts_for

from .. import policies, selectors
from ..events import TASK_URGED
from ..handover import events as handover_events
from ..handover import policies as handover_policies
from ..models import Handover, Task


@transaction.atomic
def urge_task(*, task: Task, actor: Actor, version: int, note: str = "") -> Task:
    """Chase those who do the work."""
    task = Task.objects.lock(task.pk, version=version)
    require(policies.can_urge(actor, task))
    _check(task, selectors.can_be_urged(task))
    task.save_changes()
    absent = acts_for(actor, task, policies.SUPERVISORS)
    record(TASK_URGED, matter=task, actor=actor, on_behalf_of=absent, note=note)
    return task


@transaction.atomic
def urge_handover(*, handover: Handover, actor: Actor, version: int, note: str = "") -> Handover:
    """Chase the side that owes the next step."""
    handover = Handover.objects.lock(handover.pk, version=version)
    owes, waits = handover_policies.sides_of(handover)
    require(handover_policies.can_urge(actor, handover))
    _check(handover, bool(owes))
    handover.save_changes()
    absent = acts_for(actor, handover, waits)
    record(
        handover_events.HANDOVER_URGED,
        matter=handover,
        actor=actor,
        on_behalf_of=absent,
        owes=list(owes),
        note=note,
    )
    return handover


def _check(matter: Matter, somebody_owes: bool) -> None:
    if not somebody_owes:
        raise Conflict(_("There is nobody to urge at this point."), code="nothing_to_urge")
    if selectors.urged_today(matter):
        raise Conflict(_("It was urged within the last working day already."), code="urged_already")
