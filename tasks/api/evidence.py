"""Checklist items, deliverables with their evidence, and time spent through the API."""

from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.decorators import action

from collab.common.api.bodies import BodyForm
from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import body_of, check_body
from collab.common.errors import NotFound
from collab.matters.api import shapes
from collab.matters.api.hanging import Hanging
from collab.matters.models import Attachment

from .. import actions
from ..models import ChecklistItem, Deliverable, Evidence, EvidenceKind, Task, TimeEntry

ON_TASK = {"task": Filter("int", "task")}


class OnTask(BodyForm):
    """Which task a row belongs to."""

    task = forms.ModelChoiceField(Task.objects.all())


class ItemChange(BodyForm):
    """A changed step."""

    text = forms.CharField(max_length=300)
    position = forms.IntegerField(min_value=1, max_value=1000)
    is_done = forms.BooleanField(required=False)


class ItemBody(OnTask):
    """A new step."""

    text = forms.CharField(max_length=300)


def checklist_item(row: ChecklistItem) -> dict[str, Any]:
    """One step."""
    return {
        "id": row.pk,
        "task": row.task_id,
        "position": row.position,
        "text": row.text,
        "is_done": row.done_at is not None,
        "done_at": instant(row.done_at),
        "done_by": shapes.person(row.done_by),
    }


class TaskRows(Hanging):
    """Rows with a `task`; lists hold whole rows, since these are small."""

    model: ClassVar[Any]
    filters: ClassVar = ON_TASK

    def rows(self) -> QuerySet:
        return self.model.objects.visible_to(self.request.user)

    def sent(self, form: type[BodyForm], *, partial: bool = False) -> dict[str, Any]:
        """What was sent, as this form reads it."""
        body = body_of(self.request)
        given = check_body(form(body, person=self.request.user), body, partial=partial)
        return {name: value for name, value in given.items() if name in body}


class ChecklistResource(TaskRows):
    """The checklists of tasks; PATCH renames, moves and ticks."""

    model = ChecklistItem
    shape = staticmethod(checklist_item)
    related = ("done_by",)
    body_form, change_form = ItemBody, ItemChange

    def create(self, request) -> HttpResponse:
        """Put a step at the end."""
        return self.answer(actions.add_checklist_item(actor=self.actor, **self.sent(ItemBody)), 201)

    @transaction.atomic
    def partial_update(self, request, pk: str) -> HttpResponse:
        """Rename, move, tick or untick; all of it or nothing."""
        row, given = self.find(pk), self.sent(ItemChange, partial=True)
        if "text" in given:
            actions.rename_checklist_item(item=row, actor=self.actor, text=given["text"])
        if "position" in given:
            actions.move_checklist_item(item=row, actor=self.actor, position=given["position"])
        if "is_done" in given:
            actions.tick_checklist_item(item=row, actor=self.actor, done=given["is_done"])
        return self.answer(self.find(pk))

    def destroy(self, request, pk: str) -> HttpResponse:
        """Take a step off."""
        actions.remove_checklist_item(item=self.find(pk), actor=self.actor)
        return self.gone()


class DeliverableChange(BodyForm):
    """A changed deliverable."""

    name = forms.CharField(max_length=300)
    requires = forms.ChoiceField(choices=EvidenceKind.choices)
    is_required = forms.BooleanField(required=False)


class DeliverableBody(OnTask):
    """A new deliverable."""

    name = forms.CharField(max_length=300)
    requires = forms.ChoiceField(choices=EvidenceKind.choices, required=False)
    is_required = forms.BooleanField(required=False)


class EvidenceBody(BodyForm):
    """What shows that it was delivered: a file of the task, a link or a description."""

    attachment = forms.ModelChoiceField(Attachment.objects.all(), required=False)
    url = forms.CharField(max_length=500, required=False)
    text = forms.CharField(max_length=20_000, required=False)


class TakeBackBody(BodyForm):
    """Which evidence."""

    evidence = forms.IntegerField(min_value=1)


def evidence(row: Evidence) -> dict[str, Any]:
    """One piece of evidence."""
    return {
        "id": row.pk,
        "attachment": row.attachment_id,
        "url": row.url,
        "text": row.text,
        "at": instant(row.at),
        "by": shapes.person(row.by),
    }


