"""The clocks that ask for check-ins, and how they and the key results follow the goal's state; part of other actions."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from collab.common import clock
from collab.common.actor import Actor
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock, Deadline, State
from collab.matters.actions import set_parties
from collab.matters.models import Party, PartyRole

from ..checkins.cadence import next_due, step
from ..health.selectors import span_of
from ..models import Goal, KeyResult
from .rollup import reckon_anew, reckon_moved

ENDS = {"closed": "close", "cancelled": "cancel"}


def keep_step(goal: Goal, *, was: str, actor: Actor) -> None:
    """After a step of the goal from state `was`: its check-in clocks and key results follow, and all above hears.

    Part of the step's own action, which holds the goal's lock and has saved it.
    """
    for key_result in KeyResult.objects.filter(goal=goal, is_open=True).select_related("department"):
        key_result.goal = goal
        if goal.status == "active" and was == "paused":
            deadlines.resume(key_result)
        elif goal.status == "active":
            start_clock(key_result, goal)
        elif goal.status == "paused":
            deadlines.pause(key_result)
        else:
            stop_clock(key_result, actor=actor)
        if goal.status in ENDS:
            _end(key_result, goal)
    reckon_anew(goal, actor=actor)


def keep_terms(goal: Goal, was_below: int | None, *, actor: Actor) -> None:
    """After a version came into force: the goal's owner answers for the whole of each key result, and all above hears.

    `was_below` is the goal it stood below until now. Part of the action that put the version in force and saved it.
    """
    for key_result in KeyResult.objects.filter(goal=goal, is_open=True):
        set_parties(key_result, PartyRole.ACCOUNTABLE, people=filter(None, [goal.owner]))
    reckon_moved(goal, was_below, actor=actor)


def _end(key_result: KeyResult, goal: Goal) -> None:
    row = KeyResult.objects.lock(key_result.pk)
    row.take(ENDS[goal.status])
    row.closed_at = clock.now()
    row.save_changes()


def start_clock(key_result: KeyResult, goal: Goal, after: datetime | None = None) -> None:
    """Have the next check-in asked for, and only the next; none where the goal ends before it."""
    span = span_of(goal)
    due = next_due(span.starts, key_result.cadence, after or clock.now(), span.ends, span.calendar)
    if due is None:
        return
    owners = Party.objects.filter(matter_id=key_result.pk, role=PartyRole.RESPONSIBLE)
    party = owners.filter(person=key_result.owner_id).first() if key_result.owner_id else None
    deadlines.start_clock(key_result, Clock.CHECK_IN, due, party=party)


def stop_clock(key_result: KeyResult, *, actor: Actor) -> None:
    """No check-in is asked for any more."""
    deadlines.cancel(key_result, Clock.CHECK_IN, actor=actor)


def restart_clock(key_result: KeyResult, goal: Goal, *, actor: Actor) -> None:
    """The owner or the cadence is another: what was due under the old one is no longer asked for."""
    stop_clock(key_result, actor=actor)
    if goal.status == "active":
        start_clock(key_result, goal)


def meet_clock(key_result: KeyResult, goal: Goal, *, actor: Actor) -> None:
    """A check-in was filed: the clock whose period has begun is met, and the next one starts.

    Filing a second time within one period leaves the clock of the next period as it is.
    """
    running = Deadline.objects.filter(
        matter_id=key_result.pk, clock=Clock.CHECK_IN, state__in=[State.RUNNING, State.PAUSED]
    ).first()
    now, span = clock.now(), span_of(goal)
    if running is not None and now < _opens(running.due_at, key_result.cadence, span.calendar.zone):
        return
    deadlines.settle(key_result, Clock.CHECK_IN, actor=actor)
    if goal.status == "active":
        start_clock(key_result, goal, after=max(running.due_at, now) if running else now)


def _opens(due: datetime, cadence: str, zone: str) -> datetime:
    """When the period begins whose check-in is due then."""
    day = step(due.astimezone(ZoneInfo(zone)).date(), cadence, -1)
    return datetime.combine(day, time.min, ZoneInfo(zone))
