"""Retrospectives: the list, and one's own page."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from collab.common.keyset import Page
from collab.common.markdown import render as markdown
from collab.deadlines.page import when_of
from collab.matters.chain import open_ends_among
from collab.matters.rows import Calendars, live_triggers, rows_of, url_of
from collab.matters.views.lists import ListView
from meetings.views.common import about, find

from ..filters import RetrospectiveFilter
from ..models import Retrospective
from ..retrospectives.selectors import ended_by, lessons_of


class RetrospectiveList(ListView):
    """What was looked back on, the latest first."""

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
        lessons = lessons_of(retrospective, request.user)
        work = [row["id"] for one in lessons for row in one["rows"]]
        ended = ended_by(retrospective, request.user)
        context = about(retrospective, request.user, work) | {
            "retrospective": retrospective,
            "lessons": lessons,
            "ended": ended,
            "ended_url": url_of(ended) if ended else "",
            "when": when_of(retrospective, Calendars()),
            "expected_html": markdown(retrospective.expected),
            "actual_html": markdown(retrospective.actual),
            "why_html": markdown(retrospective.why),
        }
        return render(request, "feedback/retrospective.html", context)
