"""Ledgers written to files by a job, through the API: follow one, take it away, drop it."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from rest_framework.decorators import action

from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import Resource

from ..actions import discard_export
from ..export import kept
from ..models import LedgerExport


def export_shape(row: LedgerExport) -> dict[str, Any]:
    """How far it is; `content` is where the file is fetched once it is done."""
    return {
        "id": row.pk,
        "name": row.name,
        "format": row.format,
        "state": row.state,
        "position": row.position,
        "total": row.total,
        "percent": row.percent,
        "created_at": instant(row.created_at),
        "finished_at": instant(row.finished_at),
        "expires_at": instant(row.expires_at),
        "content": reverse("api:ledger-exports-content", args=[row.pk]) if row.is_done else None,
    }


class LedgerExportResource(Resource):
    """One's own files; they are begun by a POST to /tasks/export/ and kept for a day."""

    filters: ClassVar = {
        "state": Filter("choices", "state__in", choices=lambda: list(LedgerExport.State.values))
    }

    def rows(self) -> QuerySet:
        return LedgerExport.objects.visible_to(self.request.user).defer("ids")

    def items(self, rows: list[dict]) -> list[dict[str, Any]]:  # type: ignore[override]
        found = self.rows().in_bulk([row["id"] for row in rows])
        return [export_shape(found[row["id"]]) for row in rows if row["id"] in found]

    def whole(self, row: LedgerExport) -> dict[str, Any]:
        return export_shape(row)

    @action(detail=True, methods=["get"])
    def content(self, request, pk: str) -> FileResponse:
        """The file; 409 while it is not ready."""
        self.no_parameters(request)
        return kept(self.find(pk))

    def destroy(self, request, pk: str) -> HttpResponse:
        """Drop it before its day is over."""
        discard_export(export=self.find(pk), actor=self.actor)
        return self.gone()
