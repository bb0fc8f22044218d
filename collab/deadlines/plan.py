"""When the rungs of a ladder fire for one version of a deadline, in the matter's working calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from collab.org.worktime import Calendar

from .lights import Phases, phases
from .models import WHOLE, Deadline, Rung, State, Unit


def instant_of(rung: Rung, due: datetime, calendar: Calendar) -> datetime:
    """The instant at which this rung fires for a due instant."""
    if rung.offset == 0:
        return due
    if rung.unit == Unit.CLOCK_MINUTE:
        return due + timedelta(minutes=rung.offset)
    if rung.unit == Unit.WORKING_MINUTE:
        return calendar.add(due, rung.offset)
    return calendar.add_days(due, rung.offset)


@dataclass(frozen=True)
class Planned:
    """A rung with its instant."""

    rung: Rung
    at: datetime


def planned(deadline: Deadline, rungs: Iterable[Rung], calendar: Calendar) -> list[Planned]:
    """Rungs of this version, earliest first. One whose instant had passed when the version began never fires."""
    found = [Planned(rung, instant_of(rung, deadline.due_at, calendar)) for rung in rungs]
    return sorted((p for p in found if p.at > deadline.since), key=lambda p: (p.at, p.rung.position))


def phases_of(deadline: Deadline, calendar: Calendar) -> Phases | None:
    """The light's turning points of a whole matter's clock; the others have no light."""
    if deadline.clock not in WHOLE:
        return None
    return phases(
        calendar,
        started=deadline.started_at,
        due=deadline.due_at,
        last_report=deadline.last_report_at,
        report_every_days=deadline.report_every_days,
    )


def reckon(deadline: Deadline, rungs: Iterable[Rung], calendar: Calendar, now: datetime) -> None:
    """Set light and wake_at as they must be at `now`, all rungs up to `now` being fired."""
    if deadline.state != State.RUNNING:
        deadline.wake_at = None
        return
    wakes = [p.at for p in planned(deadline, rungs, calendar) if p.at > now]
    turning = phases_of(deadline, calendar)
    if turning is not None:
        deadline.light = turning.light(now)
        if change := turning.next_change(now):
            wakes.append(change)
        if deadline.override_until and deadline.override_until > now:
            deadline.light = deadline.override_light
            wakes.append(deadline.override_until)
    deadline.wake_at = min(wakes, default=None)
