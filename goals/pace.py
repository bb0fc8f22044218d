"""Where a goal ought to be by now: the target line in working time, and how far behind it is too far."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from collab.org.worktime import Calendar

from .models.goal import Health
from .scoring import ALL, NONE, kept

# How far behind the target line, as a share of the whole way, each health still allows.
ALLOWANCES = ((Health.GREEN, Decimal("0.10")), (Health.YELLOW, Decimal("0.25")))


@dataclass(frozen=True)
class Span:
    """The time a goal has, counted in the working minutes of its department's calendar."""

    starts: datetime
    ends: datetime
    calendar: Calendar

    def elapsed(self, at: datetime) -> Decimal:
        """The share of the working time that has gone at an instant; a span without any is over at its end."""
        if at >= self.ends:
            return ALL
        whole = self.calendar.distance(self.starts, self.ends)
        if whole <= 0 or at <= self.starts:
            return NONE
        return kept(Decimal(self.calendar.distance(self.starts, at)) / whole)

    def reaches(self, share: Decimal) -> datetime:
        """The first instant at which more than this share of the working time has gone, or the end."""
        whole = self.calendar.distance(self.starts, self.ends)
        if share >= ALL or whole <= 0:
            return self.ends
        first, last = 0, whole
        while first < last:
            middle = (first + last) // 2
            if kept(Decimal(middle) / whole) > share:
                last = middle
            else:
                first = middle + 1
        return min(self.calendar.add(self.starts, first), self.ends)

    def line(self, points: int = 48) -> list[tuple[datetime, Decimal]]:
        """Instants evenly spread over the span with the share due at each: the target line as it is drawn."""
        step = (self.ends - self.starts) / points
        marks = [*(self.starts + step * n for n in range(points)), self.ends]
        return [(at, self.elapsed(at)) for at in marks]


def health_of(done: Decimal | None, due: Decimal, *, over: bool) -> Health:
    """How a share done stands where `due` is the share due by now; not known where nothing was told.

    Once the time is over, what is not all there is red.
    """
    if done is None:
        return Health.NONE
    if over:
        return Health.GREEN if done >= ALL else Health.RED
    behind = due - done
    return next((health for health, allowed in ALLOWANCES if behind <= allowed), Health.RED)


def next_turn(done: Decimal | None, span: Span, now: datetime) -> datetime | None:
    """When the health will turn next if nothing is reported before; None where it will not."""
    if done is None or now >= span.ends or done >= ALL:
        return None
    turns = [span.reaches(min(done + allowed, ALL)) for _health, allowed in ALLOWANCES]
    return min((at for at in [*turns, span.ends] if at > now), default=None)
