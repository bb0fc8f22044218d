"""Decides which open work looks like what somebody is about to draft, in either language.

Titles are cut into the tokens of the search index. Two titles are as alike as the share of tokens they have in
common (twice the common ones over all of both); words that every title has count for nothing.
"""

from dataclasses import dataclass
from typing import Any

from collab.matters import search

from .models import Task

LEAST, SHOWN, CANDIDATES, WORDS = 0.4, 5, 300, 24
EMPTY = frozenset(
    (
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "of",
        "on",
        "or",
        "that",
        "the",
        "to",
        "with",
    )
)


@dataclass(frozen=True)
class Alike:
    """An open task and how much of the two titles is the same, in per cent."""

    task: Task
    percent: int


def words_of(title: str) -> frozenset[str]:
    """The tokens of a title that tell something; single Chinese characters only where there is nothing else."""
    found = search.tokens(title)
    telling = {word for word in found if word not in EMPTY and (len(word) > 1 or word.isdigit())}
    return frozenset(telling or set(found))


def similar_tasks(title: str, person: Any) -> list[Alike]:
    """Open tasks inside the reader's audience whose titles are alike, the most alike first."""
    wanted = words_of(title)
    if not wanted:
        return []
    rows = search.with_any(Task.objects.visible_to(person).open(), sorted(wanted, key=len)[-WORDS:])
    found = []
    near = rows.select_related("department", "owner")
    for task in near.order_by("-pk")[:CANDIDATES]:
        theirs = words_of(task.title)
        share = 2 * len(wanted & theirs) / (len(wanted) + len(theirs)) if theirs else 0
        if share >= LEAST:
            found.append(Alike(task, round(100 * share)))
    return sorted(found, key=lambda one: (-one.percent, -one.task.pk))[:SHOWN]
