"""How far tasks are, as key results that follow them want to know it."""

from collections.abc import Collection

from goals.following import Piece

from .models import Task

DONE, LEFT_OUT = ("completed", "closed"), ("withdrawn", "merged", "draft")
EVENTS = frozenset(
    f"task.{code}"
    for code in (
        "issued", "edited", "completed", "sent_back", "resumed", "withdrawn", "merged", "return_refused",
        "reassigned", "imported",
    )
)  # fmt: skip


def pieces_of(ids: Collection[int]) -> list[Piece]:
    """Which of these tasks are done; what was withdrawn, merged into another or is a draft does not count."""
    rows = Task.objects.filter(pk__in=ids).order_by().values_list("pk", "status", "estimate_minutes")
    return [Piece(pk, status in DONE, status not in LEFT_OUT, minutes) for pk, status, minutes in rows]
