"""A task's own page: the task at once, its story (chain, ladder, parts, history) right after."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views import View

from collab.common.actor import Actor
from collab.common.markdown import render as markdown
from collab.common.partials import page_actor
from collab.deadlines.page import extensions_of, lights_of, rungs_of, when_of
from collab.matters import policies as matter_policies
from collab.matters.actions import mark_read
from collab.matters.models import Priority
from collab.matters.page import people_of, steps_of, talk_of
from collab.matters.rows import (
    PRIORITY_CODES,
    Calendars,
    light_words,
    live_triggers,
    rows_of,
    tone_of,
    url_of,
)
from collab.matters.views.discussion import CommentForm, FileForm
from collab.matters.views.page import story_of, watched

from .. import policies
from ..dependencies import plan_of, sides_of
from ..models import Task
from .parts import parts_of

PARTS = 100


def visible_task(person, pk: int) -> Any:
    """The task with what its page shows, or NotFound."""
    rows = Task.objects.visible_to(person).select_related("department", "owner", "created_by", "parent")
    return watched(rows, person, pk)


class TaskPage(LoginRequiredMixin, View):
    """Opening it is reading it: the first time, the receipt says so."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        task = visible_task(request.user, pk)
        parties = matter_policies.parties_of(task)
        if any(party.person_id == request.user.pk and party.read_at is None for party in parties):
            mark_read(matter=task, actor=page_actor(request))
            matter_policies.forget_parties(task)
        answer = render(request, "tasks/detail.html", context_of(task, request.user))
        patch_vary_headers(answer, ["HX-Request"])
        return answer


def context_of(task: Any, person) -> dict[str, Any]:
    """Everything the page itself draws."""
    actor, calendars = Actor(person, "page"), Calendars()
    may_edit = matter_policies.can_edit(actor, task)
    co_parts = parts_of(task, person, calendars)
    awaited = set() if task.is_light or task.status == "draft" else {p.pk for p in policies.unsigned(task)}
    return {
        "task": task,
        "matter": task,
        "url": url_of(task),
        "tone": tone_of(task),
        "light_label": light_words(task),
        "priority": PRIORITY_CODES[Priority(task.priority)],
        "body_html": markdown(task.body),
        "standard_html": markdown(task.completion_standard),
        "result_html": markdown(task.result),
        "steps": steps_of(task, person),
        "line": line_of(task),
        "people": people_of(task, awaited, may_edit),
        "when": when_of(task, calendars),
        "extensions": extensions_of(task, person),
        "co_parts": co_parts,
        "reports": [
            {"row": report, "html": markdown(report.text)}
            for report in task.reports.select_related("author")[:20]
        ],
        "labels": list(task.labels.all()),
        "may_edit": may_edit,
        "may_edit_draft": task.status == "draft" and policies.can_edit_draft(actor, task),
        "watching": task.is_watched,
        "triggers": live_triggers([f"matter.{task.pk}"]),
        "comment_form": CommentForm(),
        "file_form": FileForm(),
    } | talk_of(task, person)


def line_of(task: Task) -> list[dict[str, Any]]:
    """The stepper; a light task's line has no receipt and no verification."""
    steps = task.machine.line(task.status)
    if not task.is_light:
        return steps
    skipped = {str(task.machine.label(code)) for code in ("issued", "submitted", "verification", "closed")}
    return [step for step in steps if str(step["label"]) not in skipped or step["state"] == "current"]


class TaskStory(LoginRequiredMixin, View):
    """Where it came from and led to, who was told when, its parts and its history."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        task = visible_task(request.user, pk)
        ladder = rungs_of(task, Calendars())
        parts = Task.objects.visible_to(request.user).with_card().filter(parent=task).order_by("pk")[:PARTS]
        context = story_of(task, request) | {
            "task": task,
            "rungs": [rung for rung in ladder if rung["state"] != "planned"],
            "later": [rung for rung in ladder if rung["state"] == "planned"],
            "lights": lights_of(task),
            "parts": rows_of(parts),
            "sides": sides_of(task, request.user),
            "plan": plan_of(task, request.user),
            "may_order": policies.can_order(page_actor(request), task),
        }
        return render(request, "tasks/_story.html", context)
