"""The home page: four stacks, today's meetings, what changed; and the first steps of a demo account."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View

from collab.common import clock
from collab.common.partials import wants_part
from collab.matters.rows import live_triggers

from ..selectors.beside import meetings_today, my_parts, news
from ..selectors.workbench import FIRST, Stack, workbench

VISIT_ENDS = timedelta(minutes=30)
REMEMBER_EVERY = timedelta(minutes=5)
HIDDEN = "first_steps"
WORDS = {
    "sign": (
        pgettext_lazy("workbench", "Sign for"),
        "writing-sign",
        gettext_lazy("Nothing waits for your signature."),
        gettext_lazy("New work for you or your department appears here the moment it is issued."),
    ),
    "do": (
        pgettext_lazy("workbench", "Do"),
        "player-play",
        gettext_lazy("Nothing on your plate."),
        gettext_lazy("A good moment to report progress, or to plan the next step."),
    ),
    "decide": (
        pgettext_lazy("workbench", "Decide"),
        "gavel",
        gettext_lazy("Nobody waits for your decision."),
        gettext_lazy("Submissions, returns and requests for more time come here."),
    ),
    "read": (
        pgettext_lazy("workbench", "Read"),
        "mail-opened",
        gettext_lazy("All read."),
        gettext_lazy("What you are informed of or consulted on comes here."),
    ),
}


class Workbench(LoginRequiredMixin, View):
    """What is mine to do next, by when, and who waits for it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        unfolded = [code for code in WORDS if code in request.GET.getlist("all")]
        stacks = workbench(request.user, unfolded)
        topics = ["me", *(row["topic"] for stack in stacks for row in stack.rows)]
        context: dict[str, Any] = {
            "stacks": [_shown(stack, unfolded) for stack in stacks],
            "address": _address(unfolded),
            "triggers": live_triggers(topics),
        }
        context |= {"meetings": meetings_today(request.user), "news": news(request.user, last_visit(request))}
        context |= {"parts": my_parts(request.user)}
        context |= {
            "first_steps": getattr(request.user, "is_demo", False) and request.COOKIES.get(HIDDEN) != "off"
        }
        template = "insight/_workbench.html" if wants_part(request) else "insight/workbench.html"
        answer = render(request, template, context)
        patch_vary_headers(answer, ["HX-Request"])
        return answer


def _shown(stack: Stack, unfolded: list[str]) -> dict[str, Any]:
    title, icon, nothing, next_step = WORDS[stack.code]
    is_unfolded = stack.code in unfolded
    others = [code for code in unfolded if code != stack.code]
    return {
        "code": stack.code,
        "title": title,
        "icon": icon,
        "nothing": nothing,
        "next_step": next_step,
        "rows": stack.rows,
        "total": stack.total,
        "unfold_url": _address([*others, stack.code]) if stack.total > len(stack.rows) else "",
        "fold_url": _address(others) if is_unfolded and stack.total > FIRST else "",
        "more": stack.more,
        "more_url": _more(stack.code),
    }


def _address(unfolded: list[str]) -> str:
    """The workbench with these stacks unfolded, so that a ping fetches it as it stands."""
    query = urlencode([("all", code) for code in unfolded])
    return reverse("insight:workbench") + (f"?{query}" if query else "")


def _more(code: str) -> str:
    part = {"do": "owner", "decide": "supervisor"}.get(code, "any")
    return f"{reverse('tasks:list')}?person=me&part={part}"


def last_visit(request: HttpRequest):
    """When the visit before this one ended: a visit ends after half an hour of silence."""
    now, held = clock.now(), request.session.get("visit") or {}
    seen, since = parse_datetime(held.get("seen", "")), held.get("since", "")
    if seen is None or now - seen > VISIT_ENDS:
        since = held.get("seen", "")
    if seen is None or now - seen > REMEMBER_EVERY:
        request.session["visit"] = {"seen": now.isoformat(), "since": since}
    return parse_datetime(since)


class HideFirstSteps(LoginRequiredMixin, View):
    """POST puts the guided path away in this browser."""

    def post(self, request: HttpRequest) -> HttpResponse:
        answer = HttpResponse("") if wants_part(request) else redirect("insight:workbench")
        answer.set_cookie(HIDDEN, "off", max_age=31536000, samesite="Lax", httponly=True)
        return answer
