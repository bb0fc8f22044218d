"""Reads what a goal's standing is reckoned from, in a fixed number of statements however large the tree is."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from collab.common.instants import last_moment
from collab.org.selectors import calendar_of

from ..models import CheckIn, Goal, HealthMark, KeyResult
from ..pace import Span
from ..scoring import share_done
from .computing import COUNTING, LIVE, Below, Facts, Result


def span_of(goal: Goal) -> Span:
    """From the day the goal was started, or its cycle begins, to its due day, or the cycle's end."""
    calendar = calendar_of(goal.department)
    starts = goal.activated_at or datetime.combine(goal.cycle.starts_on, time.min, ZoneInfo(calendar.zone))
    ends = goal.due_at or last_moment(goal.cycle.ends_on, calendar.zone)
    return Span(min(starts, ends), ends, calendar)


def counted_results(goal_id: int) -> list[KeyResult]:
    """A goal's key results that count: all but those cancelled."""
    return list(KeyResult.objects.filter(goal=goal_id).exclude(status="cancelled").order_by("pk"))


def share_of(key_result: KeyResult):
    """The share of the way a key result has gone; None where its figure is missing."""
    return share_done(key_result.start_value, key_result.target_value, key_result.current_value)


def facts_of(goal: Goal) -> Facts:
    """What the standing of one goal follows from."""
    live = goal.status in LIVE
    results = counted_results(goal.pk)
    said = latest_said(goal.pk) if live else {}
    children = Goal.objects.filter(parent=goal.pk, is_reporting=True, status__in=COUNTING)
    mark = current_mark(goal.pk) if live else None
    return Facts(
        status=goal.status,
        span=span_of(goal),
        results=tuple(Result(share_of(row), row.weight, said.get(row.pk, "")) for row in results),
        below=tuple(Below(*row) for row in children.order_by().values_list("progress", "health", "weight")),
        said=said.get(None, ""),
        hand=(mark.value, mark.expires_at) if mark else None,
    )


def latest_said(goal_id: int) -> dict[int | None, str]:
    """The health the latest check-in gave each key result, and under None the goal as a whole."""
    found: dict[int | None, str] = {}
    rows = CheckIn.objects.filter(goal=goal_id).order_by("key_result_id", "-made_at", "-pk")
    rows = rows.exclude(key_result__status="cancelled")
    for key_result_id, light in rows.values_list("key_result_id", "light"):
        found.setdefault(key_result_id, light)
    return found


def current_mark(goal_id: int) -> HealthMark | None:
    """The latest value set by hand that was not taken back; it counts until it expires."""
    rows = HealthMark.objects.filter(goal=goal_id, withdrawn_at=None).select_related("set_by")
    return rows.order_by("-set_at", "-pk").first()
