"""The chain of a matter drawn as columns of places with lines between them, and the older history."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from ..chain import Chain, Node, chain_of
from ..models import Matter
from ..page import history_of
from ..rows import tone_of, url_of

WIDTH, HEIGHT, GAP_X, GAP_Y, TOP = 216, 106, 44, 18, 34


def drawn(chain: Chain, within: int | None = None) -> dict[str, Any]:
    """Where places and lines are drawn, columns running from origin to outcome; `within` so many steps of here."""
    columns = [column for column in chain.columns if within is None or abs(column[0].step) <= within]
    depth = max(len(column) for column in columns)
    at: dict[int, tuple[int, int]] = {}
    for across, column in enumerate(columns):
        first = TOP + (depth - len(column)) * (HEIGHT + GAP_Y) // 2
        for down, node in enumerate(column):
            at[node.key] = (across * (WIDTH + GAP_X), first + down * (HEIGHT + GAP_Y))
    edges = [edge for edge in chain.edges if edge.source in at and edge.target in at]
    return {
        "columns": [_column(column, chain.start, at) for column in columns],
        "lines": [_line(at[edge.source], at[edge.target]) for edge in edges],
        "width": len(columns) * (WIDTH + GAP_X) - GAP_X,
        "height": TOP + depth * (HEIGHT + GAP_Y),
        "truncated": chain.truncated,
        "open_ends": [_place(node, chain.start, at) for node in chain.open_ends if node.key in at],
        "alone": len(at) == 1,
        "further": len(chain.nodes) - len(at),
    }


def _column(column: list[Node], start: int, at: dict[int, tuple[int, int]]) -> dict[str, Any]:
    step = column[0].step
    return {
        "x": at[column[0].key][0],
        "side": "before" if step < 0 else "after" if step > 0 else "here",
        "step": abs(step),
        "nodes": [_place(node, start, at) for node in column],
    }


def _place(node: Node, start: int, at: dict[int, tuple[int, int]]) -> dict[str, Any]:
    x, y = at[node.key]
    matter = node.matter
    return {
        "x": x,
        "y": y,
        "here": node.key == start,
        "matter": matter,
        "url": url_of(matter) if matter else "",
        "kind": matter.get_kind_display() if matter else "",
        "status": node.status_label,
        "tone": tone_of(matter) if matter else "",
        "open_ends": node.open_ends,
    }


def _line(source: tuple[int, int], target: tuple[int, int]) -> str:
    x1, y1 = source[0] + WIDTH, source[1] + HEIGHT // 2
    x2, y2 = target[0], target[1] + HEIGHT // 2
    if x2 <= x1:
        x1 = source[0] + WIDTH // 2
        x2 = target[0] + WIDTH // 2
        return f"M{x1} {y1} L{x2} {y2}"
    bend = (x2 - x1) // 2
    return f"M{x1} {y1} C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"


class ChainPage(LoginRequiredMixin, View):
    """The whole chain up and down, its open ends first."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        matter = Matter.objects.visible_to(request.user).with_card().get_visible(request.user, pk)
        graph = drawn(chain_of(matter, request.user))
        context = {"matter": matter, "graph": graph, "matter_url": url_of(matter)}
        return render(request, "matters/chain.html", context)


class OlderHistory(LoginRequiredMixin, View):
    """The next page of a matter's history."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        matter = Matter.objects.get_visible(request.user, pk)
        before = request.GET.get("before", "")
        history = history_of(matter, int(before) if before.isdigit() and len(before) < 18 else None)
        return render(request, "matters/_history.html", {"history": history, "matter": matter, "more": True})
