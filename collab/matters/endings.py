"""What follows when shared work ends: the room that closes it asks, the room that learns from it answers."""

from collections.abc import Callable
from typing import Any

from collab.common.actor import Actor

from .models import Matter

_look_back: list[Callable[..., Matter]] = []


def register_look_back(open_one: Callable[..., Matter]) -> None:
    """`open_one` opens the retrospective on a matter that ended; the later registration holds."""
    _look_back[:] = [open_one]


def look_back_on(
    ended: Matter, *, actor: Actor, expected: str, reached: str = "", **more: Any
) -> Matter | None:
    """Open the retrospective on what just ended, inside the closing's own transaction.

    `expected` is frozen as it stands now; `reached` is what the figures say, to begin the account with. None where
    no room looks back.
    """
    if not _look_back:
        return None
    return _look_back[0](ended=ended, actor=actor, expected=expected, reached=reached, **more)
