"""How alike two titles are, in either language: the share of search tokens they have in common.

Titles are cut into the tokens of the search index; words that every title has count for nothing.
"""

from collections.abc import Iterable

from . import search

WORDS = 24
EMPTY = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "of",
        "on",
        "or",
        "that",
        "the",
        "to",
        "with",
    ]
)


def words_of(title: str) -> frozenset[str]:
    """The tokens of a title that tell something; single Chinese characters only where there is nothing else."""
    found = search.tokens(title)
    telling = {word for word in found if word not in EMPTY and (len(word) > 1 or word.isdigit())}
    return frozenset(telling or set(found))


def alike(one: frozenset[str], other: frozenset[str]) -> int:
    """Twice the common words over all of both, in per cent."""
    both = len(one) + len(other)
    return round(200 * len(one & other) / both) if both else 0


def tokens_for(words: Iterable[str]) -> list[str]:
    """The longest of these, to look for candidates with `search.with_any`."""
    return sorted(words, key=len)[-WORDS:]
