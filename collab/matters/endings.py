"""What follows when shared work ends: the room that closes it asks, the room that learns from it answers."""

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

from collab.common.actor import Actor

from .models import Matter

_look_back: list[Callable[..., Matter]] = []


def register_look_back(open_one: Callable[..., Matter]) -> None:
    """`open_one` opens the retrospective on a matter that ended; the later registration holds."""
    _look_back[:] = [open_one]


class Measured(TypedDict):
    """One thing that was expected beside what came of it, as values that are told in the reader's language.

    `kind` says how to read it: "figure" (a start, a target and where it ended, with the `share` of the way), "day"
    (ISO days; `mark` is "late", "open" or ""), "score" (`share` alone). `name` is in the words people gave it.
    """

    kind: str
    name: str
    expected: str
    came: str
    share: str | None
    mark: str


def measured(
    kind: str,
    name: str = "",
    *,
    expected: str = "",
    came: str = "",
    share: str | None = None,
    mark: str = "",
) -> Measured:
    """A line of what was measured; "" stands for what is not known."""
    return Measured(kind=kind, name=name, expected=expected, came=came, share=share, mark=mark)


def look_back_on(
    ended: Matter,
    *,
    actor: Actor,
    expected: str,
    reached: str = "",
    figures: Sequence[Measured] = (),
    **more: Any,
) -> Matter | None:
    """Open the retrospective on what just ended, inside the closing's own transaction.

    `expected` and `figures` are frozen as they stand now; `reached` is what people said of it, to begin the account
    with. None where no room looks back.
    """
    if not _look_back:
        return None
    told = {"expected": expected, "reached": reached, "figures": list(figures)}
    return _look_back[0](ended=ended, actor=actor, **told, **more)
