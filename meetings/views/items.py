"""Pages of an agenda item and of a decision, and the story of either or of a meeting."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from collab.common.markdown import render as markdown
from collab.common.partials import page_actor
from collab.deadlines.page import rungs_of
from collab.matters import policies as matter_policies
from collab.matters.chain import chain_of
from collab.matters.models import Matter
from collab.matters.page import history_of, links_of
from collab.matters.rows import Calendars, rows_of, url_of
from collab.matters.sections import sections_of
from collab.matters.views.chain import drawn

from ..models import AgendaItem, Decision, Meeting
from .ballots import ballots_shown, said_about
from .common import about, find, work_from
from .preparing import opening_of


class ItemPage(LoginRequiredMixin, View):
    """An agenda item with what came of it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        item = find(AgendaItem, request.user, pk, "meeting", "presenter")
        decisions = list(Decision.objects.visible_to(request.user).with_card().filter(agenda_item=item))
        ids = [row.pk for row in decisions]
        work = work_from([item.pk, *ids], request.user)
        context = about(item, request.user, [*ids, *(row["id"] for row in work)])
        context |= {"item": item, "decisions": rows_of(decisions), "work": work}
        context |= place_of(item.meeting_id, request.user)
        context["pre_reads"] = opening_of(item)
        context["outcome_html"] = markdown(item.outcome)
        return render(request, "meetings/item.html", context)


class DecisionPage(LoginRequiredMixin, View):
    """A decision, from its question to the tasks that carry it out."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        decision = find(Decision, request.user, pk, "agenda_item", "meeting", "mandate_holder")
        work = work_from([decision.pk], request.user)
        others = Decision.objects.visible_to(request.user).with_card()
        live = [row["id"] for row in work] + ([decision.meeting_id] if decision.meeting_id else [])
        context = about(decision, request.user, live) | said_about(decision)
        context |= {"decision": decision, "work": work, "question_html": markdown(decision.question)}
        context["ballots"] = ballots_shown([decision], request.user)
        context["supersedes"] = rows_of(others.filter(pk=decision.supersedes_id))
        context["superseded_by"] = rows_of(others.filter(supersedes=decision).order_by("pk"))
        return render(
            request, "meetings/decision.html", context | place_of(decision.meeting_id, request.user)
        )


def place_of(meeting_id: int | None, person) -> dict[str, Any]:
    """The meeting it belongs to, where the reader sees it."""
    meeting = Meeting.objects.visible_to(person).filter(pk=meeting_id).first() if meeting_id else None
    return {"meeting": meeting, "meeting_url": url_of(meeting) if meeting else ""}


class Story(LoginRequiredMixin, View):
    """Where it came from and led to, who is reminded of what, and its history."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        matter: Any = Matter.objects.select_related("department").get_visible(request.user, pk)
        context = {
            "matter": matter,
            "graph": drawn(chain_of(matter, request.user)),
            "rungs": rungs_of(matter, Calendars()),
            "links": links_of(matter, request.user),
            "sections": sections_of(matter, request.user),
            "history": history_of(matter),
            "may_edit": matter_policies.can_edit(page_actor(request), matter),
        }
        return render(request, "meetings/_story.html", context)
