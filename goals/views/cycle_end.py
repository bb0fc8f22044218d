"""Cycles: the list, one with how its goals were scored, the goals behind each figure, and its steps."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from collab.common.errors import NotFound, require
from collab.common.keyset import Page
from collab.common.partials import DialogView, page_actor
from collab.matters.rows import rows_of
from collab.matters.views.lists import ListView

from .. import actions, policies
from ..cycle_end.forms import RecordsFilter, ScoringForm, VersionForm
from ..cycle_end.selectors import BANDS, STEPS, Line, distribution_of, goals_in, readings_of
from ..models import Cycle
from ..states import CYCLE_MACHINE


def visible_cycle(person, pk: int) -> Cycle:
    """The cycle, or NotFound."""
    found = Cycle.objects.visible_to(person).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


class CycleList(LoginRequiredMixin, View):
    """All cycles, the latest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        cycles = Cycle.objects.visible_to(request.user)[:200]
        return render(request, "goals/cycles.html", {"cycles": cycles})


class CyclePage(LoginRequiredMixin, View):
    """How a cycle stands and how its goals were scored, as far as the reader sees them."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        cycle = visible_cycle(request.user, pk)
        found = distribution_of(cycle, request.user)
        records = reverse("goals:cycle_records", args=[cycle.pk])
        most = max(found.tenths, default=0) or 1
        context = {
            "cycle": cycle,
            "line": CYCLE_MACHINE.line(cycle.state),
            "steps": self.steps(cycle),
            "bands": list(BANDS.values()),
            "lines": [_cells(line, records) for line in [*found.lines, found.whole]],
            "tenths": [
                {
                    "label": f"{n / STEPS:.1f}–{(n + 1) / STEPS:.1f}",
                    "count": count,
                    "share": round(count * 100 / most),
                    "url": f"{records}?tenth={n}",
                }
                for n, count in enumerate(found.tenths)
            ],
            "found": found,
            "left": cycle.goals.filter(status="active").count() if cycle.scoring_due_at else 0,
            "records": records,
        }
        return render(request, "goals/cycle.html", context)

    def steps(self, cycle: Cycle) -> list[dict[str, Any]]:
        """What coordinators can do with it now."""
        if not policies.can_set_up_cycles(page_actor(self.request)):
            return []
        return [
            {
                "label": CYCLE_MACHINE.steps[name].label,
                "url": reverse("goals:cycle_step", args=[cycle.pk, name]),
            }
            for name in CYCLE_MACHINE.steps_from(cycle.state)
        ]


def _cells(line: Line, records: str) -> dict[str, Any]:
    own = f"&department={line.department.pk}" if line.department else ""
    return {
        "name": line.department.display_name if line.department else _("All"),
        "cells": [
            {"count": count, "url": f"{records}?band={band}{own}"} for band, count in line.counts.items()
        ],
        "total": line.total,
        "total_url": f"{records}?{own.removeprefix('&')}",
        "mean": None if line.mean is None else f"{line.mean:.2f}",
    }


class CycleRecords(ListView):
    """The goals that a figure was counted from."""

    template = part = "goals/cycle_records.html"
    filter = RecordsFilter

    def rows(self) -> QuerySet:
        cycle = visible_cycle(self.request.user, self.kwargs["pk"])
        return goals_in(cycle, self.request.user).with_row()  # type: ignore[attr-defined]

    def shown(self, page: Page) -> dict[str, Any]:
        words, rows = readings_of(page.rows), rows_of(page.rows)
        for row, goal in zip(rows, page.rows, strict=True):
            if goal.pk in words:
                row["due_relative"] = " ".join(filter(None, [words[goal.pk], _score(goal.score)]))
        return {"cycle": visible_cycle(self.request.user, self.kwargs["pk"]), "rows": rows}


def _score(score) -> str:
    return "" if score is None else f"{score:.2f}"


class CycleStep(DialogView):
    """Open, score or close a cycle; coordinators do it."""

    leave = True
    cycle: Cycle
    step: str

    def prepare(self) -> None:
        self.cycle, self.step = visible_cycle(self.request.user, self.kwargs["pk"]), self.kwargs["step"]
        if self.step not in CYCLE_MACHINE.steps:
            raise NotFound
        require(policies.can_set_up_cycles(page_actor(self.request)))
        self.number, self.title = self.cycle.name, CYCLE_MACHINE.steps[self.step].label

    def form(self, data=None) -> forms.Form:
        form = ScoringForm if self.step == "score" else VersionForm
        return form(data, initial={"version": self.cycle.version}, auto_id="dialog_%s")

    def carry_out(self, form: forms.Form) -> None:
        given = form.cleaned_data | {"cycle": self.cycle, "actor": page_actor(self.request)}
        if self.step == "score":
            actions.score_cycle(**given)
        else:
            actions.move_cycle_on(step=self.step, **given)

    def home(self) -> str:
        return reverse("goals:cycle", args=[self.cycle.pk])
