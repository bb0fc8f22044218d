"""What the page of a task shows of its checklist, deliverables and time spent."""

from typing import Any

from django.db.models import Prefetch, Sum

from collab.common.actor import Actor

from ..models import Deliverable, Evidence, EvidenceKind, Task, TimeEntry
from ..models.task import hours_words
from . import policies

ENTRIES = 50


def checklist_of(task: Task, actor: Actor) -> dict[str, Any]:
    """The steps in order, how many are done, and whether this person keeps them."""
    rows = list(task.checklist.select_related("done_by"))
    return {
        "steps": rows,
        "done": sum(row.done_at is not None for row in rows),
        "may_keep": task.is_open and policies.can_keep_checklist(actor, task),
    }


def deliverables_of(task: Task, actor: Actor) -> dict[str, Any]:
    """What is to be delivered, the evidence handed in, and what this person may do about it."""
    handed_in = Evidence.objects.standing().select_related("attachment", "by")
    rows = Deliverable.objects.filter(task=task).prefetch_related(Prefetch("evidence", queryset=handed_in))
    may_set = task.is_open and policies.can_set_deliverables(actor, task)
    return {
        "deliverables": [_deliverable(row, actor, task.is_open, may_set) for row in rows],
        "may_set": may_set,
        "may_hand_in": task.is_open and policies.can_hand_in(actor, task),
    }


def _deliverable(row: Deliverable, actor: Actor, is_open: bool, may_set: bool) -> dict[str, Any]:
    evidence = list(row.evidence.all())
    return {
        "row": row,
        "met": bool(evidence) or row.requires == EvidenceKind.NONE,
        "evidence": [
            {"row": one, "may_take_back": is_open and (may_set or one.by_id == actor.person_id)}
            for one in evidence
        ],
    }


def time_of(task: Task, actor: Actor) -> dict[str, Any]:
    """The latest entries and the sum against the estimate."""
    spent = TimeEntry.objects.filter(task=task).aggregate(all=Sum("minutes"))["all"] or 0
    rows = task.time_entries.select_related("person")[:ENTRIES]
    stands = not task.is_open and task.status != "completed"
    estimate = task.estimate_minutes or 0
    return {
        "entries": [
            {
                "row": row,
                "words": hours_words(row.minutes),
                "mine": not stands and policies.is_own(actor, row),
            }
            for row in rows
        ],
        "spent": hours_words(spent) if spent else "",
        "estimate": hours_words(estimate) if estimate else "",
        "share": min(round(spent * 100 / estimate), 100) if estimate else None,
        "over": bool(estimate and spent > estimate),
        "may_note": not stands and policies.can_hand_in(actor, task),
    }
