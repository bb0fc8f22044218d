"""How a goal of the demo is told: its five answers, who contributes, what it is measured by, and what happened when.

Instants are working days from the moment of loading, as in a story. A cycle is `past`, `now` or `next`.
"""

from dataclasses import dataclass

Step = tuple


@dataclass(frozen=True)
class Part:
    """A department's role and contribution."""

    code: str
    role: str
    text: str


@dataclass(frozen=True)
class Measure:
    """A key result from `start` to `target`; `tasks` names stories whose tasks it follows."""

    title: str
    start: float
    target: float
    unit: str
    who: str
    weight: int = 1
    cadence: str = "quarterly"
    follows: str = "manual"
    metric: str = ""
    tasks: tuple[str, ...] = ()
    confidence: int | None = None


@dataclass(frozen=True)
class GoalTale:
    """One goal. Each of `steps` is (when, who, what, *answers), in order of time; measures are numbered from 0."""

    key: str
    title: str
    lead: str
    owner: str
    sponsor: str
    at: float
    specific: str = ""
    metric: str = ""
    unit: str = ""
    baseline: float | None = None
    target: float | None = None
    feasibility: str = ""
    resources: str = ""
    relevance: str = ""
    cycle: str = "now"
    parent: str = ""
    reporting: bool = True
    commitment: str = "committed"
    visibility: str = "departments"
    parts: tuple[Part, ...] = ()
    measures: tuple[Measure, ...] = ()
    steps: tuple[Step, ...] = ()


def agreed(tale_at: float, owner: str, sponsor: str, *codes: str) -> tuple[Step, ...]:
    """The usual way to an agreed goal under way: every department accepts, the sponsor confirms, it starts."""
    accepted = [(tale_at + 1 + n, "", "accept", code, "同意。Agreed.") for n, code in enumerate(codes)]
    end = tale_at + 2 + len(codes)
    return (
        (tale_at + 0.5, owner, "consult"),
        *accepted,
        (end, sponsor, "confirm"),
        (end + 0.5, owner, "activate"),
    )
