"""Reads the map: the whole tree as ids in a few statements, and the few goals that are drawn in full."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from collab.common import clock
from collab.org.selectors import calendar_of

from ..models import Cycle, Goal
from .filters import MapFilter
from .forest import Drawing, Forest, Twig

MOST_UNALIGNED = 50
LEFT_OFF = "cancelled"


@dataclass(frozen=True)
class Map:
    """What is drawn, the goals by id it shows in full, and those that serve no other."""

    cycle: Cycle | None
    drawing: Drawing
    goals: dict[int, Goal]
    unaligned: list[Goal]
    unaligned_count: int
    total: int


def current_cycle(person) -> Cycle | None:
    """The cycle that is open today, or the latest one there is."""
    today = clock.now().astimezone(ZoneInfo(calendar_of(None).zone)).date()
    cycles = list(Cycle.objects.visible_to(person))
    running = [one for one in cycles if one.starts_on <= today <= one.ends_on]
    return (sorted(running, key=lambda one: one.state != "open") or cycles or [None])[0]


def map_for(chosen: MapFilter) -> Map:
    """The map a valid filter asks for, as its reader may see it; the number of statements does not grow with it."""
    person, given = chosen.reader, chosen.cleaned_data
    cycle = given.get("cycle") or current_cycle(person)
    if cycle is None:
        return Map(None, Drawing([], 0, False, frozenset()), {}, [], 0, 0)
    forest = Forest(_twigs(cycle, chosen))
    drawing = forest.draw(given["open"])
    if given.get("toggle"):
        drawing = forest.draw(drawing.opened ^ {given["toggle"]})
    loose = forest.unaligned
    shown = loose[:MOST_UNALIGNED]
    wanted = [node.pk for node in drawing.nodes() if node.pk]
    seen: Any = Goal.objects.visible_to(person)
    goals = seen.with_row().in_bulk([*wanted, *shown])
    return Map(
        cycle,
        drawing,
        goals,
        [goals[pk] for pk in shown if pk in goals],
        len(loose),
        sum(twig.is_seen and twig.matches for twig in forest.twigs.values()),
    )


def _twigs(cycle: Cycle, chosen: MapFilter) -> Iterable[Twig]:
    rows = _rows(Goal.objects.filter(cycle=cycle))
    seen = Goal.objects.visible_to(chosen.reader)
    here = seen.filter(cycle=cycle)
    healths = dict(here.order_by().values_list("pk", "health"))
    passing = (
        set(chosen.narrow(here).order_by().values_list("pk", flat=True))
        if chosen.is_narrow
        else healths.keys()
    )
    found = [Twig(pk, up, tie, healths.get(pk, ""), pk in healths, pk in passing) for pk, up, tie in rows]
    outside = {up for _pk, up, _tie in rows if up} - {pk for pk, _up, _tie in rows}
    return [*found, *(_above(outside, seen) if outside else ())]


def _above(ids: set[int], seen: QuerySet) -> Iterable[Twig]:
    """Goals of other cycles that goals of this one serve: they stand above them and count nowhere."""
    healths = dict(seen.filter(pk__in=ids).order_by().values_list("pk", "health"))
    for pk, up, tie in _rows(Goal.objects.filter(pk__in=ids)):
        yield Twig(pk, up, tie, healths.get(pk, ""), pk in healths, matches=False)


def _rows(rows: QuerySet) -> list[tuple[int, int | None, bool]]:
    kept = rows.exclude(status=LEFT_OFF).order_by("pk")
    return list(kept.values_list("pk", "parent_id", "is_reporting"))
