"""What other rooms show on the page of every matter: each registers how it finds its rows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from .models import Matter

Text = str | Promise


@dataclass(frozen=True)
class Section:
    """Rows under a title, and where another one is added; drawn only where there is one of the two."""

    code: str
    title: Text
    rows: list[dict[str, Any]] = field(default_factory=list)
    add_url: str = ""
    add_label: Text = ""


_finders: list[Callable[[Matter, Any], Section | None]] = []


def register_section(find: Callable[[Matter, Any], Section | None]) -> None:
    """`find` gives what a room shows of this matter to this person, or nothing."""
    _finders.append(find)


def sections_of(matter: Matter, person: Any) -> list[Section]:
    """What the rooms show of this matter, in the order they were registered."""
    return [section for find in _finders if (section := find(matter, person)) is not None]
