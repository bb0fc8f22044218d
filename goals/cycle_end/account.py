"""What a goal was expected to reach and what became of it, as it is handed to its retrospective."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from zoneinfo import ZoneInfo

from collab.matters.endings import Measured, measured
from collab.org.selectors import calendar_of

from ..health.selectors import share_of
from ..models import Goal, KeyResult
from ..scoring import Mean


def expected_of(goal: Goal) -> str:
    """What it was to achieve and why, in the words people wrote and no others."""
    return "\n\n".join(part for part in (f"**{goal.title}**", goal.specific, goal.relevance) if part)


def said_of(goal: Goal) -> str:
    """What owner and sponsor said of it as it ended, each under their name."""
    spoken = (
        (goal.self_assessed_by, goal.self_assessment),
        (goal.sponsor_assessed_by, goal.sponsor_assessment),
    )
    return "\n\n".join(f"{text} — {who}" if who else text for who, text in spoken if text)


def figures_of(goal: Goal, results: Iterable[KeyResult], mean: Mean) -> Sequence[Measured]:
    """Every target beside where its figure ended, the day it was due beside the day it closed, and the score.

    The goal's own measure stands there where no key result takes its figures.
    """
    results, lines = list(results), []
    if goal.metric and not results:
        way = _way(goal.baseline, goal.target, goal.unit)
        lines.append(measured("figure", goal.metric, expected=way))
    for row in results:
        share, came = share_of(row), _figure(row.current_value, row.unit)
        way = _way(row.start_value, row.target_value, row.unit)
        lines.append(measured("figure", row.title, expected=way, came=came, share=_share(share)))
    if goal.due_on:
        lines.append(measured("day", expected=goal.due_on.isoformat(), came=_closed_on(goal)))
    return [*lines, measured("score", share=_share(mean.share))]


def _closed_on(goal: Goal) -> str:
    zone = ZoneInfo(calendar_of(goal.department).zone)
    return goal.closed_at.astimezone(zone).date().isoformat() if goal.closed_at else ""


def _way(start: Decimal | None, target: Decimal | None, unit: str) -> str:
    """From start to target; the arrow reads the same in every language."""
    known = [f"{value.normalize():f}" for value in (start, target) if value is not None]
    return f"{' → '.join(known)} {unit}".strip() if known else ""


def _figure(value: Decimal | None, unit: str) -> str:
    """A figure with no more places than it needs; nothing where it is missing."""
    return "" if value is None else f"{value.normalize():f} {unit}".rstrip()


def _share(share: Decimal | None) -> str | None:
    return None if share is None else str(share)
