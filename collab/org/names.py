"""How the journal keeps names, so that a reader of either language finds theirs in a sentence."""

from typing import Any


def name_fact(thing: Any) -> str | dict[str, str]:
    """The name as it is now: both of a department's where it has two, a person's as it is written."""
    chinese = getattr(thing, "name_zh", "")
    return {"en": thing.name, "zh": chinese} if chinese else str(thing)
