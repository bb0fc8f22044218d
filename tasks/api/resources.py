"""The task resource."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action

from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json, instant
from collab.common.api.resources import Resource, body_of, check_body
from collab.common.api.versions import if_match
from collab.deadlines.api import clocks_of
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings
from collab.matters.api.resources import PRIORITY_CODES, SPINE_FILTERS, SpineResource
from collab.matters.models import Kind, Matter, PartyRole, Visibility
from collab.org.models import Department, Person

from .. import doings  # noqa: F401  (declares what can be done before the doors are made)
from ..actions import create_task, edit_draft
from ..models import ProgressReport, Source, Task
from ..similar import similar_tasks

EXTRA = (
    "is_light",
    "source",
    "percent",
    "parent",
    "rework_count",
    "last_report_at",
    "issued_at",
    "report_every_days",
    "start_at",
    "estimate_minutes",
    "is_milestone",
)


class TaskBody(forms.Form):
    """A new task as other systems send it; people and departments by id."""

    title = forms.CharField(max_length=300)
    body = forms.CharField(max_length=100_000, required=False, strip=False)
    department = forms.ModelChoiceField(Department.objects.none())
    responsible = forms.ModelChoiceField(Person.objects.none(), required=False)
    supervisor = forms.ModelChoiceField(Person.objects.none(), required=False)
    co_departments = forms.ModelMultipleChoiceField(Department.objects.none(), required=False)
    due_at = forms.DateTimeField(required=False)
    priority = forms.ChoiceField(choices=[(code, code) for code in PRIORITY_CODES], required=False)
    source = forms.ChoiceField(choices=Source.choices, required=False)
    completion_standard = forms.CharField(max_length=20_000, required=False)
    report_every_days = forms.IntegerField(min_value=1, max_value=260, required=False)
    start_at = forms.DateTimeField(required=False)
    estimate_minutes = forms.IntegerField(min_value=1, required=False)
    is_milestone = forms.BooleanField(required=False)
    visibility = forms.ChoiceField(choices=Visibility.choices, required=False)
    parent = forms.ModelChoiceField(Task.objects.none(), required=False)
    came_from = forms.ModelChoiceField(Matter.objects.none(), required=False)
    is_light = forms.BooleanField(required=False)
    issue = forms.BooleanField(required=False)

    def __init__(self, data, person):
        super().__init__(data)
        departments = Department.objects.visible_to(person).active()
        people = Person.objects.visible_to(person).active()
        for name in ("department", "co_departments"):
            self.fields[name].queryset = departments
        for name in ("responsible", "supervisor"):
            self.fields[name].queryset = people
        self.fields["parent"].queryset = Task.objects.visible_to(person)
        self.fields["came_from"].queryset = Matter.objects.visible_to(person)

    def given(self, sent: dict[str, Any]) -> dict[str, Any]:
        """What was sent, in the action's terms; absent fields keep the action's defaults."""
        values = {name: value for name, value in check_body(self, sent).items() if name in sent}
        if "priority" in values:
            values["priority"] = PRIORITY_CODES[values["priority"] or "normal"]
        return {name: value for name, value in values.items() if value != "" or name == "body"}


class DraftBody(TaskBody):
    """Changes to a draft."""

    KEPT = (
        "title",
        "body",
        "priority",
        "due_at",
        "completion_standard",
        "source",
        "report_every_days",
        "start_at",
        "estimate_minutes",
        "is_milestone",
        "visibility",
    )

    def __init__(self, data, person):
        super().__init__(data, person)
        for name in list(self.fields):
            if name not in self.KEPT or name not in data:
                del self.fields[name]


class TaskResource(SpineResource):
    """Supervised items and light tasks."""

    model = Task
    body_form = TaskBody
    change_form = TaskBody  # type: ignore[assignment]
    columns: ClassVar[tuple[str, ...]] = (*shapes.COLUMNS, *EXTRA)
    filters: ClassVar = SPINE_FILTERS | {
        "source": Filter("choices", "source__in", choices=lambda: list(Source.values)),
        "is_light": Filter("bool", "is_light"),
        "is_milestone": Filter("bool", "is_milestone"),
        "parent": Filter("int", "parent"),
        "co_department": Filter(
            "ids",
            apply=lambda rows, value, person: rows.filter(
                parties__role=PartyRole.CO, parties__department__in=value
            ).distinct(),
        ),
    }

    def item(self, row: dict) -> dict[str, Any]:
        return shapes.item(row) | {name: row[name] for name in EXTRA}

    def whole(self, row: Task) -> dict[str, Any]:
        return super().whole(row) | {
            "is_light": row.is_light,
            "source": row.source,
            "percent": row.percent,
            "parent": row.parent_id,
            "completion_standard": row.completion_standard,
            "report_every_days": row.report_every_days,
            "start_at": instant(row.start_at),
            "estimate_minutes": row.estimate_minutes,
            "is_milestone": row.is_milestone,
            "last_report_at": instant(row.last_report_at),
            "issued_at": instant(row.issued_at),
            "submitted_at": instant(row.submitted_at),
            "result": row.result,
            "rework_count": row.rework_count,
            "return_count": row.return_count,
            "blockage": row.blockage
            and {
                "kind": row.blockage,
                "note": row.blockage_note,
                "resolver": row.blockage_resolver,
                "until": instant(row.blockage_until),
            },
            "deadlines": clocks_of(row),
        }

    def create(self, request) -> HttpResponse:
        """Draft a task, or with `issue` hand it out in the same step."""
        sent = body_of(request)
        task = create_task(actor=self.actor, **TaskBody(sent, request.user).given(sent))
        return self.answer(task, 201)

    @extend_schema(parameters=[OpenApiParameter("title", str, description="What is about to be drafted.")])
    @action(detail=False, methods=["get"])
    def similar(self, request) -> HttpResponse:
        """Open work that looks like `title`, the most alike first; ask before drafting."""
        found = similar_tasks(request.query_params.get("title", "")[:300], request.user)
        body = {"results": [shapes.stub(one.task) | {"percent": one.percent} for one in found]}
        return HttpResponse(as_json(body), content_type="application/json")

    def partial_update(self, request, pk: str) -> HttpResponse:
        """A draft's fields; once handed out, its words and priority only."""
        row = self.find(pk)
        if row.status != "draft":
            return super().partial_update(request, pk)
        sent, version = body_of(request), if_match(request)
        edit_draft(task=row, actor=self.actor, version=version, **DraftBody(sent, request.user).given(sent))
        return self.answer(self.find(pk))


with_doings(TaskResource, Kind.TASK)


class ProgressReportResource(Resource):
    """Progress reports, written through `report-progress`."""

    filters: ClassVar = {"task": Filter("int", "task"), "author": Filter("int", "author")}
    columns: ClassVar[tuple[str, ...]] = ("id", "task", "author", "author__name", "at", "percent", "text")

    def rows(self) -> QuerySet:
        return ProgressReport.objects.filter(task__in=Task.objects.visible_to(self.request.user))

    def item(self, row: dict) -> dict[str, Any]:
        name = row.pop("author__name")
        return row | {"author": {"id": row["author"], "name": name}}

    def whole(self, row: ProgressReport) -> dict[str, Any]:
        return {
            "id": row.pk,
            "task": row.task_id,
            "author": {"id": row.author_id, "name": row.author.name},
            "at": instant(row.at),
            "percent": row.percent,
            "text": row.text,
        }
