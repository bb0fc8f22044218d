"""Cells of the list that are edited in place; a refusal stands where the cell was, in the action's own words."""

from copy import deepcopy
from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from collab.common.errors import NotFound, Refusal, StaleVersion
from collab.common.instants import day_words
from collab.common.partials import done, page_actor, show_refusal
from collab.matters.actions import edit_matter
from collab.matters.forms import InstantField
from collab.matters.models import Priority
from collab.matters.rows import url_of

from ..actions import edit_draft
from ..models import Task

FIELDS: dict[str, forms.Field] = {
    "title": forms.CharField(label=gettext_lazy("Title"), max_length=300),
    "priority": forms.TypedChoiceField(label=gettext_lazy("Priority"), choices=Priority.choices, coerce=int),
    "due_at": InstantField(label=gettext_lazy("Due"), required=False),
}


class CellForm(forms.Form):
    """One value and the version it was read at."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, name: str, task: Task, data=None):
        super().__init__(data, initial={name: getattr(task, name), "version": task.version})
        self.fields[name] = deepcopy(FIELDS[name])
        widget = self.fields[name].widget
        widget.attrs |= {"autofocus": True, "aria-label": FIELDS[name].label, "id": f"cell-{name}-{task.pk}"}


class TaskCell(LoginRequiredMixin, View):
    """GET turns a cell into its field; POST saves it, or says in place why not."""

    def get(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        task = self.task(pk, name)
        return self.show(task, name, CellForm(name, task))

    def post(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        task = self.task(pk, name)
        form: Any = CellForm(name, task, request.POST)
        if not form.is_valid():
            return self.show(task, name, form, 422)
        try:
            self.save(task, **form.cleaned_data)
        except StaleVersion as stale:
            task.refresh_from_db()
            data = form.data.copy()
            data["version"] = task.version
            return self.show(task, name, CellForm(name, task, data), stale.status, _shown(task, name))
        except Refusal as refusal:
            show_refusal(form, refusal)
            return self.show(task, name, form, refusal.status)
        return done(request, topics=[f"matter.{task.pk}"], url=url_of(task))

    def task(self, pk: int, name: str) -> Task:
        if name not in FIELDS:
            raise NotFound
        return Task.objects.get_visible(self.request.user, pk)

    def save(self, task: Task, version: int, **change: Any) -> None:
        """A draft's cells by editing the draft; afterwards only the priority stays free."""
        actor = page_actor(self.request)
        if task.status != "draft" and "priority" in change:
            edit_matter(matter=task, actor=actor, version=version, **change)
        else:
            edit_draft(task=task, actor=actor, version=version, **change)

    def show(
        self, task: Task, name: str, form: CellForm, status: int = 200, now_saved: str | None = None
    ) -> HttpResponse:
        context = {"task": task, "field": form[name], "form": form, "now_saved": now_saved}
        return render(self.request, "tasks/_cell.html", context, status=status)


def _shown(task: Task, name: str) -> str:
    """What is saved now, as people read it."""
    if name == "priority":
        return str(Priority(task.priority).label)
    value = getattr(task, name)
    return (day_words(value) if value else _("No date")) if name == "due_at" else str(value)
