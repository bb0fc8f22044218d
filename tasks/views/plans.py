"""Plans: the list, a plan's page with its timeline, beginning one, and comparing baselines."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views import View

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import NotFound, Refusal
from collab.common.keyset import Page
from collab.common.markdown import render as markdown
from collab.common.partials import page_actor, show_refusal
from collab.matters import policies as matter_policies
from collab.matters.page import people_of, steps_of, talk_of
from collab.matters.rows import Calendars, light_words, live_triggers, rows_of, tone_of, url_of
from collab.matters.views.discussion import CommentForm, FileForm
from collab.matters.views.lists import ListView
from collab.matters.views.page import story_of, watched
from collab.org.standing import standing_of

from ..actions import create_plan, plan_from_template
from ..models import Plan, PlanTemplate, Task
from ..plan_states import PLANNED
from ..plans import policies
from ..plans.feasibility import feasibility_of
from ..plans.forms import PLANS, PlanFilter, PlanForm
from ..plans.selectors import frozen, reckoned, slips, tasks_of
from ..timeline import drawn
from .timeline import ROWS, bars_of, ties_among, zoom_of, zooms

MOST_TEMPLATES = 50


class PlanList(ListView):
    """Plans the reader sees, latest change first, and the templates to begin from."""

    listing = PLANS
    template, part, filter = "tasks/plans.html", "tasks/_plans.html", PlanFilter

    def rows(self) -> QuerySet:
        return Plan.objects.visible_to(self.request.user).with_card()

    def shown(self, page: Page) -> dict[str, Any]:
        return {
            "rows": rows_of(page.rows),
            "templates": PlanTemplate.objects.visible_to(self.request.user)[:MOST_TEMPLATES],
            "triggers": live_triggers(["me", *(f"matter.{row.pk}" for row in page.rows)]),
        }


def visible_plan(person, pk: int) -> Any:
    """The plan with what its page shows, or NotFound."""
    rows = Plan.objects.visible_to(person).select_related("department", "owner", "created_by")
    return watched(rows, person, pk)


class PlanPage(LoginRequiredMixin, View):
    """Everything about one plan; a hundred of its tasks at a time."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        plan = visible_plan(request.user, pk)
        answer = render(request, "tasks/plan.html", context_of(plan, request))
        patch_vary_headers(answer, ["HX-Request"])
        return answer


def context_of(plan: Any, request: HttpRequest) -> dict[str, Any]:
    """What the page draws."""
    person = request.user
    actor = Actor(person, "page")
    may_edit = matter_policies.can_edit(actor, plan)
    lines = lines_of(plan, request)
    topics = [f"matter.{pk}" for pk in (plan.pk, *lines["seen"])]
    may_plan = plan.status in PLANNED and policies.can_plan(actor, plan)
    order = {"order_url": reverse("matters:put", args=[plan.pk, "move-task"]), "order_version": plan.version}
    return (
        lines
        | (order if may_plan else {})
        | {
            "plan": plan,
            "matter": plan,
            "url": url_of(plan),
            "tone": tone_of(plan),
            "light_label": light_words(plan),
            "body_html": markdown(plan.body),
            "steps": steps_of(plan, person),
            "line": plan.machine.line(plan.status),
            "people": people_of(plan, (), may_edit),
            "labels": list(plan.labels.all()),
            "baselines": list(plan.baselines.select_related("set_by")),
            "may_edit": may_edit,
            "may_plan": may_plan,
            "watching": plan.is_watched,
            "comment_form": CommentForm(),
            "file_form": FileForm(),
            "topics": topics,
            "triggers": live_triggers(topics),
        }
        | talk_of(plan, person)
    )


