"""Which warning light 预警灯 a due clock shows at an instant, and when it will change next (SPEC §3)."""

from dataclasses import dataclass
from datetime import datetime

from collab.matters.models import Light
from collab.org.worktime import Calendar

YELLOW_SHARE, ORANGE_SHARE = 0.30, 0.15
SEVERITY = {Light.NONE: 0, Light.GREEN: 1, Light.YELLOW: 2, Light.ORANGE: 3, Light.RED: 4}


@dataclass(frozen=True)
class Phases:
    """The instants at which the light turns yellow, orange and red unless something happens before."""

    yellow: datetime
    orange: datetime
    red: datetime

    def light(self, now: datetime) -> Light:
        if now >= self.red:
            return Light.RED
        if now >= self.orange:
            return Light.ORANGE
        return Light.YELLOW if now >= self.yellow else Light.GREEN

    def next_change(self, now: datetime) -> datetime | None:
        return min((at for at in (self.yellow, self.orange, self.red) if at > now), default=None)


def phases(
    calendar: Calendar,
    *,
    started: datetime,
    due: datetime,
    last_report: datetime | None,
    report_every_days: int,
) -> Phases:
    """Yellow: at most 30 % of the working time left and no report within the period. Orange: at most 15 % left,
    or yellow unanswered for one working day. Red: overdue. Naive instants raise ValueError.
    """
    total = max(calendar.distance(started, due), 0)
    yellow = calendar.add(due, -round(total * YELLOW_SHARE)) if total else due
    orange = calendar.add(due, -round(total * ORANGE_SHARE)) if total else due
    if last_report is not None:
        yellow = max(yellow, calendar.add_days(last_report, report_every_days))
    yellow, orange = min(yellow, due), min(orange, due)
    return Phases(yellow, min(orange, max(yellow, calendar.add_days(yellow, 1))), due)


def worst(lights) -> Light:
    """The most serious of several lights; none where there are none."""
    return max((Light(light) for light in lights), key=SEVERITY.__getitem__, default=Light.NONE)
