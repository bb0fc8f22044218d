"""Drafting a goal."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from collab.common.errors import Refusal
from collab.common.partials import page_actor, show_refusal
from collab.matters.rows import url_of
from collab.org.standing import standing_of

from ..actions import create_goal
from ..forms import GoalForm


class GoalCreate(LoginRequiredMixin, View):
    """Draft a goal."""

    def get(self, request: HttpRequest) -> HttpResponse:
        own = sorted(standing_of(request.user).department_ids)
        initial: dict[str, Any] = {"department": own[0] if own else None}
        return self.show(GoalForm(actor=page_actor(request), initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = page_actor(request)
        form = GoalForm(request.POST, actor=actor)
        if not form.is_valid():
            return self.show(form, 422)
        try:
            goal = create_goal(actor=actor, **form.answers())
        except Refusal as refusal:
            show_refusal(form, refusal)
            return self.show(form, refusal.status)
        return redirect(url_of(goal))

    def show(self, form: GoalForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "address": self.request.get_full_path()}
        return render(self.request, "goals/create.html", context, status=status)
