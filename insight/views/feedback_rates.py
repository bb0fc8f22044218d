"""The three rates of feedback by department and time, each figure with its records; also as a file and on paper."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from collab.common.charts import Series, line_chart
from collab.common.errors import Invalid
from collab.common.sheets import TYPES
from collab.files.views import made_for
from collab.matters.forms import DayField
from collab.matters.rows import rows_of
from collab.org.models import Department
from feedback.models import Cause, Feedback

from ..circulars.periods import today
from ..feedback_sheet import LABELS, asked_of_job
from ..selectors import feedback_rates as rates
from ..selectors.feedback_rates import FIGURES, RATES, Count

DAYS = 90
SHOWN = 200
MEANINGS = {
    "response": gettext_lazy("Accepted or refused within the term, of what was due for it."),
    "solution": gettext_lazy(
        "Closed as solved by the submitter or without an objection, of what was accepted."
    ),
    "satisfaction": gettext_lazy("Scored 4 or 5, of what was closed with a score."),
    "reopening": gettext_lazy("Not solved after all, of what was answered."),
}
BAR, ROW, WIDTH, LABEL = 22, 34, 720, 300
DRAWN = 3


class RatesForm(forms.Form):
    """Between which days, and of which department."""

    since = DayField(label=gettext_lazy("From"), required=False)
    until = DayField(label=gettext_lazy("To"), required=False)
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=gettext_lazy("Department"),
        required=False,
        empty_label=gettext_lazy("Any"),
    )

    def __init__(self, data, reader):
        super().__init__(data)
        self.fields["department"].queryset = Department.objects.visible_to(reader).active()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        last = given.get("until") or today()
        first = given.get("since") or last - timedelta(days=DAYS - 1)
        if first > last:
            self.add_error("since", _("The first day lies after the last."))
        if (last - first).days > 3660:
            self.add_error("since", _("Choose at most ten years."))
        return given | {"first": first, "last": last}


@dataclass(frozen=True)
class Asked:
    """What the address asks for, checked."""

    first: date
    last: date
    department: Department | None

    @property
    def query(self) -> dict[str, Any]:
        chosen = {"since": self.first.isoformat(), "until": self.last.isoformat()}
        return chosen | ({"department": self.department.pk} if self.department else {})


def asked(request: HttpRequest) -> tuple[RatesForm, Asked]:
    """The form and what it says; Invalid where it cannot be read."""
    form = RatesForm(request.GET, request.user)
    if not form.is_valid():
        raise Invalid(message=str(next(iter(form.errors.values()))[0]))
    given = form.cleaned_data
    chosen = Asked(given["first"], given["last"], given["department"])
    return RatesForm(chosen.query, request.user), chosen


class FeedbackRates(LoginRequiredMixin, View):
    """Rates, their change against as many days before, departments, and causes."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form, chosen = asked(request)
        total, lines = rates.count_feedback(request.user, chosen.first, chosen.last, chosen.department)
        first, last = rates.before(chosen.first, chosen.last)
        former, _lines = rates.count_feedback(request.user, first, last, chosen.department)
        query = urlencode(chosen.query)
        context = {
            "form": form,
            "asked": chosen,
            "former": (first, last),
            "cards": [_card(name, total, former, chosen) for name in RATES],
            "labels": LABELS.values(),
            "lines": [_line(count, chosen) for count in lines],
            "total": _line(total, chosen),
            "chart": _chart(total, chosen),
            "months": _months(request.user, chosen),
            "formats": [
                (format, f"{reverse('insight:feedback_rates_file', args=[format])}?{query}")
                for format in TYPES
            ],
        }
        return render(request, "insight/feedback_rates.html", context)


def _address(chosen: Asked, figure: str, department: int | None = None, cause: str = "") -> str:
    more = (
        {"figure": figure} | ({"of": department} if department else {}) | ({"cause": cause} if cause else {})
    )
    return f"{reverse('insight:feedback_records')}?{urlencode(chosen.query | more)}"


def _words(parts: tuple[int, int]) -> str:
    """A rate always shows what it was taken of; of nothing there is none."""
    part, whole = parts
    return f"{part / whole:.0%} ({part}/{whole})" if whole else "— (0/0)"


def _cell(name: str, count: Count, chosen: Asked) -> dict[str, Any]:
    part, whole = RATES[name]
    pk = count.department.pk if count.department else None
    return {
        "words": _words(count.of(name)),
        "url": _address(chosen, part, pk),
        "whole_url": _address(chosen, whole, pk),
        "any": bool(count.of(name)[1]),
    }


