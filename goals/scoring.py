"""How far figures are from start to target, what that scores, and how a score is read (SPEC §2, Key result).

Shares lie between 0 and 1 and are kept to four places. A missing figure is missing: it never counts as nought.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

PLACES = Decimal("0.0001")
NONE, ALL = Decimal("0.0000"), Decimal("1.0000")
MET, PARTLY, MISSED = "met", "partly", "missed"
# The least share that reads as met and as partly met. What was promised 承诺型 is met when all of it is there;
# of what was aspired to 挑战型, seven tenths is a success, as is usual with objectives and key results.
READINGS = {
    "committed": (Decimal("1"), Decimal("0.7")),
    "aspirational": (Decimal("0.7"), Decimal("0.4")),
}


def kept(share: Decimal) -> Decimal:
    """A share as it is kept: at four places, half rounded up."""
    return share.quantize(PLACES, ROUND_HALF_UP)


def share_done(start: Decimal, target: Decimal, current: Decimal | None) -> Decimal | None:
    """Clamped (current − start) / (target − start); None where there is no figure.

    Works downwards as well, from a high start to a low target. A target that equals the start raises ValueError.
    """
    if start == target:
        raise ValueError("a target that equals the start leaves nothing to do")
    if current is None:
        return None
    return kept(min(max((current - start) / (target - start), NONE), ALL))


def value_at(start: Decimal, target: Decimal, share: Decimal) -> Decimal:
    """The figure that stands for this share of the way."""
    return start + (target - start) * share


def reading(score: Decimal | None, commitment: str) -> str:
    """What a score means for a goal of this commitment: met, partly or missed; "" where there is no score."""
    if score is None:
        return ""
    met, partly = READINGS[commitment]
    if score >= met:
        return MET
    return PARTLY if score >= partly else MISSED


@dataclass(frozen=True)
class Mean:
    """A weighted mean, and how much of the weight had a share at all."""

    share: Decimal | None
    known: int
    whole: int

    @property
    def is_partial(self) -> bool:
        """Whether something that counts has no figure."""
        return self.known < self.whole


def weighted_mean(parts: Iterable[tuple[Decimal | None, int]]) -> Mean:
    """The mean of (share, weight) pairs over those that have a share; None where none has, or all weigh nothing."""
    total, known, whole = Decimal(0), 0, 0
    for share, weight in parts:
        whole += weight
        if share is not None:
            known += weight
            total += share * weight
    return Mean(kept(total / known) if known else None, known, whole)
