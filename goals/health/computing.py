"""Decides a goal's progress and health at an instant, why, and when time alone will turn it next."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from ..models.goal import HEALTH_ORDER, Health
from ..pace import Span, health_of, next_turn
from ..scoring import weighted_mean

LIVE = frozenset({"active", "scoring"})  # the states in which a goal has a health
COUNTING = LIVE | {"agreed", "paused", "closed"}  # the states whose progress counts for the goal above


@dataclass(frozen=True)
class Result:
    """A key result as its goal reckons with it; `said` is the health its latest check-in gave it, "" without one."""

    share: Decimal | None
    weight: int
    said: str = ""


@dataclass(frozen=True)
class Below:
    """A goal that reports, as the goal above reckons with it."""

    progress: Decimal | None
    health: str
    weight: int


@dataclass(frozen=True)
class Facts:
    """Everything a goal's standing follows from; `hand` is the value set by hand that still counts, and until when."""

    status: str
    span: Span
    results: tuple[Result, ...] = ()
    below: tuple[Below, ...] = ()
    said: str = ""
    hand: tuple[str, datetime] | None = None


@dataclass(frozen=True)
class Standing:
    """What is stored with the goal; `causes` names the health each reason alone would give."""

    progress: Decimal | None
    health: str = Health.NONE
    causes: dict[str, str] = field(default_factory=dict)
    wakes_at: datetime | None = None


def worst(values: Iterable[str]) -> str:
    """The most serious of several healths; not known where there are none."""
    return max(values, key=HEALTH_ORDER.index, default=Health.NONE)  # type: ignore[arg-type]


def reckon(facts: Facts, now: datetime) -> Standing:
    """Worst of: set by hand with a reason, progress against time, key results, check-ins, goals that report."""
    parts = [(one.share, one.weight) for one in facts.results]
    progress = weighted_mean([*parts, *((one.progress, one.weight) for one in facts.below)]).share
    if facts.status not in LIVE:
        return Standing(progress)
    due, over = facts.span.elapsed(now), now >= facts.span.ends
    hand = facts.hand if facts.hand and facts.hand[1] > now else None
    values = {
        "hand": hand[0] if hand else "",
        "time": health_of(progress, due, over=over),
        "key_results": worst(health_of(one.share, due, over=over) for one in facts.results),
        "check_ins": worst(filter(None, [facts.said, *(one.said for one in facts.results)])),
        "goals": worst(one.health for one in facts.below),
    }
    causes = {name: str(value) for name, value in values.items() if value and value != Health.NONE}
    turns = [next_turn(share, facts.span, now) for share in {progress, *(one.share for one in facts.results)}]
    wakes = [at for at in (*turns, hand[1] if hand else None) if at is not None]
    return Standing(progress, worst(causes.values()), causes, min(wakes, default=None))
