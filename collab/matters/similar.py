"""How alike titles are, in either language, and which open matters look like what somebody is about to write.

Titles are cut into the tokens of the search index. Two titles are as alike as the share of tokens they have in
common (twice the common ones over all of both); words that every title has count for nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from . import search
from .models import Matter
from .querysets import MatterQuerySet
from .rows import url_of

LEAST, SHOWN, CANDIDATES = 40, 5, 300
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


@dataclass(frozen=True)
class Alike:
    """An open matter and how much of the two titles is the same, in per cent."""

    matter: Matter
    percent: int

    @property
    def url(self) -> str:
        """The address of its page."""
        return url_of(self.matter)


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


def alike_among(rows: MatterQuerySet, title: str) -> list[Alike]:
    """Those open matters of `rows` (inside the reader's audience) whose titles are alike, the most alike first."""
    wanted = words_of(title)
    if not wanted:
        return []
    near = search.with_any(rows.open(), tokens_for(wanted)).select_related("department", "owner")
    found = [
        Alike(matter, alike(wanted, words_of(matter.title))) for matter in near.order_by("-pk")[:CANDIDATES]
    ]
    best = sorted(found, key=lambda one: (-one.percent, -one.matter.pk))
    return [one for one in best if one.percent >= LEAST][:SHOWN]