def _card(name: str, total: Count, former: Count, chosen: Asked) -> dict[str, Any]:
    now, then = rates.share(total.of(name)), rates.share(former.of(name))
    points = round((now - then) * 100) if now is not None and then is not None else None
    return _cell(name, total, chosen) | {
        "label": LABELS[name],
        "meaning": MEANINGS[name],
        "former": _words(former.of(name)),
        "points": None if points is None else f"{points:+d}",
    }


def _line(count: Count, chosen: Asked) -> dict[str, Any]:
    pk = count.department.pk if count.department else None
    return {
        "name": count.department.display_name if count.department else _("Together"),
        "received": len(count.held["received"]),
        "url": _address(chosen, "received", pk),
        "cells": [_cell(name, count, chosen) for name in RATES],
    }


def _months(reader, chosen: Asked) -> dict[str, Any] | None:
    """The three rates month by month as lines, with their parts for the table; None for a single month."""
    found = rates.by_month(reader, chosen.first, chosen.last, chosen.department)
    if len(found) < 2:
        return None
    names = list(RATES)[:DRAWN]
    shares = {name: [rates.share(count.of(name)) for _day, count in found] for name in names}
    series = [
        Series(str(LABELS[name]), [None if one is None else round(one * 100) for one in shares[name]])
        for name in names
    ]
    return {
        "chart": line_chart([f"{day:%Y-%m}" for day, _count in found], series),
        "labels": [LABELS[name] for name in names],
        "rows": [
            {
                "label": f"{day:%Y-%m}",
                "received": len(count.held["received"]),
                "cells": [_words(count.of(name)) for name in names],
            }
            for day, count in found
        ],
    }


def _chart(total: Count, chosen: Asked) -> dict[str, Any]:
    """Bars of causes by how often, with the line of their sum; the table beside says the same."""
    found = rates.pareto(total)
    most = found[0][1] if found else 1
    room = WIDTH - LABEL - 60
    bars = [
        {
            "label": str(Cause(cause).label),
            "count": count,
            "share": f"{so_far:.0%}",
            "url": _address(chosen, "cause", cause=cause),
            "y": place * ROW,
            "middle": place * ROW + BAR / 2 + 5,
            "width": round(room * count / most, 1),
            "end": round(LABEL + room * count / most + 8, 1),
            "x": round(LABEL + room * so_far, 1),
            "dot": place * ROW + BAR / 2,
        }
        for place, (cause, count, so_far) in enumerate(found)
    ]
    line = " ".join(f"{bar['x']},{bar['dot']}" for bar in bars)
    return {"bars": bars, "line": line, "width": WIDTH, "height": len(bars) * ROW, "left": LABEL, "bar": BAR}


class FeedbackRatesFile(LoginRequiredMixin, View):
    """The rates by department as a file, which a job writes."""

    def post(self, request: HttpRequest, format: str) -> HttpResponse:
        _form, chosen = asked(request)
        told = asked_of_job(chosen.first, chosen.last, chosen.department, format)
        return made_for(request, **told)


class RecordsForm(forms.Form):
    """Which figure, of which department's line, or which cause."""

    figure = forms.ChoiceField(choices=[(name, "") for name in (*FIGURES, "cause")])
    of = forms.IntegerField(min_value=1, max_value=2**62, required=False)
    cause = forms.ChoiceField(choices=Cause.choices, required=False)


class FeedbackRecords(LoginRequiredMixin, View):
    """The feedback that one figure was counted from."""

    def get(self, request: HttpRequest) -> HttpResponse:
        _form, chosen = asked(request)
        form = RecordsForm(request.GET)
        if not form.is_valid():
            raise Invalid(message=_("This figure is not known. Open the rates again."))
        given = form.cleaned_data
        total, lines = rates.count_feedback(request.user, chosen.first, chosen.last, chosen.department)
        wanted = [line for line in lines if line.department and line.department.pk == given["of"]]
        count = (wanted[0] if wanted else Count()) if given["of"] else total
        ids = list(rates.records(count, given["figure"], given["cause"]))
        rows = (
            Feedback.objects.visible_to(request.user).with_card().filter(pk__in=ids).order_by("-pk")[:SHOWN]
        )
        context = {
            "title": _figure_words(given["figure"], given["cause"]),
            "department": count.department,
            "rows": rows_of(rows),
            "count": len(ids),
            "more": len(ids) - SHOWN,
            "back": f"{reverse('insight:feedback_rates')}?{urlencode(chosen.query)}",
        }
        return render(request, "insight/feedback_records.html", context)


def _figure_words(figure: str, cause: str) -> str:
    if figure == "cause":
        return str(Cause(cause).label) if cause else _("Causes")
    for name, pair in RATES.items():
        if figure in pair:
            return f"{LABELS[name]} · {_('Part') if figure == pair[0] else _('Whole')}"
    return _("Received")
