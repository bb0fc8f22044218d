"""The API's door to every doing: POST /{resource}/{id}/{verb-noun}/ with If-Match and what the doing asks for."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action

from collab.common.api.rendering import as_json, instant
from collab.common.api.resources import Resource, body_of, check_body
from collab.common.api.versions import etag, if_match

from ..doings import Doing, doings_of
from ..forms import DoingForm, schema_of
from ..models import Matter
from . import described
from .bulk import bulk_door
from .resources import SpineResource


def with_doings(resource: type[Resource], kind: str) -> type[Resource]:
    """Give a kind's resource one route per doing of that kind; a kind of matter has one that does it to many, too."""
    for doing in doings_of(kind).values():
        setattr(resource, f"do_{doing.name.replace('-', '_')}", _door(doing))
    if issubclass(resource, SpineResource):
        resource.bulk = bulk_door(kind)  # type: ignore[attr-defined]
    return resource


def _door(doing: Doing):
    def knock(self, request, pk: str) -> HttpResponse:
        matter, version = self.find_bare(pk), if_match(request)
        form = DoingForm(doing, matter, request.user, body_of(request), with_version=False)
        check_body(form, body_of(request))
        result = doing.do(matter=matter, actor=self.actor, version=version, **form.answers())
        answer = _outcome(self, pk, result)
        if doing.confidential:
            answer["Cache-Control"] = "no-store"
        return answer

    knock.__name__ = f"do_{doing.name.replace('-', '_')}"
    knock.__doc__ = f"{doing.label}."
    schema = extend_schema(
        operation_id=f"{doing.kind}_{doing.name.replace('-', '_')}",
        description=f"{doing.label}.",
        request={"application/json": schema_of(doing)},
        responses={
            200: OpenApiResponse(described.STEP_TAKEN, description="The matter's state after the step.")
        },
    )
    return schema(action(detail=True, methods=["post"], url_path=doing.name, url_name=doing.name)(knock))


def _outcome(resource: Resource, pk: str, result: Any) -> HttpResponse:
    """The matter as it stands after the step; `result` names another row the step made. A row that hangs on a
    matter answers for itself.
    """
    if not isinstance(resource, SpineResource):
        row = resource.rows().filter(pk=pk).first()
        return resource.answer(row) if row is not None else resource.gone()
    matter = result if isinstance(result, Matter) else resource.rows().filter(pk=pk).first()
    body: dict[str, Any] = {"result": None}
    if matter is None:
        return HttpResponse(as_json(body), content_type="application/json")
    body |= {
        "id": matter.pk,
        "number": matter.number,
        "status": matter.status,
        "is_open": matter.is_open,
        "light": matter.light,
        "due_at": instant(matter.due_at),
        "version": matter.version,
    }
    if result is not matter and hasattr(result, "pk"):
        body["result"] = {"type": result._meta.model_name, "id": result.pk}
    return HttpResponse(
        as_json(body), content_type="application/json", headers={"ETag": etag(matter.version)}
    )