def lines_of(plan: Plan, request: HttpRequest) -> dict[str, Any]:
    """A page of the plan's tasks as a timeline, and who has too much to do."""
    tasks = tasks_of([plan.pk])
    first = _whole(request.GET.get("row", ""))
    shown = tasks[first : first + ROWS]
    ids = [task.pk for task in shown]
    everything = [task.pk for task in tasks]
    rows = Task.objects.visible_to(request.user).filter(pk__in=everything)
    seen = set(rows.values_list("pk", flat=True))
    calendars = Calendars()
    bases = frozen(plan.baselines.prefetch_related("items").last())
    bars = bars_of(shown, seen, reckoned([plan.pk], calendars), bases, calendars)
    zoom = zoom_of(request)
    feasible = feasibility_of(plan) if plan.status in PLANNED else None
    return {
        "gantt": drawn(bars, ties_among(shown, calendars), zoom, clock.now()),
        "zooms": zooms(request),
        "order_first": first,
        "tally": len(tasks),
        "seen": [pk for pk in ids if pk in seen],
        "previous": f"?row={max(first - ROWS, 0)}&zoom={zoom}" if first else "",
        "next": f"?row={first + ROWS}&zoom={zoom}" if len(tasks) > first + ROWS else "",
        "overloads": [week.facts(seen) | {"monday": week.monday} for week in feasible.weeks[:50]]
        if feasible
        else [],
        "vague": [task for task in feasible.vague if task.pk in seen][:50] if feasible else [],
        "checked": feasible is not None,
    }


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


class PlanStory(LoginRequiredMixin, View):
    """Where it came from and led to, and its history."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        plan = visible_plan(request.user, pk)
        return render(request, "matters/_story.html", story_of(plan, request))


class PlanCreate(LoginRequiredMixin, View):
    """Begin a plan; `?template=3` begins it with that template's tasks."""

    def get(self, request: HttpRequest) -> HttpResponse:
        own = sorted(standing_of(request.user).department_ids)
        template = self.template()
        initial: dict[str, Any] = {"department": own[0] if own else None, "starts_on": clock.now().date()}
        if template:
            initial["title"] = template.title
        return self.show(PlanForm(actor=page_actor(request), template=template, initial=initial), template)

    def post(self, request: HttpRequest) -> HttpResponse:
        template, actor = self.template(), page_actor(request)
        form = PlanForm(request.POST, actor=actor, template=template)
        if not form.is_valid():
            return self.show(form, template, 422)
        try:
            if template:
                plan = plan_from_template(template=template, actor=actor, **form.answers())
            else:
                plan = create_plan(actor=actor, **form.answers())
        except Refusal as refusal:
            show_refusal(form, refusal)
            return self.show(form, template, refusal.status)
        return redirect(url_of(plan))

    def template(self) -> PlanTemplate | None:
        asked = self.request.GET.get("template", "")
        if not asked:
            return None
        found = PlanTemplate.objects.visible_to(self.request.user).filter(pk=_whole(asked)).first()
        if found is None:
            raise NotFound
        return found

    def show(self, form: PlanForm, template: PlanTemplate | None, status: int = 200) -> HttpResponse:
        context = {"form": form, "template": template, "address": self.request.get_full_path()}
        return render(self.request, "tasks/plan_create.html", context, status=status)


class PlanCompare(LoginRequiredMixin, View):
    """A baseline beside a later one or today: how many working days each task slipped."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        plan = visible_plan(request.user, pk)
        baselines = {row.number: row for row in plan.baselines.prefetch_related("items")}
        if not baselines:
            return render(request, "tasks/plan_compare.html", {"plan": plan, "url": url_of(plan)})
        before = baselines.get(_whole(request.GET.get("from", ""))) or baselines[min(baselines)]
        after = baselines.get(_whole(request.GET.get("to", "")))
        found = slips(plan, before, after, request.user)
        known = [one.days for one in found if one.days is not None]
        context = {
            "plan": plan,
            "url": url_of(plan),
            "baselines": list(baselines.values()),
            "before": before,
            "after": after,
            "slips": found,
            "worst": max(known, default=None),
            "changes": {"added": _("added since"), "removed": _("taken out since")},
        }
        return render(request, "tasks/plan_compare.html", context)