def deliverable(row: Deliverable) -> dict[str, Any]:
    """A deliverable with the evidence that stands."""
    handed_in = [evidence(one) for one in row.evidence.all()]
    return {
        "id": row.pk,
        "task": row.task_id,
        "name": row.name,
        "requires": row.requires,
        "is_required": row.is_required,
        "is_met": bool(handed_in) or row.requires == EvidenceKind.NONE,
        "evidence": handed_in,
    }


class DeliverableResource(TaskRows):
    """What tasks have to produce, with its evidence."""

    model = Deliverable
    shape = staticmethod(deliverable)
    filters: ClassVar = ON_TASK | {"required": Filter("bool", "is_required")}
    body_form, change_form = DeliverableBody, DeliverableChange

    def rows(self) -> QuerySet:
        handed_in = Evidence.objects.standing().select_related("by")
        return super().rows().prefetch_related(Prefetch("evidence", queryset=handed_in))

    def create(self, request) -> HttpResponse:
        """Ask for a deliverable."""
        given = {name: value for name, value in self.sent(DeliverableBody).items() if value != ""}
        return self.answer(self.find(str(actions.add_deliverable(actor=self.actor, **given).pk)), 201)

    def partial_update(self, request, pk: str) -> HttpResponse:
        """Change what is asked for."""
        given = self.sent(DeliverableChange, partial=True)
        actions.edit_deliverable(deliverable=self.find(pk), actor=self.actor, **given)
        return self.answer(self.find(pk))

    def destroy(self, request, pk: str) -> HttpResponse:
        """Ask for it no more."""
        actions.remove_deliverable(deliverable=self.find(pk), actor=self.actor)
        return self.gone()

    @action(detail=True, methods=["post"], url_path="hand-in")
    def hand_in(self, request, pk: str) -> HttpResponse:
        """Hand in evidence."""
        actions.hand_in_evidence(deliverable=self.find(pk), actor=self.actor, **self.sent(EvidenceBody))
        return self.answer(self.find(pk), 201)

    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request, pk: str) -> HttpResponse:
        """Take evidence back."""
        row = self.find(pk)
        given = self.sent(TakeBackBody)
        found = Evidence.objects.standing().filter(deliverable=row, pk=given.get("evidence")).first()
        if found is None:
            raise NotFound
        actions.take_back_evidence(evidence=found, actor=self.actor)
        return self.answer(self.find(pk))


class TimeChange(BodyForm):
    """A corrected entry."""

    day = forms.DateField()
    minutes = forms.IntegerField()
    note = forms.CharField(max_length=300, required=False)


class TimeBody(OnTask, TimeChange):
    """A new entry."""


def time_entry(row: TimeEntry) -> dict[str, Any]:
    """Time spent by one person on one day."""
    return {
        "id": row.pk,
        "task": row.task_id,
        "person": shapes.person(row.person),
        "day": row.day.isoformat(),
        "minutes": row.minutes,
        "note": row.note,
        "entered_at": instant(row.entered_at),
    }


class TimeResource(TaskRows):
    """Time spent on tasks; `from` and `to` are days, both included."""

    model = TimeEntry
    shape = staticmethod(time_entry)
    related = ("person",)
    body_form, change_form = TimeBody, TimeChange
    filters: ClassVar = ON_TASK | {
        "person": Filter("int", "person"),
        "from": Filter(
            "instant", apply=lambda rows, value, person: rows.filter(day__gte=timezone.localdate(value))
        ),
        "to": Filter(
            "instant", apply=lambda rows, value, person: rows.filter(day__lte=timezone.localdate(value))
        ),
    }

    def create(self, request) -> HttpResponse:
        """Note time spent."""
        return self.answer(actions.note_time(actor=self.actor, **self.sent(TimeBody)), 201)

    def partial_update(self, request, pk: str) -> HttpResponse:
        """Put one's own entry right."""
        given = self.sent(TimeChange, partial=True)
        actions.correct_time(entry=self.find(pk), actor=self.actor, **given)
        return self.answer(self.find(pk))

    def destroy(self, request, pk: str) -> HttpResponse:
        """Remove one's own entry."""
        actions.remove_time(entry=self.find(pk), actor=self.actor)
        return self.gone()
