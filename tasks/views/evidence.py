"""The part of a task's page that holds its checklist, deliverables and time spent, and the doors of each."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views import View

from collab.common.errors import NotFound
from collab.common.partials import done, page_actor
from collab.matters.models import Matter
from collab.matters.rows import url_of
from collab.matters.views.common import MatterDialog
from collab.matters.views.discussion import Composer

from .. import actions
from ..evidence.forms import DeliverableForm, EvidenceForm, ItemForm, TimeForm
from ..evidence.selectors import checklist_of, deliverables_of, time_of
from ..models import ChecklistItem, Deliverable, Evidence, SeriesOccurrence, Task, TimeEntry


class TaskEvidence(LoginRequiredMixin, View):
    """The part itself, fetched right after the page and whenever the task changes."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        task = Task.objects.select_related("department").get_visible(request.user, pk)
        actor = page_actor(request)
        context = {
            "task": task,
            "occurrence": SeriesOccurrence.objects.filter(task=task).first(),
            "checklist": checklist_of(task, actor),
            "delivery": deliverables_of(task, actor),
            "time": time_of(task, actor),
            "matter": task,
            "item_form": ItemForm(),
            "time_form": TimeForm(reader=request.user),
        }
        return render(request, "tasks/_evidence.html", context)


class AddItem(Composer):
    """POST puts a step on the checklist; the field is ready for the next one at once."""

    form_class, template = ItemForm, "tasks/_checklist_entry.html"

    def carry_out(self, matter: Matter, form: forms.Form) -> None:
        task = Task.objects.get_visible(self.request.user, matter.pk)
        actions.add_checklist_item(task=task, actor=page_actor(self.request), text=form.cleaned_data["text"])


class NoteTime(Composer):
    """POST notes time spent."""

    template = "tasks/_time_entry.html"

    def form_class(self, *data: Any) -> TimeForm:  # type: ignore[override]
        return TimeForm(data[0] if data else None, reader=self.request.user)

    def carry_out(self, matter: Matter, form: forms.Form) -> None:
        task = Task.objects.get_visible(self.request.user, matter.pk)
        actions.note_time(task=task, actor=page_actor(self.request), **form.cleaned_data)


def on_task(rows: Any, person, pk: int) -> Any:
    """A row on a task inside the person's audience, or NotFound."""
    found = rows.visible_to(person).select_related("task").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


class StepDone(LoginRequiredMixin, View):
    """POST ticks a step of the checklist, takes its tick away, or moves it one place."""

    def post(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        item = on_task(ChecklistItem.objects, request.user, pk)
        actor = page_actor(request)
        if step in ("tick", "untick"):
            actions.tick_checklist_item(item=item, actor=actor, done=step == "tick")
        elif step in ("up", "down"):
            before = item.task.checklist.filter(position__lt=item.position).count() + 1
            place = max(before - 1, 1) if step == "up" else before + 1
            actions.move_checklist_item(item=item, actor=actor, position=place)
        else:
            raise NotFound
        return done(request, topics=[f"matter.{item.task_id}"], url=url_of(item.task))


class OnTaskDialog(MatterDialog):
    """A dialog about one row on a task."""

    rows: Any
    row: Any

    def prepare(self) -> None:
        self.row = on_task(self.rows, self.request.user, self.kwargs["pk"])
        self.matter = self.row.task
        self.number = self.matter.number


class RenameItem(OnTaskDialog):
    """Say a step in other words."""

    rows, title, submit_label = ChecklistItem.objects, _("Rename this step"), _("Save")

    def form(self, data=None) -> ItemForm:
        return ItemForm(data, initial={"text": self.row.text}, auto_id="dialog_%s")

    def carry_out(self, form: forms.Form) -> None:
        actions.rename_checklist_item(item=self.row, actor=self.actor, **form.cleaned_data)


class RemoveItem(OnTaskDialog):
    """Take a step off."""

    rows, title, danger = ChecklistItem.objects, _("Remove this step"), True

    def prepare(self) -> None:
        super().prepare()
        self.text = self.row.text

    def carry_out(self, form: forms.Form) -> None:
        actions.remove_checklist_item(item=self.row, actor=self.actor)


class AddDeliverable(MatterDialog):
    """Ask for a deliverable."""

    title, submit_label = _("Add a deliverable"), _("Add")

    def prepare(self) -> None:
        self.matter = Task.objects.select_related("department").get_visible(
            self.request.user, self.kwargs["pk"]
        )
        self.number = self.matter.number

    def form(self, data=None) -> DeliverableForm:
        return DeliverableForm(data, auto_id="dialog_%s")

    def carry_out(self, form: forms.Form) -> None:
        actions.add_deliverable(task=self.matter, actor=self.actor, **form.cleaned_data)


class EditDeliverable(OnTaskDialog):
    """Change what is asked for."""

    rows, title, submit_label = Deliverable.objects, _("Change this deliverable"), _("Save")

    def form(self, data=None) -> DeliverableForm:
        initial = {name: getattr(self.row, name) for name in DeliverableForm.base_fields}
        return DeliverableForm(data, initial=initial, auto_id="dialog_%s")

    def carry_out(self, form: forms.Form) -> None:
        actions.edit_deliverable(deliverable=self.row, actor=self.actor, **form.cleaned_data)


class RemoveDeliverable(OnTaskDialog):
    """Ask for it no more."""

    rows, title, danger = Deliverable.objects, _("Remove this deliverable"), True

    def prepare(self) -> None:
        super().prepare()
        self.text = self.row.name

    def carry_out(self, form: forms.Form) -> None:
        actions.remove_deliverable(deliverable=self.row, actor=self.actor)


class HandIn(OnTaskDialog):
    """Hand evidence in."""

    rows, title, submit_label = Deliverable.objects, _("Hand in evidence"), _("Hand in")

    def prepare(self) -> None:
        super().prepare()
        self.text = self.row.name

    def form(self, data=None) -> EvidenceForm:
        return EvidenceForm(data, deliverable=self.row, auto_id="dialog_%s")

    def carry_out(self, form: forms.Form) -> None:
        actions.hand_in_evidence(deliverable=self.row, actor=self.actor, **form.cleaned_data)


class TakeBack(MatterDialog):
    """Take evidence back."""

    title, danger = _("Take this evidence back"), True

    def prepare(self) -> None:
        rows = Evidence.objects.standing().filter(
            deliverable__in=Deliverable.objects.visible_to(self.request.user)
        )
        found = rows.select_related("deliverable__task", "attachment").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise NotFound
        self.evidence, self.matter = found, found.deliverable.task
        self.number, self.text = self.matter.number, str(found)

    def carry_out(self, form: forms.Form) -> None:
        actions.take_back_evidence(evidence=self.evidence, actor=self.actor)


class CorrectTime(OnTaskDialog):
    """Put one's own entry right."""

    rows, title, submit_label = TimeEntry.objects, _("Correct this time"), _("Save")

    def form(self, data=None) -> TimeForm:
        initial = {name: getattr(self.row, name) for name in ("day", "minutes", "note")}
        return TimeForm(data, reader=self.request.user, initial=initial, auto_id="dialog_%s")

    def carry_out(self, form: forms.Form) -> None:
        actions.correct_time(entry=self.row, actor=self.actor, **form.cleaned_data)


class RemoveTime(OnTaskDialog):
    """Remove one's own entry."""

    rows, title, danger = TimeEntry.objects, _("Remove this time"), True

    def carry_out(self, form: forms.Form) -> None:
        actions.remove_time(entry=self.row, actor=self.actor)
