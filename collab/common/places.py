"""Places in a list as whole numbers with room between them, so that moving one row seldom writes another."""

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Placed(Protocol):
    """A row that keeps its place in a list."""

    pk: int
    position: int


Row = TypeVar("Row", bound=Placed)


def put_at(rows: Sequence[Row], row: Row, place: int, gap: int) -> list[Row]:
    """The rows whose position changed so that `row` stands at `place`, counted from one, among `rows` in their order.

    Beyond the end means the end. It is `row` alone while its new neighbours leave room; else all are spread anew.
    """
    others = [one for one in rows if one.pk != row.pk]
    at = min(max(place, 1), len(others) + 1) - 1
    before = others[at - 1].position if at else 0
    after = others[at].position if at < len(others) else before + 2 * gap
    if after - before > 1:
        row.position = (before + after) // 2
        return [row]
    others.insert(at, row)
    changed = [one for number, one in enumerate(others, start=1) if one.position != number * gap]
    for number, one in enumerate(others, start=1):
        one.position = number * gap
    return changed
