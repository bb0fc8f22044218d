"""Retrospectives: the list, and one's own page."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from collab.common.keyset import Page
from collab.common.markdown import render as markdown
from collab.common.partials import page_actor
from collab.deadlines.page import when_of
from collab.matters.chain import open_ends_among
from collab.matters.rows import Calendars, live_triggers, rows_of, url_of
from collab.matters.views.lists import ListView
from meetings.views.common import FormPage, about, find

from ..actions import look_back_by_hand
from ..filters import RETROSPECTIVES, RetrospectiveFilter
from ..forms.retrospectives import LookBackForm
from ..models import Retrospective
from ..retrospectives.selectors import ended_by, lessons_of, measured_of
from ..sessions.selectors import session_under_way, sessions_over
from .effects import shown_checks


class RetrospectiveList(ListView):
    """What was looked back on, the latest first."""

    listing = RETROSPECTIVES
    template, part = "feedback/retrospectives.html", "feedback/_retrospectives.html"
    filter = RetrospectiveFilter

    def rows(self) -> QuerySet:
        return Retrospective.objects.visible_to(self.request.user).with_card()

    def shown(self, page: Page) -> dict[str, Any]:
        ends = open_ends_among(page.rows)
        rows = rows_of(page.rows)
        for row in rows:
            row["due_relative"] = row["due_relative"] or "; ".join(map(str, ends.get(row["id"], [])))
        return {"rows": rows, "triggers": live_triggers(["me", *(row["topic"] for row in rows)])}


class RetrospectivePage(LoginRequiredMixin, View):
    """What was expected, what came of it, why, and the lessons with their changes."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        retrospective = find(Retrospective, request.user, pk, "written_by")
        actor = page_actor(request)
        lessons = lessons_of(retrospective, request.user)
        for one in lessons:
            one["lesson"].retrospective = retrospective
            one["checks"] = shown_checks(one["checks"], one["lesson"], actor)
        work = [row["id"] for one in lessons for row in one["rows"]]
        ended = ended_by(retrospective, request.user)
        context = about(retrospective, request.user, work) | {
            "retrospective": retrospective,
            "lessons": lessons,
            "measured": measured_of(retrospective),
            "ended": ended,
            "ended_url": url_of(ended) if ended else "",
            "session": session_under_way(retrospective.pk),
            "sessions": sessions_over(retrospective.pk),
            "when": when_of(retrospective, Calendars()),
            "expected_html": markdown(retrospective.expected),
            "actual_html": markdown(retrospective.actual),
            "why_html": markdown(retrospective.why),
        }
        return render(request, "feedback/retrospective.html", context)


class LookBack(FormPage):
    """Look back on something finished that opens no retrospective by itself; `?ended=T-12` names it."""

    template = "feedback/look_back.html"

    def form(self, data=None) -> LookBackForm:
        named = {"ended": self.request.GET.get("ended", "")[:20]}
        return LookBackForm(data, person=self.request.user, initial=named)

    def carry_out(self, form: LookBackForm) -> str:
        return url_of(look_back_by_hand(actor=page_actor(self.request), **form.cleaned_data))
