"""Pages on which a task is drafted, handed out, or edited while it is still a draft."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from collab.common.errors import Conflict, NotFound, Refusal, StaleVersion, require
from collab.common.partials import page_actor, show_refusal
from collab.matters.models import Matter
from collab.matters.rows import url_of
from collab.matters.selectors import by_number
from collab.matters.similar import alike_among
from collab.org.standing import standing_of

from .. import policies
from ..actions import create_task, edit_draft
from ..forms import EditForm, TaskForm
from ..models import Source, Task


class TaskCreate(LoginRequiredMixin, View):
    """A new task; `?parent=T-12` makes it a part, `?came_from=M-3` ties it into the chain."""

    def get(self, request: HttpRequest) -> HttpResponse:
        parent, came_from = self.origins()
        form = TaskForm(actor=page_actor(request), initial=self.initial(parent) | source_from(came_from))
        return self.show(form, parent, came_from)

    def post(self, request: HttpRequest) -> HttpResponse:
        parent, came_from = self.origins()
        actor = page_actor(request)
        form = TaskForm(request.POST, actor=actor)
        if not form.is_valid():
            return self.show(form, parent, came_from, 422)
        issue = request.POST.get("then") == "issue"
        try:
            task = create_task(actor=actor, parent=parent, came_from=came_from, issue=issue, **form.answers())
        except Refusal as refusal:
            show_refusal(form, refusal)
            return self.show(form, parent, came_from, refusal.status)
        return redirect(url_of(task))

    def initial(self, parent: Task | None) -> dict[str, Any]:
        """What is likely: one's own department, or that of the whole it is a part of."""
        own = sorted(standing_of(self.request.user).department_ids)
        chosen = parent.department_id if parent else own[0] if own else None
        return {"department": chosen, "visibility": parent.visibility if parent else "departments"}

    def origins(self) -> tuple[Task | None, Matter | None]:
        """The whole and the source named in the address, both inside the reader's audience."""
        parent, came_from = (self.named(name) for name in ("parent", "came_from"))
        if parent is not None:
            parent = (
                Task.objects.visible_to(self.request.user)
                .select_related("department")
                .filter(pk=parent.pk)
                .first()
            )
            if parent is None:
                raise NotFound
        return parent, came_from

    def named(self, name: str) -> Matter | None:
        number = self.request.GET.get(name, "")
        found = by_number(self.request.user, number) if number else None
        if number and found is None:
            raise NotFound
        return found

    def show(self, form: TaskForm, parent, came_from, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "parent": parent,
            "came_from": came_from,
            "action": self.request.get_full_path(),
        }
        return render(self.request, "tasks/create.html", context, status=status)


def source_from(came_from: Matter | None) -> dict[str, str]:
    """The source that goes with what a task comes from, where there is one for its kind."""
    known = came_from is not None and came_from.kind in Source.values
    return {"source": came_from.kind} if came_from and known else {}


class Similar(LoginRequiredMixin, View):
    """Open work that looks like the title being typed, for the form of a new task."""

    def get(self, request: HttpRequest) -> HttpResponse:
        alike = alike_among(Task.objects.visible_to(request.user), request.GET.get("title", "")[:300])
        return render(request, "matters/_similar.html", {"alike": alike})


class TaskEdit(LoginRequiredMixin, View):
    """Change a draft; a stale form shows both texts."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        task = self.draft(pk)
        form = EditForm(initial=EditForm.words(task) | {"version": task.version})
        return self.show(task, form)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        task = self.draft(pk)
        form = EditForm(request.POST)
        if not form.is_valid():
            return self.show(task, form, 422)
        try:
            edit_draft(task=task, actor=page_actor(request), **form.cleaned_data)
        except StaleVersion as stale:
            return self.show_both(task, form, stale.status)
        except Refusal as refusal:
            show_refusal(form, refusal)
            return self.show(task, form, refusal.status)
        return redirect(url_of(task))

    def draft(self, pk: int) -> Task:
        task = Task.objects.visible_to(self.request.user).select_related("department").filter(pk=pk).first()
        if task is None:
            raise NotFound
        require(policies.can_edit_draft(page_actor(self.request), task))
        if task.status != "draft":
            raise Conflict(
                _("This task has been handed out. Its due date moves by an extension only."), code="issued"
            )
        return task

    def show_both(self, task: Task, form: Any, status: int) -> HttpResponse:
        task.refresh_from_db()
        saved = EditForm.words(task)
        fields = [
            {
                "label": form.fields[name].label,
                "mine": _plain(form, name, form.cleaned_data[name]),
                "theirs": _plain(form, name, saved[name]),
            }
            for name in saved
            if saved[name] != form.cleaned_data[name]
        ]
        data = form.data.copy()
        data["version"] = task.version
        return self.show(task, EditForm(data), status, {"fields": fields})

    def show(self, task: Task, form: EditForm, status: int = 200, conflict: Any = None) -> HttpResponse:
        context = {"task": task, "form": form, "conflict": conflict, "url": url_of(task)}
        return render(self.request, "tasks/edit.html", context, status=status)


def _plain(form: EditForm, name: str, value: Any) -> str:
    if hasattr(value, "isoformat"):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, "" if value is None else value))
