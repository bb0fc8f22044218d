"""Feedback: the list, the form on which it is given, and its own page."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from collab.common.keyset import Page
from collab.common.partials import page_actor
from collab.matters.chain import open_ends_among
from collab.matters.rows import live_triggers, rows_of, url_of
from collab.matters.similar import alike_among
from collab.matters.views.lists import ListView
from collab.matters.views.page import origin_of
from meetings.views.common import FormPage, about, find

from ..actions import submit_feedback
from ..filters import FeedbackFilter
from ..forms.loop import FeedbackForm
from ..models import Feedback


class FeedbackList(ListView):
    """Open feedback, the latest first."""

    template, part, filter = "feedback/list.html", "feedback/_list.html", FeedbackFilter

    def rows(self) -> QuerySet:
        return Feedback.objects.visible_to(self.request.user).with_card()

    def shown(self, page: Page) -> dict[str, Any]:
        ends = open_ends_among(page.rows)
        rows = rows_of(page.rows)
        for row in rows:
            row["due_relative"] = row["due_relative"] or "; ".join(map(str, ends.get(row["id"], [])))
        return {"rows": rows, "triggers": live_triggers(["me", *(row["topic"] for row in rows)])}


class FeedbackCreate(FormPage):
    """Give feedback by name; `?about=T-12` says what it is about."""

    template = "feedback/create.html"

    def form(self, data=None) -> FeedbackForm:
        origin = origin_of(self.request, "about")
        initial = {"about": origin.number} if origin else {}
        return FeedbackForm(data, person=self.request.user, initial=initial)

    def carry_out(self, form: FeedbackForm) -> str:
        return url_of(submit_feedback(actor=page_actor(self.request), **form.cleaned_data))


class Similar(LoginRequiredMixin, View):
    """Open feedback that looks like the title being typed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = Feedback.objects.visible_to(request.user)
        alike = alike_among(rows, request.GET.get("title", "")[:300])
        return render(request, "matters/_similar.html", {"alike": alike})


class FeedbackPage(LoginRequiredMixin, View):
    """What was given, where it stands, and all that was said about it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        feedback = find(Feedback, request.user, pk, "about_department", "merged_into")
        context = about(feedback, request.user) | {"feedback": feedback}
        return render(request, "feedback/detail.html", context)
