"""A goal's page."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views import View

from collab.common.actor import Actor
from collab.common.markdown import render as markdown
from collab.common.partials import page_actor
from collab.matters import policies as matter_policies
from collab.matters.actions import mark_read
from collab.matters.page import people_of, steps_of, talk_of
from collab.matters.rows import light_words, live_triggers, tone_of, url_of
from collab.matters.views.discussion import CommentForm, FileForm
from collab.matters.views.page import story_of, watched

from .. import policies
from ..keyresults.page import measure_of
from ..models import Goal
from ..sections import page_sections
from ..states import CHANGEABLE

JOINED = ("department", "owner", "created_by", "sponsor", "cycle")


def visible_goal(person, pk: int) -> Any:
    """The goal with what its page shows, or NotFound."""
    rows = Goal.objects.visible_to(person).select_related(*JOINED)
    return watched(rows, person, pk)


class GoalPage(LoginRequiredMixin, View):
    """Everything about one goal."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        goal = visible_goal(request.user, pk)
        mark_read(matter=goal, actor=page_actor(request))
        answer = render(request, "goals/detail.html", context_of(goal, request))
        patch_vary_headers(answer, ["HX-Request"])
        return answer


def context_of(goal: Any, request: HttpRequest) -> dict[str, Any]:
    """What the page draws."""
    person = request.user
    actor = Actor(person, "page")
    may_edit = matter_policies.can_edit(actor, goal)
    topics = [f"matter.{goal.pk}"]
    base = {
        "goal": goal,
        "matter": goal,
        "url": url_of(goal),
        "tone": tone_of(goal),
        "light_label": light_words(goal),
        "body_html": markdown(goal.body),
        "steps": steps_of(goal, person),
        "line": goal.machine.line(goal.status),
        "people": people_of(goal, (), may_edit),
        "labels": list(goal.labels.all()),
        "may_edit": may_edit,
        "watching": goal.is_watched,
        "comment_form": CommentForm(),
        "file_form": FileForm(),
        "topics": topics,
        "triggers": live_triggers(topics),
        "may_change": goal.status in CHANGEABLE and policies.answers_for(actor, goal),
    }
    base["parent"] = _parent(goal, person)
    return base | page_sections(goal, actor) | measure_of(goal, actor) | talk_of(goal, person)


def _parent(goal: Goal, person) -> dict[str, Any] | None:
    """The parent goal as a link; a neutral placeholder where the reader may not see it."""
    if goal.parent_id is None:
        return None
    seen = Goal.objects.visible_to(person).filter(pk=goal.parent_id).first()
    if seen is None:
        return {"number": "", "title": _("Something not shared with you"), "url": ""}
    return {"number": seen.number, "title": seen.title, "url": url_of(seen)}


class GoalStory(LoginRequiredMixin, View):
    """Where it came from and led to, and its history."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        goal = visible_goal(request.user, pk)
        return render(request, "matters/_story.html", story_of(goal, request))
