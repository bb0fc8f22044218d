"""The tree of departments and a department's own page."""

from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from collab.common import clock
from collab.common.errors import NotFound
from collab.common.markdown import render as prose
from collab.common.partials import DialogView, page_actor

from ..actions import edit_department
from ..forms import EditCardForm
from ..models import Department, Membership, Role
from ..policies import CARD, can_edit_department
from ..selectors import calendar_of

DAYS_AHEAD = 14


@login_required
@require_GET
def departments(request: HttpRequest) -> HttpResponse:
    """All departments, each below the one it is part of."""
    rows = list(Department.objects.visible_to(request.user).active().order_by("name"))
    below: dict[int | None, list[Department]] = {}
    known = {row.pk for row in rows}
    for row in rows:
        below.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    heads: dict[int, str] = {}
    held = Membership.objects.filter(role=Role.HEAD, person__is_active=True, department__in=known)
    for part in held.select_related("person").order_by("-pk"):
        heads[part.department_id] = str(part.person)
    return render(request, "org/departments.html", {"tree": _branch(below, None, heads)})


def _branch(below: dict, parent: int | None, heads: dict[int, str]) -> list[dict[str, Any]]:
    return [
        {"row": row, "head": heads.get(row.pk, ""), "parts": _branch(below, row.pk, heads)}
        for row in below.get(parent, [])
    ]


@login_required
@require_GET
def department(request: HttpRequest, pk: int) -> HttpResponse:
    """Who works there in which role, how to work with them, and their working time today."""
    row = _visible(request, pk)
    ids = [int(part) for part in row.path.strip("/").split("/") if part]
    context = {
        "department": row,
        "above": [
            found for found in Department.objects.filter(pk__in=ids).order_by("path") if found.pk != pk
        ],
        "parts": Department.objects.active().filter(parent=row),
        "people": _people(row),
        "mission": prose(row.mission),
        "working_with_us": prose(row.working_with_us),
        "calendar": _calendar(row),
        "may_edit": can_edit_department(page_actor(request), row, CARD),
    }
    return render(request, "org/department.html", context)


def _visible(request: HttpRequest, pk: int) -> Department:
    row = (
        Department.objects.visible_to(request.user).select_related("calendar", "parent").filter(pk=pk).first()
    )
    if row is None:
        raise NotFound
    return row


def _people(row: Department) -> list[dict[str, Any]]:
    ranks = {role: place for place, role in enumerate(reversed(Role.values))}
    held = Membership.objects.filter(department=row, person__is_active=True).select_related("person")
    parts = sorted(held, key=lambda part: (ranks[part.role], part.person.name))
    return [
        {"role": Role(role).label, "people": [part.person for part in found]}
        for role, found in groupby(parts, key=lambda part: part.role)
    ]


def _calendar(row: Department) -> dict[str, Any]:
    """Today's hours in the department's zone, the special days ahead, and how far they are known."""
    calendar = calendar_of(row)
    zone = ZoneInfo(calendar.zone)
    today = clock.now().astimezone(zone).date()
    ahead = [today + timedelta(days=days) for days in range(1, DAYS_AHEAD + 1)]
    ordinary = [bool(spans) for spans in calendar.weekly]
    return {
        "zone": calendar.zone,
        "today": today,
        "hours": [_hours(start, end, zone) for start, end in calendar.spans(today)],
        "special": [
            {"day": day, "worked": calendar.is_workday(day)}
            for day in ahead
            if calendar.is_workday(day) != ordinary[day.weekday()]
        ],
        "valid_through": calendar.valid_through,
        "ends_soon": calendar.valid_through is not None
        and calendar.valid_through < today + timedelta(days=60),
    }


def _hours(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    return f"{start.astimezone(zone):%H:%M}–{end.astimezone(zone):%H:%M}"


class EditCard(DialogView):
    """The department's card, kept by its head and deputies."""

    title = _("Edit the card")
    submit_label = _("Save")
    said = _("Saved.")

    def prepare(self) -> None:
        self.department = _visible(self.request, self.kwargs["pk"])

    def form(self, data=None) -> EditCardForm:
        row = self.department
        initial = {"mission": row.mission, "working_with_us": row.working_with_us, "version": row.version}
        return EditCardForm(data, initial=initial)

    def carry_out(self, form) -> None:
        edit_department(department=self.department, actor=page_actor(self.request), **form.cleaned_data)

    def conflict(self, form) -> dict[str, Any]:
        fields = [
            {
                "label": form.fields[name].label,
                "mine": form.cleaned_data[name],
                "theirs": getattr(self.department, name),
            }
            for name in ("mission", "working_with_us")
        ]
        return {"by_name": "", "at_text": "", "fields": fields}

    def renewed(self, form):
        data = self.request.POST.copy()
        data["version"] = str(self.department.version)
        return self.form(data)

    def topics(self) -> list[str]:
        return ["department-page"]

    def home(self) -> str:
        return reverse("org:department", args=[self.department.pk])
