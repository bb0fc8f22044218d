"""Decides which open work looks like what somebody is about to draft, in either language."""

from dataclasses import dataclass
from typing import Any

from collab.matters import search
from collab.matters.similar import alike, tokens_for, words_of

from .models import Task

LEAST, SHOWN, CANDIDATES = 40, 5, 300


@dataclass(frozen=True)
class Alike:
    """An open task and how much of the two titles is the same, in per cent."""

    task: Task
    percent: int


def similar_tasks(title: str, person: Any) -> list[Alike]:
    """Open tasks inside the reader's audience whose titles are alike, the most alike first."""
    wanted = words_of(title)
    if not wanted:
        return []
    near = search.with_any(Task.objects.visible_to(person).open(), tokens_for(wanted))
    rows = near.select_related("department", "owner").order_by("-pk")[:CANDIDATES]
    found = [Alike(task, alike(wanted, words_of(task.title))) for task in rows]
    best = sorted(found, key=lambda one: (-one.percent, -one.task.pk))
    return [one for one in best if one.percent >= LEAST][:SHOWN]
