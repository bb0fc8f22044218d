"""Whose turn it is on tasks, their parts and hand-overs."""

from django.db.models import QuerySet

from collab.matters.models import Kind
from collab.matters.turns import Turn, register_turns, register_work
from collab.matters.whose import Whose

from .models import CoPart
from .models.part import WORKED_ON

IN_HAND = ("accepted", "in_progress", "blocked", "sent_back")


def parts_to_deliver(whose: Whose) -> QuerySet:
    """Parts of their departments that were signed for and are not handed in."""
    parts = CoPart.objects.filter(status__in=("open", "sent_back"), party__department__in=whose.officer_of)
    return parts.filter(party__signed_at__isnull=False, task__status__in=IN_HAND)


def parts_to_accept(whose: Whose) -> QuerySet:
    """Parts handed in, of tasks these people answer for."""
    parts = CoPart.objects.filter(status="submitted", task__owner__in=whose.people())
    return parts.filter(task__status__in=WORKED_ON)


register_work(Kind.TASK, owner=IN_HAND, decider=("return_requested", "submitted", "verification"))
register_work(Kind.HANDOVER, owner=("taken", "delivering", "sent_back", "accepted"), decider=("delivered",))
register_turns(
    Turn("do", parts_to_deliver, matter="task_id"), Turn("decide", parts_to_accept, matter="task_id")
)
