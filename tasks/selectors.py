"""Reads of tasks across models."""

from django.utils.translation import gettext_lazy as _

from collab.activity.models import Activity
from collab.common import clock
from collab.matters.models import Matter
from collab.org.selectors import calendar_of

from .models import Task

URGEABLE = frozenset({"issued", "return_requested", "accepted", "in_progress", "blocked", "sent_back"})


def can_be_urged(task: Task) -> bool:
    """Whether somebody owes the next step on the doing side."""
    return task.status in URGEABLE and not task.is_light


def urged_today(matter: Matter) -> bool:
    """Whether the task or hand-over was urged less than one working day ago."""
    rows = Activity.objects.filter(matter_id=matter.pk, event=f"{matter.kind}.urged")
    last = rows.order_by("-pk").first()
    return last is not None and calendar_of(matter.department).add_days(last.at, 1) > clock.now()


def open_ends(ids: list[int]) -> dict[int, list]:
    """Tasks that were handed in and never accepted, or handed out and never signed for."""
    rows = Task.objects.filter(pk__in=ids, status__in=["submitted", "issued", "completed"])
    words = {
        "submitted": _("handed in, not verified yet"),
        "issued": _("not signed for yet"),
        "completed": _("completed, not closed out yet"),
    }
    light = set(rows.filter(is_light=True).values_list("pk", flat=True))
    return {pk: [words[status]] for pk, status in rows.values_list("pk", "status") if pk not in light}
