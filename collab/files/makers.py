"""What files can be made: each room registers how the lines of its tables are read; the job knows nothing of rooms."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from collab.common import clock
from collab.common.errors import NotFound

Told = Callable[[int], None]
Lines = Iterable[Sequence[Any]]


@dataclass(frozen=True)
class Maker:
    """`table(owner, question, told)` gives the heads and the lines of a table as the owner may see it by now.

    It runs in the owner's language and zone. Lines are read lazily; before each chunk `told` hears how many are
    behind, which keeps the file in this worker's hands. A refusal ends the file with its words.
    """

    code: str
    table: Callable[[Any, dict[str, Any], Told], tuple[Sequence[str], Lines]]


def of_today(name: str) -> str:
    """A stem for a file that holds what is so today, in the reader's zone."""
    return f"{name}-{timezone.localtime(clock.now()):%Y-%m-%d}"


_makers: dict[str, Maker] = {}


def register_maker(maker: Maker) -> None:
    """Declare a kind of file; a code can be declared once."""
    if maker.code in _makers:
        raise ValueError(f"{maker.code} is declared twice")
    _makers[maker.code] = maker


def maker_named(code: str) -> Maker:
    """One kind of file; NotFound where its room is gone."""
    try:
        return _makers[code]
    except KeyError:
        raise NotFound from None
