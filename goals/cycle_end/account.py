"""What a goal was expected to reach and what its figures say, as it is handed to its retrospective; pure text."""

from collections.abc import Iterable
from decimal import Decimal

from ..health.selectors import share_of
from ..models import Goal, KeyResult
from ..scoring import Mean

UNKNOWN = "—"


def expected_of(goal: Goal, results: Iterable[KeyResult]) -> str:
    """The five answers in force and the key results with their targets; in the words people wrote, no others."""
    lines = [f"**{goal.title}**", goal.specific]
    measured = [_way(goal.metric, goal.baseline, goal.target, goal.unit)] if goal.metric else []
    measured += [_way(row.title, row.start_value, row.target_value, row.unit) for row in results]
    lines.append("\n".join(measured))
    lines += [goal.relevance, f"→ {goal.due_on.isoformat()}" if goal.due_on else ""]
    return "\n\n".join(line for line in lines if line)


def reached_of(goal: Goal, results: Iterable[KeyResult], mean: Mean) -> str:
    """The figures as they ended, the score, and what owner and sponsor said."""
    figures = [
        f"- {row.title}: {_figure(row.current_value)} / {_figure(row.target_value)} {row.unit}".rstrip()
        + f" ({_figure(share_of(row))})"
        for row in results
    ]
    spoken = [
        f"{_figure(score)} — {text}"
        for score, text in (
            (goal.self_score, goal.self_assessment),
            (goal.sponsor_score, goal.sponsor_assessment),
        )
        if text
    ]
    return "\n\n".join(part for part in ("\n".join(figures), f"= {_figure(mean.share)}", *spoken) if part)


def _way(name: str, start, target, unit: str) -> str:
    return f"- {name}: {_figure(start)} → {_figure(target)} {unit}".rstrip()


def _figure(value: Decimal | None) -> str:
    """A figure with no more places than it needs; a dash where it is missing."""
    return UNKNOWN if value is None else f"{value.normalize():f}"
