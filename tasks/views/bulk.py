"""Rows chosen in a list: what can be done with them together, and what became of each."""

import json
import re
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views import View

from collab.common.errors import Invalid
from collab.common.partials import DialogView, done, page_actor, wants_part
from collab.matters.bulk import (
    CHANGED,
    DONE,
    FAILED,
    MISSING,
    REFUSED,
    Item,
    Outcome,
    checked,
    offered_for,
    run_doing,
)
from collab.matters.doings import Doing, doing_named
from collab.matters.forms import DoingForm
from collab.matters.models import Kind
from collab.matters.policies import gather

from ..models import Task

FIRST = 5
GROUPS = (
    (REFUSED, gettext_lazy("Refused"), "bad"),
    (CHANGED, gettext_lazy("Changed meanwhile"), "warn"),
    (FAILED, gettext_lazy("Not saved"), "bad"),
    (MISSING, gettext_lazy("Not there any more"), "bad"),
    (DONE, pgettext_lazy("bulk", "Done"), "good"),
)
_ITEM = re.compile(r"([1-9]\d{0,17}):([1-9]\d{0,8})")


def items_in(request: HttpRequest) -> list[Item]:
    """The rows named in the address as id:version."""
    found = [_ITEM.fullmatch(raw) for raw in request.GET.getlist("item")]
    if not all(found):
        raise Invalid.field("item", _("Choose the rows again; this address names them wrongly."))
    return checked((int(one[1]), int(one[2])) for one in found if one)


def chosen_tasks(request: HttpRequest, items: list[Item]) -> list[Task]:
    """Those of the rows that the reader may see, with their parties."""
    rows = Task.objects.visible_to(request.user).with_card().filter(pk__in=[item.id for item in items])
    tasks = list(rows)
    gather(tasks)
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
        groups = [
            {"label": label, "tone": tone, "rows": rows}
            for status, label, tone in GROUPS
            if (rows := [outcome for outcome in outcomes if outcome.status == status])
        ]
        context = {"title": self.title, "groups": groups, "total": len(outcomes)}
        part = "tasks/_bulk_result.html"
        template = part if wants_part(self.request) else "tasks/bulk_result.html"
        answer = render(self.request, template, context)
        answer["HX-Trigger"] = json.dumps({topic.replace(".", "-"): {} for topic in topics})
        return answer


def _count_words(count: int) -> str:
    return ngettext("%(n)d row", "%(n)d rows", count) % {"n": count}


def _told(fitting: int, chosen: int) -> str:
    if fitting == chosen:
        return _count_words(chosen)
    words = {"fitting": fitting, "chosen": chosen}
    return _("%(fitting)s of the %(chosen)s chosen rows allow it; each answers for itself.") % words
