"""The map of goals: a tree across departments, unfolded level by level, and the goals that serve no other."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from collab.common.actor import Actor
from collab.matters.doings import doings_of
from collab.matters.page import doing_url
from collab.matters.rows import live_triggers, rows_of, tone_of, url_of

from .. import policies
from ..alignment.filters import MapFilter
from ..alignment.forest import Node
from ..alignment.selectors import Map, map_for
from ..models import Goal, Health

HEALTHS = dict(Health.choices)
TOLD = (Health.RED, Health.YELLOW)  # what a folded goal tells of those below it
MOVE = "align"


class GoalMap(LoginRequiredMixin, View):
    """The map; its state stands in the address, and each unfolding asks for it anew."""

    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = MapFilter(request.GET, request.user)
        if not chosen.is_valid():
            context = {"form": _bar(chosen), "problems": chosen.problems()}
            return render(request, "goals/map.html", context, status=400)
        found = map_for(chosen)
        opened = ",".join(map(str, sorted(found.drawing.opened))) or "0"
        state = {"open": opened} | ({"cycle": str(found.cycle.pk)} if found.cycle else {})
        topics = ["me", *(f"matter.{pk}" for pk in found.goals)]
        context = {
            "found": found,
            "nodes": cards_of(found, request.user),
            "loose": rows_of(found.unaligned),
            "loose_more": found.unaligned_count - len(found.unaligned),
            "kept": {**_given(chosen), **state},
            "address": "?" + chosen.query(**state),
            "triggers": live_triggers(topics),
            "form": _bar(chosen, found),
        }
        return render(request, "goals/map.html", context)


def _given(chosen: MapFilter) -> dict[str, str]:
    return {name: chosen.data[name] for name in chosen.fields if name != "toggle" and chosen.data.get(name)}


def _bar(chosen: MapFilter, found: Map | None = None) -> MapFilter:
    """The form as the bar of filters shows it: what is unfolded begins anew when another filter is chosen."""
    chosen.fields.pop("open")
    chosen.fields.pop("toggle")
    if found and found.cycle and not chosen.data.get("cycle"):
        data: Any = chosen.data
        chosen.data = data.copy()
        chosen.data["cycle"] = str(found.cycle.pk)  # type: ignore[index]
    return chosen


def cards_of(found: Map, person) -> list[dict[str, Any]]:
    """Plain dicts, nested as they are drawn; the first one can be reached by the keyboard."""
    actor = Actor(person, "page")
    move = doings_of("goal").get(MOVE)
    cards = [_card(node, found, actor, move) for node in found.drawing.roots]
    if cards:
        cards[0]["is_first"] = True
    return cards


def _card(node: Node, found: Map, actor: Actor, move) -> dict[str, Any]:
    goal = found.goals.get(node.pk) if node.pk else None
    card: dict[str, Any] = {
        "node": node,
        "children": [_card(child, found, actor, move) for child in node.children],
        "below": below_words(node),
        "more": ngettext("%(n)d more goal", "%(n)d more goals", node.left_out) % {"n": node.left_out},
        "goal": None,
    }
    return card | _facts(goal, actor, move) if goal else card


def _facts(goal: Goal, actor: Actor, move) -> dict[str, Any]:
    may_move = move is not None and move.suits(goal) and policies.answers_for(actor, goal)
    return {
        "goal": goal,
        "url": url_of(goal),
        "tone": tone_of(goal),
        "health": HEALTHS[goal.health],
        "percent": None if goal.progress is None else round(goal.progress * 100),
        "score": None if goal.score is None else f"{goal.score:.2f}",
        "move_url": doing_url(goal, MOVE) if may_move else "",
    }


def below_words(node: Node) -> str:
    """How many goals lie below, and how many of them are at risk or off course."""
    total = sum(node.below.values())
    if not total:
        return ""
    words = [ngettext("%(n)d goal below", "%(n)d goals below", total) % {"n": total}]
    words += [
        _("%(n)d %(health)s") % {"n": node.below[health], "health": HEALTHS[health]}
        for health in TOLD
        if node.below.get(health)
    ]
    return " · ".join(words)
