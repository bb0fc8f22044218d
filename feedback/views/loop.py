"""Feedback: the list, the form on which it is given, and its own page."""

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
from collab.matters.models import PartyRole
from collab.matters.page import people_of
from collab.matters.policies import can_change_audience, can_edit, parties_of
from collab.matters.rows import Calendars, Card, live_triggers, rows_of, url_of
from collab.matters.similar import alike_among
from collab.matters.views.lists import ListView
from collab.matters.views.page import origin_of
from meetings.views.common import FormPage, about, find, work_from

from ..actions import submit_feedback
from ..filters import FEEDBACK, FeedbackFilter
from ..forms.loop import FeedbackForm
from ..intake.policies import can_log_calls
from ..loop import policies
from ..loop.page import givers_of, notice_of, turns_shown
from ..loop.selectors import about_of, acceptance_terms
from ..loop.states import IN_HAND
from ..models import Feedback


class FeedbackList(ListView):
    """Open feedback, the latest first."""

    listing = FEEDBACK
    template, part, filter = "feedback/list.html", "feedback/_list.html", FeedbackFilter

    def rows(self) -> QuerySet:
        return Feedback.objects.visible_to(self.request.user).with_card()

    def shown(self, page: Page) -> dict[str, Any]:
        ends = open_ends_among(page.rows)
        terms = acceptance_terms(one.pk for one in page.rows if one.status == "submitted")
        cards = [Card.of(one) for one in page.rows]
        rows = rows_of(card._replace(due_at=terms.get(card.id, card.due_at)) for card in cards)
        for row in rows:
            row["due_relative"] = row["due_relative"] or "; ".join(map(str, ends.get(row["id"], [])))
        return {
            "rows": rows,
            "triggers": live_triggers(["me", *(row["topic"] for row in rows)]),
            "may_log_calls": can_log_calls(page_actor(self.request)),
        }


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
        feedback = find(Feedback, request.user, pk, "about_department")
        work = work_from([feedback.pk], request.user)
        seen = Feedback.objects.visible_to(request.user).with_card()
        took_in = rows_of(seen.filter(merged_into=feedback).order_by("pk"))
        live = [row["id"] for row in (*work, *took_in)]
        head = seen.filter(pk=feedback.merged_into_id).first() if feedback.merged_into_id else None
        origin = about_of(feedback, request.user)
        context = about(feedback, request.user, live) | {
            "feedback": feedback,
            "work": work,
            "took_in": took_in,
            "head": head,
            "head_url": url_of(head) if head else "",
            "origin": origin,
            "origin_url": url_of(origin) if origin else "",
        }
        return render(request, "feedback/detail.html", context | own_parts(feedback, request))


def own_parts(feedback: Feedback, request: HttpRequest) -> dict[str, Any]:
    """What only a page of feedback has; whoever gave it stands apart from those who handle it."""
    actor = page_actor(request)
    parties = parties_of(feedback)
    everyone = people_of(feedback, (), can_edit(actor, feedback))
    handlers = [row for row, party in zip(everyone, parties, strict=True) if party.role != PartyRole.GIVER]
    handles = policies.can_handle(actor, feedback) or policies.can_triage(actor, feedback)
    return {
        "people": handlers,
        "givers": givers_of(feedback, request.user),
        "turns": turns_shown(feedback),
        "notice": notice_of(feedback),
        "when": when_of(feedback, Calendars()),
        "may_open": can_change_audience(actor, feedback),
        "may_hand_out": handles and feedback.status in IN_HAND,
    }
