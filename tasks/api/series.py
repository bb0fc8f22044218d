"""Series of recurring tasks through the API."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.decorators import action

from collab.common.api.bodies import BodyForm
from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import body_of, check_body
from collab.common.api.versions import if_match
from collab.matters.api import shapes
from collab.matters.api.hanging import Hanging

from .. import actions
from ..models import DayOff, Occasion, SeriesState, Task, TaskSeries
from ..recurrence.forms import PartiesForm

PLAIN = (
    "title", "rrule", "zone", "occasion", "lead_days", "due_after_days", "on_day_off", "state", "trouble",
    "checklist", "deliverables", "version",
)  # fmt: skip


class RuleBody(BodyForm):
    """By which rule, and when the next task is made and due."""

    rrule = forms.CharField(max_length=300)
    first_at = forms.DateTimeField()
    zone = forms.CharField(max_length=64, required=False)
    occasion = forms.ChoiceField(choices=Occasion.choices, required=False)
    lead_days = forms.IntegerField(min_value=0, max_value=260, required=False)
    due_after_days = forms.IntegerField(min_value=0, max_value=260, required=False)
    on_day_off = forms.ChoiceField(choices=DayOff.choices, required=False)


class SeriesBody(RuleBody):
    """A new series; `task` is the pattern."""

    task = forms.ModelChoiceField(Task.objects.all())


class SeriesChange(RuleBody):
    """A changed series."""

    title = forms.CharField(max_length=300)
    body = forms.CharField(max_length=100_000, required=False, strip=False)
    completion_standard = forms.CharField(max_length=20_000, required=False)


class ReasonBody(BodyForm):
    """Why."""

    reason = forms.CharField(max_length=20_000)


def series(row: TaskSeries) -> dict[str, Any]:
    """One series with what it makes next."""
    return {
        "id": row.pk,
        "pattern": row.pattern_id,
        "department": shapes.department(row.department),
        "responsible": shapes.person(row.responsible),
        "supervisor": shapes.person(row.supervisor),
        "co_departments": [shapes.department(one) for one in row.co_departments.all()],
        **{name: getattr(row, name) for name in PLAIN},
        "first_at": instant(row.first_at),
        "next_at": instant(row.next_at),
        "last_task": row.last_task_id,
    }


class SeriesResource(Hanging):
    """What is handed out again and again."""

    shape = staticmethod(series)
    related = ("department", "responsible", "supervisor")
    body_form, change_form = SeriesBody, SeriesChange
    filters: ClassVar = {
        "pattern": Filter("int", "pattern"),
        "department": Filter("ids", "department__in"),
        "state": Filter("choices", "state__in", choices=lambda: list(SeriesState.values)),
    }

    def rows(self) -> QuerySet:
        return TaskSeries.objects.visible_to(self.request.user).prefetch_related("co_departments")

    def sent(self, form: type[BodyForm], *, partial: bool = False) -> dict[str, Any]:
        """What was sent, as this form reads it; empty choices keep what is."""
        body = body_of(self.request)
        given = check_body(form(body, person=self.request.user), body, partial=partial)
        keeps = ("body", "completion_standard")
        return {
            name: value
            for name, value in given.items()
            if name in body and (value not in ("", None) or name in keeps)
        }

    def create(self, request) -> HttpResponse:
        """Repeat a task by a rule; If-Match names the task's version."""
        row = actions.repeat_task(actor=self.actor, version=if_match(request), **self.sent(SeriesBody))
        return self.answer(row, 201)

    def partial_update(self, request, pk: str) -> HttpResponse:
        """Change rule and words."""
        given = self.sent(SeriesChange, partial=True)
        version = if_match(request)
        return self.answer(
            actions.edit_series(series=self.find(pk), actor=self.actor, version=version, **given)
        )

    @action(detail=True, methods=["post"])
    def parties(self, request, pk: str) -> HttpResponse:
        """Say who takes part in the tasks to come: responsible and supervisor, and all co-departments."""
        row, version, body = self.find(pk), if_match(request), body_of(request)
        kept = {name: getattr(row, name) for name in ("responsible", "supervisor")}
        kept["co_departments"] = list(row.co_departments.all())
        sent = check_body(PartiesForm(body, person=request.user), body, partial=True)
        return self.answer(
            actions.set_series_parties(series=row, actor=self.actor, version=version, **(kept | sent))
        )

    @action(detail=True, methods=["post"])
    def pause(self, request, pk: str) -> HttpResponse:
        """Make nothing until it is resumed."""
        row, version = self.find(pk), if_match(request)
        return self.answer(
            actions.pause_series(series=row, actor=self.actor, version=version, **self.sent(ReasonBody))
        )

    @action(detail=True, methods=["post"])
    def resume(self, request, pk: str) -> HttpResponse:
        """Go on with the next occurrence that can still be kept."""
        row, version = self.find(pk), if_match(request)
        check_body(forms.Form(body_of(request)), body_of(request))
        return self.answer(actions.resume_series(series=row, actor=self.actor, version=version))

    @action(detail=True, methods=["post"])
    def end(self, request, pk: str) -> HttpResponse:
        """Make no further task."""
        row, version = self.find(pk), if_match(request)
        return self.answer(
            actions.end_series(series=row, actor=self.actor, version=version, **self.sent(ReasonBody))
        )
