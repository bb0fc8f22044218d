"""Deciding on many requests for more time at once: each is a transaction of its own and answers for itself."""

from collections.abc import Iterable

from collab.common.actor import Actor
from collab.matters.bulk import Item, Outcome, attempt, checked

from .actions import approve_extension, reject_extension
from .models import Extension


def decide_extensions(
    items: Iterable[tuple[int, int]], *, approve: bool, actor: Actor, words: str
) -> list[Outcome]:
    """Approve (with a note) or refuse (with a reason) each; the outcomes stand in the order given."""
    wanted = checked(items)
    rows = Extension.objects.visible_to(actor.person).select_related("matter")
    found = rows.in_bulk([item.id for item in wanted])
    became = {item.id: _one(found.get(item.id), item, approve, actor, words) for item in sorted(wanted)}
    return [became[item.id] for item in wanted]


def _one(row: Extension | None, item: Item, approve: bool, actor: Actor, words: str) -> Outcome:
    if row is None:
        return attempt(item, None, None, lambda: None)

    def decide() -> int:
        if approve:
            return approve_extension(extension=row, actor=actor, version=item.version, note=words).version
        return reject_extension(extension=row, actor=actor, version=item.version, reason=words).version

    return attempt(item, row.matter, row.version, decide)
