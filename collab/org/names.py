"""How the journal keeps names, so that a reader of either language finds theirs in a sentence."""

from typing import Any

from django.utils.translation import get_language


def name_fact(thing: Any) -> str | dict[str, str]:
    """The name as it is now: both of a department's where it has two, a person's as it is written."""
    chinese = getattr(thing, "name_zh", "")
    return {"en": thing.name, "zh": chinese} if chinese else str(thing)


def name_words(kept: Any) -> str:
    """A kept name in the reader's language."""
    if isinstance(kept, dict):
        return str(kept["zh" if (get_language() or "").startswith("zh") else "en"])
    return str(kept)
