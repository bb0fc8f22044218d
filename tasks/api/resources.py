"""The task resource."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import action

from collab.common.api.bodies import SharedChoice, SharedChoices, share
from collab.common.api.filters import Filter, narrow, unknown_parameters
from collab.common.api.rendering import instant
from collab.common.api.resources import Resource, body_of, check_body
from collab.common.api.versions import if_match
from collab.common.errors import Invalid
from collab.deadlines.api import clocks_of
from collab.files.api import accepted
from collab.files.jobs import have_made
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings
from collab.matters.api.finding import alike_answer
from collab.matters.api.resources import PRIORITY_CODES, SPINE_FILTERS, SpineResource
from collab.matters.models import Kind, Matter, Visibility
from collab.org.models import Department, Person

from .. import conditions, doings  # noqa: F401  (doings are declared before their doors are made)
from ..actions import create_task, edit_draft
from ..export import asked_of_job, chosen_ids, exported
from ..models import ProgressReport, Source, Task
from .parts import PartsField, parts_of

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
CAN_BE_EMPTY = ("body", "completion_standard", "due_at", "start_at", "estimate_minutes")


class TaskBody(forms.Form):
    """A new task as other systems send it; people and departments by id."""

    title = forms.CharField(max_length=300)
    body = forms.CharField(max_length=100_000, required=False, strip=False)
    department = SharedChoice(Department.objects.none())
    responsible = SharedChoice(Person.objects.none(), required=False)
    supervisor = SharedChoice(Person.objects.none(), required=False)
    co_departments = SharedChoices(Department.objects.none(), required=False)
    parts = PartsField()
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
        share(self, Department.objects.visible_to(person).active(), "department", "co_departments")
        share(self, Person.objects.visible_to(person).active(), "responsible", "supervisor")
        self.fields["parts"].person = person
        for name, model in (("parent", Task), ("came_from", Matter)):
            if name in self.data:
                self.fields[name].queryset = model.objects.visible_to(person)

    def clean_co_departments(self):
        """Sending one twice is a mistake that is named, not swallowed."""
        sent = self.data.get("co_departments") or []
        if len(set(sent)) < len(sent):
            raise forms.ValidationError(
                _("A co-department is named twice. Name each one once."), code="twice"
            )
        return self.cleaned_data["co_departments"]

    def given(self, sent: dict[str, Any]) -> dict[str, Any]:
        """What was sent, in the action's terms; fields that are absent, or empty where that says nothing, keep
        the action's defaults.
        """
        values = {name: value for name, value in check_body(self, sent).items() if name in sent}
        if "priority" in values:
            values["priority"] = PRIORITY_CODES[values["priority"] or "normal"]
        return {
            name: value for name, value in values.items() if value not in ("", None) or name in CAN_BE_EMPTY
        }


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


def _stale(rows: QuerySet, value: int, person: Person) -> QuerySet:
    if not 1 <= value <= 3650:
        raise Invalid.field("stale_days", _("Between 1 and 3650 days."), "invalid_filter")
    return rows.filter(conditions.stale(value))


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
            apply=lambda rows, value, person: rows.filter(conditions.with_co_department(value)),
        ),
        "supervisor": Filter(
            "int",
            apply=lambda rows, value, person: rows.filter(conditions.supervised_by(value)),
            help="Supervisor or whoever handed it out, by person id.",
        ),
        "extended": Filter("bool", apply=lambda rows, value, person: rows.filter(conditions.extended(value))),
        "late": Filter(
            "bool",
            apply=lambda rows, value, person: rows.filter(conditions.late(value)),
            help="Overdue now, or finished late.",
        ),
        "stale_days": Filter("int", apply=_stale, help="Open, and no progress reported for so many days."),
        "created_after": Filter("instant", "created_at__gte"),
        "created_before": Filter("instant", "created_at__lt"),
    }

    def item(self, row: dict) -> dict[str, Any]:
        return shapes.item(row) | {name: row[name] for name in EXTRA}

    def whole(self, row: Task) -> dict[str, Any]:
        parts = parts_of(row)
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
            "return": {
                "reason": row.return_reason,
                "evidence": row.return_evidence,
                "file": row.return_file_id,
                "ruling": row.ruling,
                "ruled_at": instant(row.ruled_at),
            },
            "parts": parts,
            "deadlines": clocks_of(row),
        }

    def create(self, request) -> HttpResponse:
        """Draft a task, or with `issue` hand it out in the same step."""
        sent = body_of(request)
        task = create_task(actor=self.actor, **TaskBody(sent, request.user).given(sent))
        return self.answer(task, 201)

    @extend_schema(
        description="The ledger of all that passes the filters, as a file in the reader's language and zone; "
        "up to 2,000 rows at once, more by a POST.",
        responses={200: OpenApiResponse(bytes, description="The file: format=csv (default) or xlsx.")},
    )
    @action(detail=False, methods=["get"])
    def export(self, request) -> FileResponse:
        return exported(*self.asked_for())

    @extend_schema(
        description="Has a job write the same file, however large; follow `Location` until its state is “done”.",
        request=None,
        responses={202: OpenApiResponse({"type": "object"}, description="The file that is being written.")},
    )
    @export.mapping.post
    def request_export(self, request) -> HttpResponse:
        rows, format = self.asked_for()
        return accepted(have_made(actor=self.actor, **asked_of_job(chosen_ids(rows), format)))

    def asked_for(self) -> tuple[QuerySet, str]:
        """The rows an export is about, in order, and the format; Invalid for what no list takes."""
        params = self.request.query_params.dict()
        format, ordering = params.pop("format", "csv"), params.pop("ordering", None)
        if errors := unknown_parameters(params, self.filters):
            raise Invalid(errors)
        rows = narrow(self.rows(), self.filters, params, self.request.user)
        return self.order(ordering).sort(rows), format

    @extend_schema(parameters=[OpenApiParameter("title", str, description="What is about to be drafted.")])
    @action(detail=False, methods=["get"])
    def similar(self, request) -> HttpResponse:
        """Open work that looks like `title`, the most alike first; ask before drafting."""
        return alike_answer(self.rows(), request)

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
