"""Decides how a goal's health through time is drawn: a step line on three levels, the best on top."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ..models import Health, HealthPoint
from ..pace import Span

WIDTH, LEFT, STEP, TOP = 640, 92, 26, 16
LEVELS = (Health.GREEN, Health.YELLOW, Health.RED)


def strip_of(points: Sequence[HealthPoint], span: Span, now: datetime) -> dict[str, Any]:
    """Stretches of one health each, oldest first; where nothing was known there is a gap."""
    first = min([span.starts, *(point.at for point in points)])
    last = max(now, first)
    whole = (last - first).total_seconds() or 1

    def x(at: datetime) -> float:
        return round(LEFT + (WIDTH - LEFT) * (at - first).total_seconds() / whole, 1)

    ends = [*(point.at for point in points[1:]), last]
    stretches = [
        {
            "light": point.value,
            "x": x(point.at),
            "y": TOP + STEP * LEVELS.index(Health(point.value)) - 7,
            "width": max(round(x(end) - x(point.at), 1), 3),
        }
        for point, end in zip(points, ends, strict=True)
        if point.value in LEVELS
    ]
    levels = [
        {"label": level.label, "y": TOP + STEP * n, "text_y": TOP + STEP * n + 4}
        for n, level in enumerate(LEVELS)
    ]
    return {
        "width": WIDTH,
        "height": TOP + STEP * len(LEVELS),
        "left": LEFT,
        "stretches": stretches,
        "levels": levels,
    }
