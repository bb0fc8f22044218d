"""What a goal's page and a key result's own page show of figures, check-ins and health."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.markdown import render as markdown
from collab.deadlines.models import Clock, Deadline
from collab.matters.models import Kind
from collab.matters.page import doing_url
from collab.matters.rows import Calendars, day_words, distance_words, url_of
from collab.matters.views.doing import row_steps

from ..health.computing import LIVE, reckon
from ..health.selectors import current_mark, facts_of, share_of, span_of
from ..health.strip import strip_of
from ..models import CheckIn, Figure, Goal, Health, HealthPoint, KeyResult
from ..models.key_result import CHECK_IN
from ..pace import Span
from ..scoring import reading, value_at
from .chart import Point, Said, drawn
from .words import figure_words, percent_words

SHOWN, TOLD, MOST_POINTS = 8, 40, 200
WHOLE = 100
CAUSES = {
    "time": _("Progress against time"),
    "key_results": _("The worst key result"),
    "check_ins": _("The latest check-ins"),
    "goals": _("The goals that report"),
    "hand": _("Set by hand"),
}
READINGS = {"met": _("reached"), "partly": _("partly reached"), "missed": _("missed")}
HEALTH_WORDS = dict(Health.choices)
ON_CARD = frozenset({"check-in", "tell-figure"})


def measure_of(goal: Goal, actor: Actor) -> dict[str, Any]:
    """The measured part of a goal's page, in a number of statements that does not grow with its key results."""
    results = list(goal.key_results.select_related("owner", "department").order_by("pk"))
    for row in results:
        row.goal = goal
    span, calendars = span_of(goal), Calendars()
    said = list(_check_ins(goal))
    figures, clocks = _figures(results), _clocks(results)
    cards = []
    for row in results:
        own = [one for one in said if one.key_result_id == row.pk]
        cards.append(_card(row, figures.get(row.pk, []), own, span, clocks.get(row.pk), calendars, actor))
    return {
        "key_results": cards,
        "health": health_of(goal, span),
        "check_ins": [said_row(one, actor) for one in said[:SHOWN]],
    }


def health_of(goal: Goal, span: Span) -> dict[str, Any]:
    """How the goal stands, why, what its score would be today, and how it turned."""
    now = clock.now()
    live = goal.status in LIVE
    standing = reckon(facts_of(goal), now) if live else None
    mark = current_mark(goal.pk) if live else None
    points = list(HealthPoint.objects.filter(goal=goal).order_by("at", "pk"))
    score = goal.score if goal.score is not None else goal.progress
    return {
        "value": goal.health,
        "label": HEALTH_WORDS[goal.health],
        "progress": percent_words(goal.progress),
        "due": percent_words(span.elapsed(now)) if live else "",
        "reads": READINGS.get(reading(score, goal.commitment), ""),
        "scored": goal.score is not None,
        "causes": [
            {"label": CAUSES[name], "value": value, "word": HEALTH_WORDS[value]}
            for name, value in (standing.causes if standing else {}).items()
        ],
        "mark": mark if mark and mark.expires_at > now else None,
        "strip": strip_of(points, span, now) if points else None,
        "turns": [_turn(point) for point in reversed(points)],
    }


def _turn(point: HealthPoint) -> dict[str, Any]:
    why = [str(CAUSES[name]) for name, value in point.causes.items() if value == point.value]
    return {
        "at": point.at,
        "value": point.value,
        "word": HEALTH_WORDS[point.value],
        "progress": percent_words(point.progress),
        "why": why,
    }


def _check_ins(goal: Goal) -> Iterable[CheckIn]:
    joined = ("author", "reviewer", "acknowledged_by", "key_result", "key_result__owner")
    for row in CheckIn.objects.filter(goal=goal).select_related(*joined).order_by("-made_at", "-pk")[:200]:
        row.goal = goal
        if row.key_result is not None:
            row.key_result.goal = goal
        yield row


def _figures(results: Sequence[KeyResult]) -> dict[int, list[Figure]]:
    """Figures by key result, oldest first; of those told on one day only the last is drawn where there are many."""
    found: dict[int, list[Figure]] = {}
    rows = Figure.objects.filter(key_result__in=results).select_related("told_by").order_by("at", "pk")
    for row in rows:
        found.setdefault(row.key_result_id, []).append(row)
    return {pk: _thinned(told) for pk, told in found.items()}


