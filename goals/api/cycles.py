"""Cycles through the API: read by everyone, opened, scored and closed by coordinators; set up in the console."""

from functools import partial
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.decorators import action

from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json
from collab.common.api.resources import Resource, body_of, check_body
from collab.common.api.versions import if_match
from collab.matters.api import shapes

from ..actions import move_cycle_on, score_cycle
from ..cycle_end.selectors import Line, distribution_of
from ..models import Cycle
from ..states import CYCLE_MACHINE


class StepBody(forms.Form):
    """Nothing is asked for."""


class ScoringBody(forms.Form):
    """By when owners assess their goals."""

    due_at = forms.DateTimeField()


def _line(line: Line) -> dict[str, Any]:
    return {
        "department": shapes.department(line.department),
        "goals": line.total,
        "bands": line.counts,
        "mean": None if line.mean is None else str(line.mean),
    }


class CycleResource(Resource):
    """Read by everyone signed in; its steps are for coordinators."""

    http_method_names = ["get", "head", "options", "post"]
    columns: ClassVar[tuple[str, ...]] = ("id", "name", "length", "starts_on", "ends_on", "state", "version")
    filters: ClassVar = {"state": Filter("choices", "state__in", choices=lambda: list(CYCLE_MACHINE.states))}

    @action(detail=True, methods=["post"])
    def open(self, request, pk: str) -> HttpResponse:
        """Open it: its goals are worked on from now on."""
        return self._step(request, pk, partial(move_cycle_on, step="open"), StepBody)

    @action(detail=True, methods=["post"])
    def score(self, request, pk: str) -> HttpResponse:
        """Have every goal under way scored, its owner to say by `due_at` how it went."""
        return self._step(request, pk, score_cycle, ScoringBody)

    @action(detail=True, methods=["post"])
    def close(self, request, pk: str) -> HttpResponse:
        """Close it, once none of its goals is open any more."""
        return self._step(request, pk, partial(move_cycle_on, step="close"), StepBody)

    def _step(self, request, pk: str, step, form: type[forms.Form]) -> HttpResponse:
        row, version, sent = self.find(pk), if_match(request), body_of(request)
        return self.answer(step(cycle=row, actor=self.actor, version=version, **check_body(form(sent), sent)))

    @action(detail=True, methods=["get"])
    def scores(self, request, pk: str) -> HttpResponse:
        """How its goals were scored, by department and reading, as far as the reader sees them."""
        self.no_parameters(request)
        found = distribution_of(self.find(pk), request.user)
        body = {
            "departments": [_line(line) for line in found.lines],
            "whole": _line(found.whole),
            "tenths": found.tenths,
            "owners_due": found.owners_due,
            "sponsors_due": found.sponsors_due,
        }
        return HttpResponse(as_json(body), content_type="application/json")

    def rows(self) -> QuerySet:
        return Cycle.objects.visible_to(self.request.user)

    def item(self, row: dict) -> dict[str, Any]:
        return row | {name: row[name].isoformat() for name in ("starts_on", "ends_on")}

    def whole(self, row: Cycle) -> dict[str, Any]:
        return self.item({name: getattr(row, name) for name in self.columns})
