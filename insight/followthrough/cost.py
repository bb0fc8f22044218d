"""What a meeting cost: the time of everyone who was there, in money where an hourly rate is set."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from meetings.models import HourlyRate

from .facts import Presence

CAME = ("present", "non_voting", "proxy")


def minutes_at(meeting: dict[str, Any], row: Presence) -> int:
    """Minutes one person spent: from their arrival, or its beginning, until they left, or its end.

    None are counted for those who did not come, nor where nobody knows when the meeting was.
    """
    if row.presence not in CAME or meeting["all_day"]:
        return 0
    begin, end = bounds_of(meeting)
    came = max(row.arrived_at or begin, begin)
    gone = min(row.left_at or end, end)
    return max(0, round((gone - came).total_seconds() / 60))


def bounds_of(meeting: dict[str, Any]) -> tuple[datetime, datetime]:
    """When it really began and ended, else when it was to."""
    return meeting["started_at"] or meeting["starts_at"], meeting["finished_at"] or meeting["ends_at"]


def is_counted(meeting: dict[str, Any], rows: Iterable[Presence]) -> bool:
    """Whether its hours are known: its times are, and somebody was noted."""
    return not meeting["all_day"] and any(row.presence in CAME for row in rows)


class Rates:
    """Rates by the day from which each holds: a later one does not change what earlier meetings cost."""

    def __init__(self) -> None:
        self._rows = list(HourlyRate.objects.order_by("from_on"))
        self._days = [row.from_on for row in self._rows]

    def cost(self, minutes: int, day: date) -> Counter[str]:
        """By currency; nothing where no rate holds on that day."""
        at = bisect_right(self._days, day)
        found: Counter[str] = Counter()
        if at and minutes:
            row = self._rows[at - 1]
            found[row.currency] = row.amount * Decimal(minutes) / 60  # type: ignore[assignment]
        return found
