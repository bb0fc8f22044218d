"""Search over everything the reader may see, and the labels there are."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json
from collab.common.api.resources import Resource
from collab.common.errors import Invalid

from ..models import Kind, Label, Matter
from ..similar import alike_among
from . import shapes
from .resources import SPINE_FILTERS, SpineResource


def alike_answer(rows: Any, request: Any) -> HttpResponse:
    """Those of `rows` (inside the reader's audience) that look like the `title` asked for, the most alike first."""
    found = alike_among(rows, request.query_params.get("title", "")[:300])
    body = {"results": [shapes.stub(one.matter) | {"percent": one.percent} for one in found]}
    return HttpResponse(as_json(body), content_type="application/json")


class SearchResource(SpineResource):
    """`q` is required; Chinese substrings of two and more characters are found, of one as beginnings."""

    http_method_names = ["get", "head", "options"]
    filters: ClassVar = SPINE_FILTERS | {
        "kind": Filter("choices", "kind__in", choices=lambda: list(Kind.values))
    }

    def list(self, request) -> HttpResponse:
        if not request.query_params.get("q", "").strip():
            raise Invalid.field("q", _("Say what to look for."), "required")
        return super().list(request)


class LabelResource(Resource):
    """Labels coordinators have set up; `matter` narrows to those on one matter the reader may see."""

    filters: ClassVar = {
        "matter": Filter(
            "int",
            apply=lambda rows, value, person: rows.filter(
                matters__in=Matter.objects.visible_to(person).filter(pk=value)
            ),
        )
    }
    columns: ClassVar[tuple[str, ...]] = ("id", "name", "colour")
    default_order: ClassVar[str] = "id"

    def rows(self) -> QuerySet:
        return Label.objects.all()

    def whole(self, row: Label) -> dict[str, Any]:
        return {"id": row.pk, "name": row.name, "colour": row.colour}
