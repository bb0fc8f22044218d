"""Files made by a job, through the API: follow one, take it away, drop it."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from rest_framework.decorators import action

from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json, instant
from collab.common.api.resources import Resource

from .actions import discard_file
from .models import MadeFile
from .serving import kept


def file_shape(row: MadeFile) -> dict[str, Any]:
    """How far it is; `content` is where the file is fetched once it is done."""
    return {
        "id": row.pk,
        "kind": row.maker,
        "name": row.name,
        "format": row.format,
        "state": row.state,
        "problem": row.problem,
        "position": row.position,
        "total": row.total,
        "percent": row.percent,
        "created_at": instant(row.created_at),
        "finished_at": instant(row.finished_at),
        "expires_at": instant(row.expires_at),
        "content": reverse("api:files-content", args=[row.pk]) if row.is_done else None,
    }


def accepted(row: MadeFile) -> HttpResponse:
    """202 with `Location`, where the file is followed until its state is “done”."""
    place = reverse("api:files-detail", args=[row.pk])
    body, kind = as_json(file_shape(row)), "application/json"
    return HttpResponse(body, status=202, content_type=kind, headers={"Location": place})


class FileResource(Resource):
    """One's own files; each is begun where its figures stand and kept for a week."""

    filters: ClassVar = {
        "state": Filter("choices", "state__in", choices=lambda: list(MadeFile.State.values)),
        "kind": Filter("text", "maker"),
    }

    def rows(self) -> QuerySet:
        return MadeFile.objects.visible_to(self.request.user).defer("question")

    def items(self, rows: list[dict]) -> list[dict[str, Any]]:  # type: ignore[override]
        found = self.rows().in_bulk([row["id"] for row in rows])
        return [file_shape(found[row["id"]]) for row in rows if row["id"] in found]

    def whole(self, row: MadeFile) -> dict[str, Any]:
        return file_shape(row)

    @action(detail=True, methods=["get"])
    def content(self, request, pk: str) -> FileResponse:
        """The file; 409 while it is not ready."""
        self.no_parameters(request)
        return kept(self.find(pk))

    def destroy(self, request, pk: str) -> HttpResponse:
        """Drop it before its week is over."""
        discard_file(made=self.find(pk), actor=self.actor)
        return self.gone()


routes = [("files", FileResource)]
