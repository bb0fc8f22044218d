"""Decides how a key result lies on its chart: target line, figures and check-ins as numbers for one drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise

from ..pace import Span
from ..scoring import value_at
from .words import figure_words

WIDTH, HEIGHT = 420, 210
LEFT, RIGHT, TOP, BOTTOM = 52, 408, 14, 182
MOST_TICKS = 5
MARK = 5


@dataclass(frozen=True)
class Point:
    """A figure at an instant."""

    at: datetime
    value: Decimal


@dataclass(frozen=True)
class Said:
    """A check-in: when, and the health it gave."""

    at: datetime
    light: str
    label: str | Promise


class Plane:
    """Instants from left to right, figures from bottom to top."""

    def __init__(self, span: Span, values: Sequence[Decimal], instants: Sequence[datetime]):
        self.first = min([span.starts, *instants])
        self.last = max([span.ends, *instants])
        self.low, self.high = min(values), max(values)

    def x(self, at: datetime) -> float:
        whole = (self.last - self.first).total_seconds() or 1
        return round(LEFT + (RIGHT - LEFT) * (at - self.first).total_seconds() / whole, 1)

    def y(self, value: Decimal) -> float:
        whole = float(self.high - self.low) or 1
        return round(BOTTOM - (BOTTOM - TOP) * float(value - self.low) / whole, 1)

    def ticks(self) -> list[dict[str, Any]]:
        """Firsts of months with their names, few enough to be read."""
        day = timezone.localtime(self.first).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        found: list[datetime] = []
        while (day := (day + timedelta(days=32)).replace(day=1)) < self.last:
            found.append(day)
        every = -(-len(found) // MOST_TICKS) or 1
        return [{"x": self.x(at), "label": date_format(at, "M")} for at in found[::every]]


def drawn(
    start: Decimal,
    target: Decimal,
    points: Sequence[Point],
    said: Sequence[Said],
    span: Span,
    now: datetime,
) -> dict[str, Any]:
    """The whole drawing: the line figures ought to follow, the line they did follow, and what was said when."""
    values = [start, target, *(point.value for point in points)]
    plane = Plane(span, values, [*(point.at for point in points), *(one.at for one in said)])
    due = [(at, value_at(start, target, share)) for at, share in span.line()]
    actual = [(plane.x(point.at), plane.y(point.value)) for point in points]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": RIGHT,
        "top": TOP,
        "bottom": BOTTOM,
        "label_x": LEFT - 6,
        "tick_y": HEIGHT - 8,
        "target_line": _path((plane.x(at), plane.y(value)) for at, value in due),
        "actual_line": _path(actual) if len(actual) > 1 else "",
        "dots": [{"x": x, "y": y} for x, y in (actual if len(actual) < 40 else actual[-1:])],
        "marks": [_mark(one, points, plane) for one in said],
        "levels": [
            {"y": plane.y(value), "text_y": plane.y(value) + 4, "label": figure_words(value)}
            for value in dict.fromkeys([start, target])
        ],
        "ticks": plane.ticks(),
        "today": plane.x(now) if plane.first <= now <= plane.last else None,
    }


def _path(points) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def _mark(one: Said, points: Sequence[Point], plane: Plane) -> dict[str, Any]:
    """Where a check-in stands: on the last figure told by then, or at the foot where there was none."""
    before = [point for point in points if point.at <= one.at]
    x, y = plane.x(one.at), plane.y(before[-1].value) if before else BOTTOM
    return {
        "light": one.light,
        "label": one.label,
        "x": x,
        "y": y,
        "square": {"x": x - MARK, "y": y - MARK, "size": MARK * 2},
        "triangle": f"{x},{y - MARK - 1} {x + MARK + 1},{y + MARK} {x - MARK - 1},{y + MARK}",
    }
