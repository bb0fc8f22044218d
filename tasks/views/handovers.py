"""Hand-overs: the list, a new one, one's own page and story, and the verdict on each criterion."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views import View

from collab.common.actor import Actor
from collab.common.errors import NotFound, Refusal
from collab.common.keyset import Page
from collab.common.markdown import render as markdown
from collab.common.partials import page_actor, show_refusal
from collab.deadlines.page import extensions_of, rungs_of, when_of
from collab.matters import policies as matter_policies
from collab.matters.actions import mark_read
from collab.matters.chain import open_ends_among
from collab.matters.models import Matter
from collab.matters.page import people_of, steps_of, talk_of
from collab.matters.rows import Calendars, light_words, live_triggers, rows_of, tone_of, url_of
from collab.matters.views.common import MatterDialog
from collab.matters.views.discussion import CommentForm, FileForm
from collab.matters.views.lists import ListView
from collab.matters.views.page import origin_of, story_of, watched
from collab.org.standing import standing_of

from ..actions import judge_criterion, offer_handover
from ..handover import policies
from ..handover.forms import HANDOVERS, HandoverFilter, HandoverForm, UnmetForm
from ..handover.selectors import criteria_of
from ..models import Criterion, Handover


class HandoverList(ListView):
    """What departments hand over to each other, latest change first."""

    listing = HANDOVERS
    template, part, filter = "tasks/handovers.html", "tasks/_handovers.html", HandoverFilter

    def rows(self) -> QuerySet:
        return Handover.objects.visible_to(self.request.user).with_card()

    def shown(self, page: Page) -> dict[str, Any]:
        ends = open_ends_among(page.rows)
        rows = rows_of(page.rows)
        for row in rows:
            row["due_relative"] = "; ".join(map(str, ends.get(row["id"], []))) or row["due_relative"]
        return {"rows": rows, "triggers": live_triggers(["me", *(row["topic"] for row in rows)])}


class HandoverCreate(LoginRequiredMixin, View):
    """Offer a hand-over; `?came_from=T-12` ties it into the chain."""

    def get(self, request: HttpRequest) -> HttpResponse:
        source = origin_of(request)
        own = sorted(standing_of(request.user).department_ids)
        return self.show(
            HandoverForm(actor=page_actor(request), initial={"giver": own[0] if own else None}), source
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        source, actor = origin_of(request), page_actor(request)
        form = HandoverForm(request.POST, actor=actor)
        if not form.is_valid():
            return self.show(form, source, 422)
        try:
            handover = offer_handover(actor=actor, came_from=source, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
            return self.show(form, source, refusal.status)
        return redirect(url_of(handover))

    def show(self, form: HandoverForm, source: Matter | None, status: int = 200) -> HttpResponse:
        context = {"form": form, "source": source, "action": self.request.get_full_path()}
        return render(self.request, "tasks/create_handover.html", context, status=status)


def visible_handover(person, pk: int) -> Any:
    """The hand-over with what its page shows, or NotFound."""
    joined = ("department", "owner", "created_by", "giver", "receiver", "giver_contact", "receiver_contact")
    rows = Handover.objects.visible_to(person).select_related(*joined)
    return watched(rows, person, pk)


class HandoverPage(LoginRequiredMixin, View):
    """Everything about one hand-over; opening it is reading it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        handover = visible_handover(request.user, pk)
        parties = matter_policies.parties_of(handover)
        if any(party.person_id == request.user.pk and party.read_at is None for party in parties):
            mark_read(matter=handover, actor=page_actor(request))
            matter_policies.forget_parties(handover)
        return render(request, "tasks/handover.html", context_of(handover, request.user))


def context_of(handover: Any, person) -> dict[str, Any]:
    """Everything the page itself draws."""
    actor = Actor(person, "page")
    may_edit = matter_policies.can_edit(actor, handover)
    criteria = criteria_of(handover)
    topics = [f"matter.{handover.pk}"]
    return {
        "handover": handover,
        "matter": handover,
        "url": url_of(handover),
        "tone": tone_of(handover),
        "light_label": light_words(handover),
        "body_html": markdown(handover.body),
        "inputs_html": markdown(handover.inputs),
        "outputs_html": markdown(handover.outputs),
        "criteria": criteria,
        "met": sum(one["state"] == "met" for one in criteria),
        "may_judge": handover.status == "delivered" and policies.can_judge(actor, handover),
        "steps": steps_of(handover, person),
        "line": handover.machine.line(handover.status),
        "people": people_of(handover, (), may_edit),
        "when": when_of(handover, Calendars()),
        "extensions": extensions_of(handover, person),
        "labels": list(handover.labels.all()),
        "may_edit": may_edit,
        "watching": handover.is_watched,
        "comment_form": CommentForm(),
        "file_form": FileForm(),
        "topics": topics,
        "triggers": live_triggers(topics),
    } | talk_of(handover, person)


class HandoverStory(LoginRequiredMixin, View):
    """Where it came from and led to, who is reminded of what, and its history."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        handover = visible_handover(request.user, pk)
        context = story_of(handover, request) | {"rungs": rungs_of(handover, Calendars())}
        return render(request, "tasks/_handover_story.html", context)


class CriterionDialog(MatterDialog):
    """A dialog about one criterion."""

    criterion: Criterion

    def prepare(self) -> None:
        rows = Criterion.objects.visible_to(self.request.user).select_related("handover")
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise NotFound
        self.criterion, self.matter = found, found.handover
        self.number, self.text = self.matter.number, found.text


class MetDialog(CriterionDialog):
    """Accept one criterion."""

    title = submit_label = gettext_lazy("Accept this criterion")

    def carry_out(self, form: forms.Form) -> None:
        judge_criterion(criterion=self.criterion, actor=self.actor, met=True)


class UnmetDialog(CriterionDialog):
    """Say what is missing."""

    title, submit_label = gettext_lazy("This criterion is not met"), gettext_lazy("Mark as not met")

    def form(self, data=None) -> UnmetForm:
        return UnmetForm(data, auto_id="dialog_%s")

    def carry_out(self, form: forms.Form) -> None:
        judge_criterion(
            criterion=self.criterion, actor=self.actor, met=False, reason=form.cleaned_data["reason"]
        )
