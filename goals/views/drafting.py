"""Drafting a goal, changing the draft, proposing a change of what was agreed, and checking while one types."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from collab.common.errors import Refusal, StaleVersion, TransitionRefused, require
from collab.common.partials import page_actor, show_refusal
from collab.matters.models import Matter
from collab.matters.rows import url_of
from collab.matters.views.page import origin_of
from collab.org.standing import standing_of

from .. import policies
from ..actions import create_goal, edit_goal, propose_change
from ..forms import ChangeForm, GoalForm, typed_terms
from ..models import Cycle, Goal
from ..sections import checked
from ..selectors import gaps_of
from ..states import CHANGEABLE
from ..terms import Terms, differences, frozen, terms_of, thawed
from .page import visible_goal


class GoalCreate(LoginRequiredMixin, View):
    """Draft a goal; `?parent=G-3` puts it below another, `?came_from=M-3` ties it into the chain."""

    def get(self, request: HttpRequest) -> HttpResponse:
        own = sorted(standing_of(request.user).department_ids)
        now = Cycle.objects.visible_to(request.user).open_now().first()
        initial: dict[str, Any] = {
            "department": own[0] if own else None,
            "cycle": now,
            "parent": request.GET.get("parent", "")[:20],
        }
        return self.show(GoalForm(actor=page_actor(request), initial=initial), origin_of(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        actor, came_from = page_actor(request), origin_of(request)
        form = GoalForm(request.POST, actor=actor)
        if not form.is_valid():
            return self.show(form, came_from, 422)
        try:
            goal = create_goal(actor=actor, came_from=came_from, **form.terms())
        except Refusal as refusal:
            show_refusal(form, refusal)
            return self.show(form, came_from, refusal.status)
        return redirect(url_of(goal))

    def show(self, form: GoalForm, came_from: Matter | None, status: int = 200) -> HttpResponse:
        context = {"form": form, "came_from": came_from, "address": self.request.get_full_path()}
        return render(self.request, "goals/create.html", context, status=status)


class GoalChange(LoginRequiredMixin, View):
    """Change a draft, or propose other terms for what is in consultation or agreed; a stale form shows both texts."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        goal, terms = self.found(pk)
        return self.show(goal, ChangeForm(actor=page_actor(request), goal=goal, terms=terms))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        goal, terms = self.found(pk)
        actor = page_actor(request)
        form = ChangeForm(request.POST, actor=actor, goal=goal, terms=terms)
        if not form.is_valid():
            return self.show(goal, form, 422)
        change = edit_goal if goal.status == "draft" else propose_change
        try:
            change(goal=goal, actor=actor, version=form.cleaned_data["version"], **form.terms())
        except StaleVersion as stale:
            return self.show_both(pk, request, stale.status)
        except Refusal as refusal:
            show_refusal(form, refusal)
            return self.show(goal, form, refusal.status)
        return redirect(url_of(goal))

    def found(self, pk: int) -> tuple[Goal, Terms]:
        """The goal and the terms to begin from: those of the proposal where there is one."""
        goal = visible_goal(self.request.user, pk)
        require(policies.answers_for(page_actor(self.request), goal))
        if goal.status not in CHANGEABLE:
            raise TransitionRefused(state=goal.status, allowed=goal.machine.steps_from(goal.status))
        return goal, thawed(goal.proposal.snapshot) if goal.proposal else terms_of(goal)

    def show_both(self, pk: int, request: HttpRequest, status: int) -> HttpResponse:
        """What was typed stays in the form, which now carries the present version; the changes stand above."""
        goal, terms = self.found(pk)
        data = request.POST.copy()
        data["version"] = str(goal.version)
        form = ChangeForm(data, actor=page_actor(request), goal=goal, terms=terms)
        form.is_valid()
        typed = frozen(terms | {name: value for name, value in typed_terms(form).items() if name in terms})
        names = [
            name for name, value in typed.items() if name != "contributions" and value != frozen(terms)[name]
        ]
        rows = differences(typed, frozen(terms), names, request.user)
        fields = [{"label": row.label, "mine": row.before, "theirs": row.after} for row in rows]
        return self.show(goal, form, status, {"fields": fields, "state": goal.status_label})

    def show(
        self, goal: Goal, form: ChangeForm, status: int = 200, conflict: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {
            "goal": goal,
            "form": form,
            "conflict": conflict,
            "url": url_of(goal),
            "is_draft": goal.status == "draft",
            "address": self.request.get_full_path(),
        }
        return render(self.request, "goals/change.html", context, status=status)


class SmartCheck(LoginRequiredMixin, View):
    """POST an unfinished form; answers with what the five answers still lack. Nothing is stored."""

    def post(self, request: HttpRequest) -> HttpResponse:
        terms = typed_terms(GoalForm(request.POST, actor=page_actor(request)))
        if not terms.get("cycle"):
            terms["cycle"] = _whole(request.POST.get("goal_cycle", ""))
        return render(request, "goals/_check.html", {"checks": checked(gaps_of(terms))})


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None
