"""Rows chosen in a list: what can be done with them together, and what became of each."""

import json
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from collab.common.partials import DialogView, done, page_actor, wants_part
from collab.matters.bulk import (
    Item,
    Outcome,
    offered_for,
    run_doing,
)
from collab.matters.doings import Doing, doing_named
from collab.matters.forms import DoingForm
from collab.matters.models import Kind
from collab.matters.policies import gather
from collab.matters.views.outcomes import items_in, show_outcomes

from ..models import Task
from ..policies import gather_waived

FIRST = 4


def chosen_tasks(request: HttpRequest, items: list[Item]) -> list[Task]:
    """Those of the rows that the reader may see, with their parties."""
    rows = Task.objects.visible_to(request.user).with_card().filter(pk__in=[item.id for item in items])
    tasks = list(rows)
    gather(tasks)
    gather_waived(tasks)
    return tasks


class BulkBar(LoginRequiredMixin, View):
    """What at least one of the chosen rows allows, with how many do."""

    def get(self, request: HttpRequest) -> HttpResponse:
        items = items_in(request) if "item" in request.GET else []
        tasks = chosen_tasks(request, items) if items else []
        query = request.GET.urlencode()
        offers = [
            {"doing": doing, "count": count, "url": f"{reverse('tasks:bulk_do', args=[doing.name])}?{query}"}
            for doing, count in offered_for(tasks, page_actor(request))
        ]
        context = {"chosen": len(tasks), "first": offers[:FIRST], "more": offers[FIRST:]}
        return render(request, "tasks/_bulk_bar.html", context)


class BulkDialog(DialogView):
    """Asks once what the doing asks for, does it row by row, and lists what became of each."""

    doing: Doing
    items: list[Item]

    def prepare(self) -> None:
        self.doing = doing_named(Kind.TASK, self.kwargs["name"])
        self.items = items_in(self.request)
        self.title, self.danger = self.doing.label, self.doing.tone == "danger"
        offered = dict(offered_for(chosen_tasks(self.request, self.items), page_actor(self.request)))
        self.text = _told(offered.get(self.doing, 0), len(self.items))

    def form(self, data=None) -> DoingForm:
        form = DoingForm(self.doing, None, self.request.user, data, with_version=False)
        form.auto_id = "dialog_%s"
        return form

    def home(self) -> str:
        return reverse("tasks:list")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.prepare()
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        outcomes = run_doing(Kind.TASK, self.doing.name, self.items, page_actor(request), form.answers())
        finished = [outcome.id for outcome in outcomes if outcome.is_done]
        topics = ["me", *(f"matter.{pk}" for pk in finished)]
        if len(finished) == len(outcomes):
            said = _("%(step)s: %(done)s") % {"step": self.doing.label, "done": _count_words(len(finished))}
            answer = done(request, topics=topics, url=self.home(), said=said)
        else:
            answer = self.report(outcomes, topics)
        if wants_part(request):
            events = json.loads(answer.get("HX-Trigger", "{}"))
            answer["HX-Trigger"] = json.dumps(events | {"bulkDone": {"done": finished}})
        return answer

    def report(self, outcomes: list[Outcome], topics: list[str]) -> HttpResponse:
        """Rows by what became of them; those that were not done stay chosen."""
        trigger = json.dumps({topic.replace(".", "-"): {} for topic in topics})
        return show_outcomes(self.request, self.title, outcomes, trigger, stays=True)


def _count_words(count: int) -> str:
    return ngettext("%(n)d row", "%(n)d rows", count) % {"n": count}


def _told(fitting: int, chosen: int) -> str:
    if fitting == chosen:
        return _count_words(chosen)
    words = {"fitting": fitting, "chosen": chosen}
    return _("%(fitting)s of the %(chosen)s chosen rows allow it; each answers for itself.") % words
