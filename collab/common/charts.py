"""Line charts of shares, laid out on the server as SVG; the page's table beside says the same in numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 36, 12, 30
GRID = (0, 25, 50, 75, 100)
MOST_LABELS = 12


@dataclass(frozen=True)
class Series:
    """One line: its name, and a share in per cent (0 to 100) for each place, or None where there is none."""

    name: str
    values: Sequence[float | None]


def line_chart(labels: Sequence[str], series: Sequence[Series]) -> dict[str, Any]:
    """What components/line_chart.html draws; a line is broken where a value is missing.

    Of many labels along the bottom some are left out so that they do not run into each other; the first and every
    n-th stays.
    """
    every = -(-len(labels) // MOST_LABELS) or 1
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "bottom": HEIGHT - 8,
        "grid": [{"label": share, "y": _y(share), "text_y": _y(share) + 4} for share in GRID],
        "labels": [
            {"text": text, "x": _x(place, len(labels))}
            for place, text in enumerate(labels)
            if place % every == 0
        ],
        "lines": [_line(place, one, len(labels)) for place, one in enumerate(series)],
    }


def _line(place: int, series: Series, count: int) -> dict[str, Any]:
    dots: list[dict[str, Any]] = []
    pieces: list[list[str]] = [[]]
    for at, value in enumerate(series.values):
        if value is None:
            pieces.append([])
            continue
        x, y = _x(at, count), _y(value)
        dots.append({"x": x, "y": y, "value": value})
        pieces[-1].append(f"{x},{y}")
    return {
        "name": series.name,
        "style": place + 1,
        "dots": dots,
        "pieces": [" ".join(piece) for piece in pieces if len(piece) > 1],
    }


def _x(place: int, count: int) -> float:
    room = WIDTH - LEFT - RIGHT
    return round(LEFT + (room * place / (count - 1) if count > 1 else room / 2), 1)


def _y(share: float) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - max(0, min(100, share)) / 100), 1)
