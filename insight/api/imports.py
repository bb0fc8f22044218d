"""Imports through the API: send a file, follow the run, take the report."""

from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser

from collab.common.api.bodies import BodyForm
from collab.common.api.filters import Filter
from collab.common.api.resources import Resource
from collab.common.errors import FieldError, Invalid
from collab.common.keyset import Order

from ..imports.actions import start_import
from ..imports.reading import MAX_BYTES
from ..imports.reasons import words
from ..imports.report import report_lines
from ..jobs import wake
from ..models import ImportRun

COLUMNS = (
    "id",
    "target",
    "file_name",
    "state",
    "dry_run",
    "position",
    "total",
    "counts",
    "reported",
    "error",
    "created_at",
    "finished_at",
)


class ImportBody(BodyForm):
    """A file, what is in it, and how its words are to be read."""

    target = forms.ChoiceField(choices=ImportRun.Target.choices)
    mapping = forms.JSONField(required=False, help_text=_("Column → field, as a JSON object."))
    statuses = forms.JSONField(required=False, help_text=_("Word → state, as a JSON object."))
    dry_run = forms.BooleanField(required=False)

    def _words(self, name: str) -> dict[str, str]:
        given = self.cleaned_data[name] or {}
        if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
            raise forms.ValidationError(_("Send an object of texts."))
        return given

    def clean_mapping(self) -> dict[str, str]:
        return self._words("mapping")

    def clean_statuses(self) -> dict[str, str]:
        return self._words("statuses")


class ImportResource(Resource):
    """Imports, seen and begun by coordinators."""

    parser_classes = [MultiPartParser]
    body_form = ImportBody
    model = ImportRun
    columns: ClassVar[tuple[str, ...]] = COLUMNS
    filters: ClassVar = {
        "target": Filter("choices", "target__in", choices=lambda: list(ImportRun.Target.values)),
        "state": Filter("choices", "state__in", choices=lambda: list(ImportRun.State.values)),
        "dry_run": Filter("bool", "dry_run"),
    }
    orders: ClassVar = {"id": Order("id"), "-id": Order("id", True)}

    def rows(self) -> QuerySet:
        return ImportRun.objects.visible_to(self.request.user)

    def whole(self, row: ImportRun) -> dict[str, Any]:
        plain = {name: getattr(row, name) for name in COLUMNS}
        notes = [note | {"detail": words(note)} for note in row.notes]
        return plain | {
            "percent": row.percent,
            "mapping": row.mapping,
            "statuses": row.statuses,
            "notes": notes,
        }

    def create(self, request) -> HttpResponse:
        """Begin an import; it runs as a job, its progress is read from the run."""
        form = ImportBody(request.data, person=request.user)
        file = request.FILES.get("file")
        errors = [] if file else [FieldError("file", "required", _("Send a file as multipart form data."))]
        if file and file.size > MAX_BYTES:
            too_large = words({"code": "too_large", "params": {"limit": MAX_BYTES // 1024 // 1024}})
            errors.append(FieldError("file", "too_large", too_large))
        if not form.is_valid():
            errors += [
                FieldError(name, "invalid", str(text))
                for name, found in form.errors.items()
                for text in found
            ]
        if errors:
            raise Invalid(errors)
        given = form.cleaned_data
        run = start_import(content=file.read(), file_name=file.name, actor=self.actor, **given)
        transaction.on_commit(wake)
        return self.answer(run, 201)

    @action(detail=True, methods=["get"])
    def report(self, request, pk: str) -> HttpResponse:
        """What became of each row, as CSV."""
        self.no_parameters(request)
        run = self.find(pk)
        answer = HttpResponse("".join(report_lines(run)), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="import-{run.pk}.csv"'
        answer["X-Content-Type-Options"] = "nosniff"
        return answer
