"""What a count of votes comes to: pure arithmetic in whole numbers, without rounding."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..models.ballot import ABSTAIN, AGAINST, Threshold


@dataclass(frozen=True)
class Result:
    """`leader` is the choice that was adopted, or "" where none reached the threshold."""

    adopted: bool
    leader: str
    in_favour: int
    cast: int


def has_quorum(present: int, entitled: int, percent: int) -> bool:
    """Whether at least `percent` of those entitled are there; nobody entitled is no quorum."""
    return entitled > 0 and present * 100 >= percent * entitled


def needed(entitled: int, percent: int) -> int:
    """How many of those entitled make the quorum."""
    return max(1, -(-percent * entitled // 100))


def result_of(counts: Mapping[str, int], threshold: str, entitled: int) -> Result:
    """The outcome of `counts` (choice → votes). Abstentions are not votes cast; a tie for the lead adopts nothing."""
    named = {choice: votes for choice, votes in counts.items() if choice not in (AGAINST, ABSTAIN)}
    cast = sum(named.values()) + counts.get(AGAINST, 0)
    most = max(named.values(), default=0)
    leaders = [choice for choice, votes in named.items() if votes == most]
    reached = {
        Threshold.MAJORITY: most * 2 > cast,
        Threshold.ENTITLED: most * 2 > entitled,
        Threshold.TWO_THIRDS: most * 3 >= cast * 2,
        Threshold.UNANIMITY: most == cast,
    }[Threshold(threshold)]
    adopted = most > 0 and len(leaders) == 1 and reached
    return Result(adopted, leaders[0] if adopted else "", most, cast)
