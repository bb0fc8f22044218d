"""Reads of feedback across models: who takes it in, who gave it, what was said, what still hangs on it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from collab.deadlines.models import Clock, Deadline
from collab.matters.models import Link, LinkKind, Matter
from collab.org.models import Department, Person, Role
from tasks.models import Task

from ..models import Feedback, Submitter, Turn

LACKING = {
    "submitted": _("not accepted yet"),
    "accepted": _("without an owner"),
    "awaiting_confirmation": _("not confirmed yet"),
}


def coordination_offices() -> list[Department]:
    """Departments with a coordinator; the first is where feedback comes in."""
    held = Department.objects.filter(memberships__role=Role.COORDINATOR, memberships__person__is_active=True)
    return list(held.distinct().order_by("pk"))


def coordinator_ids() -> list[int]:
    """Everybody who accepts feedback and hands it out."""
    rows = Person.objects.filter(is_active=True, memberships__role=Role.COORDINATOR)
    return list(rows.order_by("pk").values_list("pk", flat=True).distinct())


def submitters_of(feedback: Feedback) -> QuerySet[Submitter]:
    """Everybody the answer goes to: whoever gave it, and whoever gave what was merged into it."""
    mine = Q(feedback=feedback.pk) | Q(feedback__merged_into=feedback.pk)
    return Submitter.objects.filter(mine).select_related("person").order_by("pk")


def is_within_reach(feedback: Feedback) -> bool:
    """Whether everybody who gave it can be asked something; nobody without account, address and code can."""
    return not feedback.submitters.filter(person=None, email="", code_hash=None).exists()


def followers_of(feedback: Feedback) -> list[Feedback]:
    """What was merged into it, oldest first."""
    return list(Feedback.objects.filter(merged_into=feedback.pk).order_by("pk"))


def waits_for_score(feedback: Feedback) -> bool:
    """Whether what it was merged into is answered for good and its own submitter has not scored that answer yet."""
    head = feedback.merged_into
    return head is not None and head.solved_at is not None and feedback.score is None


def turns_of(feedback: Feedback) -> list[Turn]:
    """What was said in the feedback itself and, where it was merged, in the one that took it in, by time.

    Of the other one only what went to everybody is told: its answers and notices.
    """
    told = Q(feedback=feedback.pk)
    if feedback.merged_into_id:
        told |= Q(feedback=feedback.merged_into_id, kind__in=("interim", "answer", "notice"))
    return list(Turn.objects.filter(told).select_related("by").order_by("at", "pk"))


def open_tasks_of(feedback: Feedback) -> list[Task]:
    """Work handed out from it that is not done yet; its final answer waits for this."""
    led = Link.objects.filter(source=feedback.pk, kind=LinkKind.LED_TO)
    rows = Task.objects.filter(pk__in=led.values("target")).exclude(status__in=("completed", "draft"))
    return list(rows.filter(is_open=True).order_by("pk"))


def about_of(feedback: Feedback, person) -> Matter | None:
    """What it is about, where the reader may look."""
    if not feedback.about_id:
        return None
    return Matter.objects.visible_to(person).filter(pk=feedback.about_id).first()


def acceptance_terms(ids: Iterable[int]) -> dict[int, datetime]:
    """By when each of these is to be accepted or not, as long as it is neither."""
    rows = Deadline.objects.running().filter(matter__in=list(ids), clock=Clock.ACCEPTANCE)
    return dict(rows.values_list("matter_id", "due_at"))


def open_ends(ids: Iterable[int]) -> dict[int, list[Any]]:
    """Feedback that waits for acceptance, an owner or its submitter."""
    rows = Feedback.objects.filter(pk__in=list(ids), is_open=True)
    found: dict[int, list[Any]] = {}
    for pk, status, owner in rows.values_list("pk", "status", "owner_id"):
        if status in LACKING:
            found[pk] = [LACKING[status]]
        elif owner is None:
            found[pk] = [_("without an owner")]
    return found
