"""Whose turn it is on tasks, their parts and hand-overs."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from collab.matters.models import Kind, Party
from collab.matters.rows import RowStep
from collab.matters.turns import Turn, Waiting, register_turns, register_work, steps_at
from collab.matters.whose import Whose

from .models import CoPart, Task
from .models.part import TASK_PART, WORKED_ON
from .policies import SUPERVISORS

IN_HAND = ("accepted", "in_progress", "blocked", "sent_back")


def parts_to_deliver(whose: Whose) -> QuerySet:
    """Parts of their departments that were signed for and are not handed in."""
    parts = CoPart.objects.filter(status__in=("open", "sent_back"), party__department__in=whose.officer_of)
    return parts.filter(party__signed_at__isnull=False, task__status__in=IN_HAND)


def parts_to_accept(whose: Whose) -> QuerySet:
    """Parts handed in, of tasks these people answer for."""
    parts = CoPart.objects.filter(status="submitted", task__owner__in=whose.people())
    return parts.filter(task__status__in=WORKED_ON)


def to_verify(whose: Whose) -> QuerySet:
    """Results that none of those who supervise may judge, for they did the work: another coordinator does."""
    others = Party.objects.filter(matter=OuterRef("pk"), role__in=SUPERVISORS)
    others = others.exclude(person=OuterRef("owner")).exclude(person=OuterRef("submitted_by"))
    found = Task.objects.filter(~Exists(others), status__in=("submitted", "verification"))
    return found.exclude(Q(owner__in=whose.me) | Q(submitted_by__in=whose.me))


def _deliver(found: Waiting) -> tuple[RowStep, ...]:
    return steps_at(TASK_PART, ("submit",), "tasks:part", found.about)


def _accept(found: Waiting) -> tuple[RowStep, ...]:
    return steps_at(TASK_PART, ("accept", "send-back"), "tasks:part", found.about)


register_work(Kind.TASK, owner=IN_HAND, decider=("return_requested", "submitted", "verification"))
register_work(Kind.HANDOVER, owner=("taken", "delivering", "sent_back", "accepted"), decider=("delivered",))
register_turns(
    Turn("do", parts_to_deliver, "task_id", "pk", steps=_deliver),
    Turn("do", parts_to_accept, "task_id", "pk", steps=_accept),
    Turn("decide", to_verify, "pk", for_coordinators=True),
)
