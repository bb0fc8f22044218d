"""Decides how tasks lie on a time axis: bars, baselines, diamonds and arrows as numbers for one drawing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .scheduling import Placed, Tie

ROW, HEAD, BAR = 36, 40, 16
WIDEST = 14_000
ZOOMS = {"week": 26.0, "month": 8.0, "quarter": 2.6}
ZOOM_WORDS = {"week": pgettext_lazy("scale", "Weeks"), "month": _("Months"), "quarter": _("Quarters")}
DAY = timedelta(days=1)


@dataclass
class Bar:
    """One row: a task, or a neutral placeholder where `hidden`; instants may be missing."""

    key: int
    number: str = ""
    title: str = ""
    url: str = ""
    owner: str = ""
    status: str = ""
    light: str = ""
    light_label: str = ""
    start: datetime | None = None
    end: datetime | None = None
    base: tuple[datetime | None, datetime | None] = (None, None)
    percent: int = 0
    milestone: bool = False
    hidden: bool = False
    placed: Placed | None = None
    slack_days: float | None = None

    @property
    def critical(self) -> bool:
        return self.placed is not None and self.placed.critical

    def instants(self) -> list[datetime]:
        """What the axis must reach."""
        return [at for at in (self.start, self.end, *self.base) if at is not None]


class Axis:
    """Days from left to right in the reader's zone."""

    def __init__(self, first: date, last: date, zoom: str):
        self.first = first - timedelta(days=first.weekday() + 7)
        self.days = (last - self.first).days + 15
        self.scale = min(ZOOMS[zoom], WIDEST / self.days)
        self.zoom = zoom

    @property
    def width(self) -> float:
        return round(self.days * self.scale, 1)

    def x(self, at: datetime) -> float:
        local = timezone.localtime(at)
        part = (local.hour * 60 + local.minute) / 1440
        return round(((local.date() - self.first).days + part) * self.scale, 1)

    def at_day(self, day: date) -> float:
        return round((day - self.first).days * self.scale, 1)

    def ticks(self) -> list[dict[str, Any]]:
        """Lines with their names: Mondays, firsts of months, or of quarters."""
        found: list[dict[str, Any]] = []
        for n in range(self.days):
            day = self.first + n * DAY
            if self._marks(day):
                found.append(
                    {"x": self.at_day(day), "label": self._name(day), "text_x": self.at_day(day) + 4}
                )
        least = 46 if self.zoom == "week" else 60
        shown: list[dict[str, Any]] = []
        for tick in found:
            if shown and tick["x"] - shown[-1]["x"] < least:
                continue
            shown.append(tick)
        return shown

    def _marks(self, day: date) -> bool:
        if self.zoom == "week":
            return day.weekday() == 0
        return day.day == 1 and (self.zoom == "month" or day.month % 3 == 1)

    def _name(self, day: date) -> str:
        if self.zoom == "week":
            return date_format(day, "MONTH_DAY_FORMAT")
        return date_format(day, "YEAR_MONTH_FORMAT")


def drawn(bars: Sequence[Bar], ties: Iterable[Tie], zoom: str, now: datetime) -> dict[str, Any]:
    """The whole drawing of these rows; ties to rows that are not among them are left out."""
    instants = [at for bar in bars for at in bar.instants()] or [now]
    days = [timezone.localtime(at).date() for at in instants]
    axis = Axis(min(days), max(days), zoom)
    rows = [_row(bar, n, axis) for n, bar in enumerate(bars)]
    places = {row["key"]: row for row in rows if row["ends"] is not None}
    height = HEAD + len(bars) * ROW
    today = axis.x(now)
    return {
        "rows": rows,
        "arrows": [path for tie in ties if (path := _arrow(tie, places))],
        "ticks": axis.ticks(),
        "width": axis.width,
        "height": height,
        "head": HEAD,
        "row_height": ROW,
        "today": today if 0 <= today <= axis.width else None,
        "zoom": zoom,
    }


def _row(bar: Bar, number: int, axis: Axis) -> dict[str, Any]:
    top = HEAD + number * ROW
    row: dict[str, Any] = {"key": bar.key, "bar": bar, "top": top, "middle": top + ROW // 2, "ends": None}
    row["text_y"] = row["middle"] + 4
    end = bar.end or bar.start
    if end is not None:
        start = bar.start if bar.start is not None and bar.start <= end else end
        left, right = axis.x(start), axis.x(end)
        row |= {"x": left, "y": top + (ROW - BAR) // 2, "bar_width": max(round(right - left, 1), 4)}
        row |= {
            "ends": (left, left + row["bar_width"]),
            "done_width": round(row["bar_width"] * bar.percent / 100, 1),
        }
        row["label_x"] = round(left + row["bar_width"] + 7, 1)
        row["diamond"] = _diamond(right, row["middle"]) if bar.milestone else ""
        if bar.milestone:
            row["ends"] = (right, right)
            row["label_x"] = right + 12
        row["slack"] = _slack(bar, row["ends"][1], axis)
    row["base"] = _base(bar, axis, top)
    return row


def _slack(bar: Bar, right: float, axis: Axis) -> float | None:
    """How far the bar could slip, as far as the drawing goes; None for what is critical or cannot be told."""
    if bar.placed is None or bar.placed.slack <= 0:
        return None
    far = min(axis.x(bar.placed.latest_finish), axis.width)
    return far if far > right else None


def _base(bar: Bar, axis: Axis, top: int) -> dict[str, float] | None:
    start, end = bar.base
    end = end or start
    if end is None:
        return None
    left, right = axis.x(start if start and start <= end else end), axis.x(end)
    return {"x": left, "y": top + ROW - 8, "width": max(round(right - left, 1), 4)}


def _diamond(x: float, y: float) -> str:
    return f"{x},{y - 8} {x + 8},{y} {x},{y + 8} {x - 8},{y}"


def _arrow(tie: Tie, places: Mapping[Any, dict[str, Any]]) -> dict[str, Any] | None:
    """An elbow from one end of a bar to one end of another."""
    before, after = places.get(tie.before), places.get(tie.after)
    if before is None or after is None:
        return None
    x1, y1 = before["ends"][1 if tie.from_finish else 0], before["middle"]
    x2, y2 = after["ends"][1 if tie.to_finish else 0], after["middle"]
    out, into = (6 if tie.from_finish else -6), (8 if tie.to_finish else -8)
    if (x2 + into) * out >= (x1 + out) * out:
        path = f"M{x1} {y1} H{round(x2 + into, 1)} V{y2} H{x2}"
    else:
        turn = y1 + (ROW // 2 if y2 > y1 else -ROW // 2)
        path = f"M{x1} {y1} H{round(x1 + out, 1)} V{turn} H{round(x2 + into, 1)} V{y2} H{x2}"
    critical = before["bar"].critical and after["bar"].critical
    return {"path": path, "critical": critical}
