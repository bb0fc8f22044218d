"""Workload by person, department and week, and the work behind each figure with what can be done about it."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from collab.common.errors import Invalid, NotFound
from collab.matters.page import suiting
from collab.matters.rows import RowStep, rows_of
from collab.org.models import Department
from collab.org.standing import standing_of
from tasks.models import Task

from ..selectors import workload

STRONGEST = 45
LEVERS = ("request-extension", "reassign")
WEEKS = 6


class WorkloadForm(forms.Form):
    """Of which department, how far ahead; for the records, whose and which week."""

    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=gettext_lazy("Department"),
        required=False,
        empty_label=gettext_lazy("Any"),
    )
    weeks = forms.IntegerField(
        label=gettext_lazy("Weeks"), min_value=1, max_value=workload.MOST_WEEKS, required=False
    )

    def __init__(self, data, reader):
        super().__init__(data)
        self.fields["department"].queryset = Department.objects.visible_to(reader).active()


class RecordsForm(forms.Form):
    """One person's week, or what stands apart."""

    person = forms.IntegerField(min_value=1, max_value=2**62)
    week = forms.DateField(required=False)
    apart = forms.ChoiceField(choices=[("unestimated", ""), ("undated", "")], required=False)


class Workload(LoginRequiredMixin, View):
    """People by weeks; departments above them where the reader looks at several."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = WorkloadForm(request.GET, request.user)
        if not form.is_valid():
            raise Invalid(message=_("Choose a department that exists and one to twelve weeks."))
        mondays = workload.weeks_ahead(form.cleaned_data["weeks"] or WEEKS)
        department = form.cleaned_data["department"]
        people = workload.people_of(request.user, department)
        found = workload.loads(request.user, people, mondays)
        standing = standing_of(request.user)
        groups = workload.by_department(found, mondays) if standing.is_coordinator or standing.manages else []
        alone = len(groups) < 2 or department is not None
        context = {
            "form": form,
            "mondays": mondays,
            "groups": [_group(group, mondays) for group in groups],
            "people": [_person(load, mondays) for load in found] if alone else _over(found, mondays),
            "only_over": not alone,
            "department": department,
        }
        return render(request, "insight/workload.html", context)


def _over(found: list[workload.Load], mondays: list[date]) -> list[dict[str, Any]]:
    """Where many departments are shown, only the people who have too much."""
    return [_person(load, mondays) for load in found if any(load.is_over(monday) for monday in mondays)]


def hours(minutes: float) -> str:
    """Hours with at most one decimal, in the reader's language."""
    return formats.number_format(round(minutes / 60, 1), use_l10n=True).removesuffix(".0")


def _cell(minutes: float, room: float, url: str) -> dict[str, Any]:
    over = minutes > room + workload.TOLERANCE
    share = minutes / room if room else float(bool(minutes))
    return {
        "load": hours(minutes),
        "room": hours(room),
        "over": over,
        "strength": round(min(share, 1) * STRONGEST),
        "url": url if minutes else "",
        "per_cent": round(share * 100),
    }


def _person(load: workload.Load, mondays: list[date]) -> dict[str, Any]:
    base = f"{reverse('insight:workload_records')}?person={load.person.pk}"
    return {
        "name": str(load.person),
        "cells": [
            _cell(load.weeks.get(monday, 0), load.capacity[monday], f"{base}&week={monday}")
            for monday in mondays
        ],
        "unestimated": len(load.unestimated),
        "unestimated_url": f"{base}&apart=unestimated",
        "undated": len(load.undated),
        "undated_url": f"{base}&apart=undated",
    }


def _group(group: workload.Group, mondays: list[date]) -> dict[str, Any]:
    url = f"?department={group.department.pk}"
    return {
        "name": group.department.display_name,
        "url": url,
        "cells": [_cell(group.weeks[monday], group.capacity[monday], url) for monday in mondays],
        "people": group.people,
        "over": group.over,
        "unestimated": group.unestimated,
    }


class WorkloadRecords(LoginRequiredMixin, View):
    """The work behind one figure, each with its share of the week and the levers."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = RecordsForm(request.GET)
        if not form.is_valid() or not (form.cleaned_data["week"] or form.cleaned_data["apart"]):
            raise Invalid(message=_("This figure is not known. Open the workload again."))
        chosen = form.cleaned_data
        person = workload.people_of(request.user, None).filter(pk=chosen["person"]).first()
        if person is None:
            raise NotFound
        monday = workload.monday_of(chosen["week"]) if chosen["week"] else workload.weeks_ahead(1)[0]
        [load] = workload.loads(request.user, [person], [monday])
        minutes = load.tasks.get(monday, {})
        ids = getattr(load, chosen["apart"]) if chosen["apart"] else list(minutes)
        context = {
            "person": person,
            "monday": None if chosen["apart"] else monday,
            "apart": chosen["apart"],
            "rows": _rows(request.user, ids, minutes),
        }
        return render(request, "insight/workload_records.html", context)


def _rows(reader, ids: list[int], minutes: dict[int, float]) -> list[dict[str, Any]]:
    tasks = list(Task.objects.visible_to(reader).with_card().filter(pk__in=ids).order_by("due_at", "pk"))
    rows = rows_of(tasks)
    for task, row in zip(tasks, rows, strict=True):
        share = minutes.get(task.pk)
        row["why"] = _("%(hours)s h in this week") % {"hours": hours(share)} if share else ""
        add = RowStep(_("Add people"), reverse("matters:add_party", args=[task.pk]), "user-plus")
        row["actions"] = (*suiting(task, LEVERS), add)
    return rows
