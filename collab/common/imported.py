"""What became of one row that was taken over from a file; the import actions of every room answer with it."""

from dataclasses import dataclass, field
from enum import StrEnum

from .errors import FieldError


class Became(StrEnum):
    """The five ends of an imported row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass
class Outcome:
    """`pk` is the row it became; `errors` say why it could not be stored, `kept` which changes were left out."""

    became: Became
    pk: int | None = None
    errors: list[FieldError] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
