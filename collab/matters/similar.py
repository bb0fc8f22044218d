"""Decides which open matters look like what somebody is about to write, in either language.

Titles are cut into the tokens of the search index. Two titles are as alike as the share of tokens they have in
common (twice the common ones over all of both); words that every title has count for nothing.
"""

from dataclasses import dataclass

from . import search
from .models import Matter
from .querysets import MatterQuerySet
from .rows import url_of

LEAST, SHOWN, CANDIDATES, WORDS = 0.4, 5, 300, 24
EMPTY = frozenset(
    (
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
    )
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


def alike_among(rows: MatterQuerySet, title: str) -> list[Alike]:
    """Those open matters of `rows` (inside the reader's audience) whose titles are alike, the most alike first."""
    wanted = words_of(title)
    if not wanted:
        return []
    near = search.with_any(rows.open(), sorted(wanted, key=len)[-WORDS:]).select_related(
        "department", "owner"
    )
    found = []
    for matter in near.order_by("-pk")[:CANDIDATES]:
        theirs = words_of(matter.title)
        share = 2 * len(wanted & theirs) / (len(wanted) + len(theirs)) if theirs else 0
        if share >= LEAST:
            found.append(Alike(matter, round(100 * share)))
    return sorted(found, key=lambda one: (-one.percent, -one.matter.pk))[:SHOWN]
