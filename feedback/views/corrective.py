"""Corrective actions: the list, opening one by hand, and one's own page."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from collab.common.keyset import Page
from collab.common.partials import page_actor
from collab.deadlines.page import when_of
from collab.matters.chain import open_ends_among
from collab.matters.rows import Calendars, live_triggers, rows_of, url_of
from collab.matters.views.lists import ListView
from collab.matters.views.page import origin_of
from meetings.views.common import FormPage, about, find

from ..actions import open_corrective
from ..corrective import policies
from ..corrective.selectors import rounds_of, sources_of
from ..filters import CORRECTIVES, CorrectiveFilter
from ..forms.corrective import CorrectiveForm
from ..models import CorrectiveAction


class CorrectiveList(ListView):
    """What is being put right, the latest first."""

    listing = CORRECTIVES
    template, part = "feedback/correctives.html", "feedback/_correctives.html"
    filter = CorrectiveFilter

    def rows(self) -> QuerySet:
        return CorrectiveAction.objects.visible_to(self.request.user).with_card()

    def shown(self, page: Page) -> dict[str, Any]:
        ends = open_ends_among(page.rows)
        rows = rows_of(page.rows)
        for row in rows:
            row["due_relative"] = row["due_relative"] or "; ".join(map(str, ends.get(row["id"], [])))
        topics = ["me", *(row["topic"] for row in rows)]
        may_open = policies.can_open(page_actor(self.request))
        return {"rows": rows, "triggers": live_triggers(topics), "may_open": may_open}


class CorrectiveOpen(FormPage):
    """Open one by hand; `?came_from=F-12` says what it came from."""

    template = "feedback/corrective_open.html"

    def form(self, data=None) -> CorrectiveForm:
        origin = origin_of(self.request)
        initial: dict[str, Any] = (
            {"source": origin.number, "department": origin.department_id} if origin else {}
        )
        return CorrectiveForm(data, person=self.request.user, initial=initial)

    def more(self) -> dict[str, Any]:
        return {"may_open": policies.can_open(page_actor(self.request))}

    def carry_out(self, form: Any) -> str:
        return url_of(open_corrective(actor=page_actor(self.request), **form.cleaned_data))


class CorrectivePage(LoginRequiredMixin, View):
    """What it came from, and the steps of each round with their results."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        corrective = find(CorrectiveAction, request.user, pk)
        sources, hidden = sources_of(corrective, request.user)
        context = about(corrective, request.user, [row["id"] for row in sources])
        context |= {
            "corrective": corrective,
            "sources": sources,
            "hidden": hidden,
            "rounds": rounds_of(corrective),
            "when": when_of(corrective, Calendars()),
        }
        return render(request, "feedback/corrective.html", context)