def _thinned(told: list[Figure]) -> list[Figure]:
    if len(told) <= MOST_POINTS:
        return told
    by_day = list({timezone.localtime(row.at).date(): row for row in told}.values())
    every = -(-len(by_day) // MOST_POINTS)
    return by_day[::-every][::-1]


def _clocks(results: Sequence[KeyResult]) -> dict[int, Deadline]:
    rows = Deadline.objects.running().filter(matter__in=[row.pk for row in results], clock=Clock.CHECK_IN)
    return {row.matter_id: row for row in rows}


def _card(
    row: KeyResult,
    told: list[Figure],
    said: Sequence[CheckIn],
    span: Span,
    waits: Deadline | None,
    calendars: Calendars,
    actor: Actor,
) -> dict[str, Any]:
    now = clock.now()
    share = share_of(row)
    due_share = span.elapsed(now)
    return {
        "row": row,
        "url": url_of(row),
        "is_cancelled": row.status == "cancelled",
        "current": figure_words(row.current_value),
        "start": figure_words(row.start_value),
        "target": figure_words(row.target_value),
        "is_missing": row.current_value is None,
        "share": percent_words(share),
        "percent": round(share * 100) if share is not None else 0,
        "due_percent": round(due_share * 100),
        "due_value": _due_words(row, due_share),
        "said": {"light": said[0].light, "word": HEALTH_WORDS[said[0].light]} if said else None,
        "next": _next(waits, row, calendars, now) if waits else None,
        "chart": chart_of(row, told, said, span, now),
        "table": table_of(row, told, span),
        "steps": [step for name, step in _steps(row, actor) if name in ON_CARD],
    }


def _due_words(row: KeyResult, share) -> str:
    """The figure due at a share of the time: whole where the way is long, with one place where it is short."""
    places = 0 if abs(row.target_value - row.start_value) >= WHOLE else 1
    return figure_words(round(value_at(row.start_value, row.target_value, share), places))


def _steps(row: KeyResult, actor: Actor) -> list[tuple[str, dict[str, Any]]]:
    steps = row_steps(Kind.KEY_RESULT, row, actor, lambda name: name)
    return [(step["url"], step | {"url": doing_url(row, step["url"])}) for step in steps]


def _next(waits: Deadline, row: KeyResult, calendars: Calendars, now: datetime) -> dict[str, Any]:
    return {
        "iso": waits.due_at.isoformat(),
        "text": day_words(waits.due_at),
        "relative": distance_words(now, waits.due_at, calendars.of(row.department)),
        "overdue": waits.due_at < now,
    }


def chart_of(
    row: KeyResult, told: Sequence[Figure], said: Iterable[CheckIn], span: Span, now: datetime
) -> dict[str, Any]:
    """The drawing of one key result."""
    points = [Point(one.at, one.value) for one in told]
    marks = [Said(one.made_at, one.light, HEALTH_WORDS[one.light]) for one in said]
    return drawn(row.start_value, row.target_value, points, marks, span, now)


def table_of(row: KeyResult, told: Sequence[Figure], span: Span) -> list[dict[str, Any]]:
    """The same as the chart in words, newest first: each figure beside what was due by then."""
    return [
        {
            "at": one.at,
            "value": figure_words(one.value),
            "due": _due_words(row, span.elapsed(one.at)),
            "source": one.get_source_display(),
            "by": one.told_by,
        }
        for one in reversed(told[-TOLD:])
    ]


def said_row(row: CheckIn, actor: Actor) -> dict[str, Any]:
    """A check-in as it is listed, with what this person may do with it."""
    return {
        "row": row,
        "about": row.key_result,
        "url": url_of(row.key_result) if row.key_result is not None else "",
        "word": HEALTH_WORDS[row.light],
        "message_html": markdown(row.message),
        "blockers_html": markdown(row.blockers),
        "figure": figure_words(row.figures.get(str(row.key_result_id))) if row.key_result_id else "",
        "steps": row_steps(CHECK_IN, row, actor, lambda name: reverse("goals:check_in", args=[row.pk, name])),
    }


def result_of(row: KeyResult, actor: Actor) -> dict[str, Any]:
    """Everything the page of one key result shows of its figures and check-ins."""
    goal = row.goal
    span, calendars = span_of(goal), Calendars()
    said = [one for one in _check_ins(goal) if one.key_result_id == row.pk]
    told = _figures([row]).get(row.pk, [])
    card = _card(row, told, said, span, _clocks([row]).get(row.pk), calendars, actor)
    return {"result": card, "check_ins": [said_row(one, actor) for one in said]}
