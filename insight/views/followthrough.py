"""What became of meetings: the report, the records behind each of its figures, and the table as a file."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from collab.common.errors import Invalid, NotFound
from collab.common.sheets import TYPES
from collab.files.views import made_for
from collab.matters.rows import rows_of, url_of
from tasks.export import asked_of_job
from tasks.models import Task

from ..followthrough import sheet
from ..followthrough.asking import FollowThroughForm, Grouping
from ..followthrough.counting import AGES, PRESENCE, Line, Report, report_of
from ..followthrough.records import SHOWN, Records, records_of
from ..followthrough.words import COST, HOURS, LABELS, OLDEST, hours_words, money_words

OUTCOMES = ("meetings", "decisions", "with_task", "open_ends", "items", "closed", "on_time", "overdue", *AGES)
ATTENDED = ("invited", *PRESENCE, "unrepresented")
TILES = ("meetings", "decisions", "open_ends", "items", "closed", "on_time", "overdue")
BAD = ("open_ends", "overdue")


class RecordsForm(forms.Form):
    """Which figure of which line."""

    figure = forms.ChoiceField(choices=LABELS.items())
    line = forms.IntegerField(min_value=0, max_value=2**62, required=False)
    seats = forms.BooleanField(required=False)


def asked(data, reader) -> FollowThroughForm:
    """The filters that stand in the address, or Invalid naming what cannot be taken."""
    form = FollowThroughForm(data, reader)
    if not form.is_valid():
        raise Invalid(message=" ".join(form.problems()))
    return form


class FollowThrough(LoginRequiredMixin, View):
    """The report; it prints as it stands."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = FollowThroughForm(request.GET, request.user)
        if not form.is_valid():
            context = {"form": form, "problems": form.problems()}
            return render(request, "insight/followthrough/report.html", context, status=400)
        return render(request, "insight/followthrough/report.html", context_of(form))


def context_of(form: FollowThroughForm) -> dict[str, Any]:
    """What the page draws."""
    report = report_of(form.question())
    base = f"{reverse('insight:follow_through_records')}?{form.query()}"
    shown = report.lines[:SHOWN]
    return {
        "form": form,
        "report": report,
        "question": report.question,
        "groupings": [
            {
                "label": label,
                "url": f"?{form.query(by=value)}",
                "active": value == report.question.by,
            }
            for value, label in Grouping.choices
        ],
        "tiles": _tiles(report, base),
        "ages": _ages(report.total, base),
        "outcome_heads": [*(LABELS[name] for name in OUTCOMES), OLDEST],
        "outcomes": [_outcomes(line, f"{base}&line={line.key}") for line in shown],
        "outcome_total": _outcomes(report.total, base),
        "attended_heads": [*(LABELS[name] for name in ATTENDED), LABELS[HOURS], COST],
        "attended": [_attended(line, f"{base}&line={line.key}") for line in shown],
        "attended_total": _attended(report.total, base),
        "seat_heads": [*(LABELS[name] for name in ATTENDED), LABELS[HOURS]],
        "seats": [_came(line, f"{base}&seats=1&line={line.key}") for line in report.attendance],
        "left_off": len(report.lines) - len(shown),
        "formats": [
            (format, f"{reverse('insight:follow_through_file', args=[format])}?{form.query()}")
            for format in TYPES
        ],
    }


def _cell(figure: str, count: int, base: str, words: str = "") -> dict[str, Any]:
    bad = figure in BAD and bool(count)
    return {"words": words or str(count), "url": f"{base}&figure={figure}" if count else "", "bad": bad}


def _tiles(report: Report, base: str) -> list[dict[str, Any]]:
    """The sums with those of the period before."""
    was = report.former
    found = [
        _cell(name, report.total.count(name), base)
        | {"label": LABELS[name], "former": None if was is None else str(was.count(name))}
        for name in TILES
    ]
    spent = _cell(HOURS, report.total.minutes, base, hours_words(report.total.minutes))
    found.append(
        spent | {"label": LABELS[HOURS], "former": None if was is None else hours_words(was.minutes)}
    )
    if unknown := report.total.count("uncounted"):
        found.append(_cell("uncounted", unknown, base) | {"label": LABELS["uncounted"], "former": None})
    if report.total.money or (was and was.money):
        told = {"words": money_words(report.total.money), "url": "", "bad": False, "label": COST}
        found.append(told | {"former": money_words(was.money) if was else None})
    return found


def _ages(total: Line, base: str) -> list[dict[str, Any]]:
    counts = {name: total.count(name) for name in AGES}
    most = max(counts.values()) or 1
    return [
        _cell(name, count, base) | {"label": LABELS[name], "share": round(count * 100 / most)}
        for name, count in counts.items()
    ]


def _outcomes(line: Line, base: str) -> dict[str, Any]:
    cells = [_cell(name, line.count(name), base) for name in OUTCOMES]
    oldest = {"words": "—" if line.oldest is None else str(line.oldest), "url": "", "bad": False}
    return {"name": line.name, "cells": [*cells, oldest]}


def _came(line: Line, base: str) -> dict[str, Any]:
    cells = [_cell(name, line.count(name), base) for name in ATTENDED]
    return {
        "name": line.name,
        "cells": [*cells, _cell(HOURS, line.minutes, base, hours_words(line.minutes))],
    }


def _attended(line: Line, base: str) -> dict[str, Any]:
    found = _came(line, base)
    found["cells"].append({"words": money_words(line.money), "url": "", "bad": False})
    return found


class FollowThroughRecords(LoginRequiredMixin, View):
    """The records one figure was counted from; tasks can be taken away as a ledger, which a job writes."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form, records = self.asked_for()
        context = {
            "label": LABELS[records.figure],
            "name": records.line.name,
            "question": form.question(),
            "report_url": f"{reverse('insight:follow_through')}?{form.query()}",
            "count": len(records.ids),
            "shown": SHOWN,
            "is_work": records.model is Task,
            "action": request.get_full_path(),
        }
        context |= {"rows": rows_of(records.matters())} if records.model else {"people": _people(records)}
        return render(request, "insight/followthrough/records.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        _form, records = self.asked_for()
        if records.model is not Task:
            raise NotFound
        return made_for(request, **asked_of_job(list(records.ids), "xlsx"))

    def asked_for(self) -> tuple[FollowThroughForm, Records]:
        """The filters, and the records of the figure that was chosen."""
        given = self.request.GET.copy()
        chosen = RecordsForm({name: given.pop(name)[-1] for name in RecordsForm.base_fields if name in given})
        if not chosen.is_valid():
            raise Invalid(message=_("This figure is not known. Open the report again."))
        form = asked(given, self.request.user)
        figure = chosen.cleaned_data
        report = report_of(form.question())
        return form, records_of(report, figure["figure"], figure["line"], figure["seats"])


def _people(records: Records) -> list[dict[str, Any]]:
    return [
        row
        | {
            "url": url_of(row["meeting"]),
            "hours": "" if row["minutes"] is None else hours_words(row["minutes"]),
        }
        for row in records.people()
    ]


class FollowThroughFile(LoginRequiredMixin, View):
    """All lines of the report as a file, which a job writes."""

    def post(self, request: HttpRequest, format: str) -> HttpResponse:
        return made_for(request, **sheet.asked_of_job(asked(request.GET, request.user), format))
