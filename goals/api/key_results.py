"""Key results and their figures through the API; another system feeds a metric with one POST."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action

from collab.common.api.bodies import BodyForm, form_schema
from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import Resource, WholeRows, body_of, check_body
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings
from collab.matters.api.resources import SPINE_FILTERS, SpineResource
from collab.matters.models import Kind, Matter

from ..actions import feed_figure
from ..health.selectors import share_of
from ..keyresults import doings  # noqa: F401  (declares what can be done before the doors are made)
from ..keyresults.words import plain
from ..models import Cadence, Figure, Follows, HealthPoint, KeyResult
from .bodies import DecimalText

EXTRA = (
    "goal", "start_value", "target_value", "current_value", "unit", "weight", "confidence", "cadence",
    "follows", "metric_key", "score", "last_check_in_at",
)  # fmt: skip
FIGURES = ("start_value", "target_value", "current_value", "score")


class FigureBody(BodyForm):
    """One figure as it was measured at an instant; sending it again changes nothing."""

    value = DecimalText()
    at = forms.DateTimeField()


def figure_shape(row: Figure) -> dict[str, Any]:
    """A figure with where it came from."""
    return {
        "id": row.pk,
        "key_result": row.key_result_id,
        "value": plain(row.value),
        "at": instant(row.at),
        "source": row.source,
        "told_by": shapes.person(row.told_by),
        "check_in": row.check_in_id,
    }


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: plain(row[name]) for name in FIGURES}


class KeyResultResource(SpineResource):
    """Key results; figures are texts, null where nobody has told them, which is not nought."""

    http_method_names = ["get", "post", "head", "options"]
    model = KeyResult
    columns: ClassVar[tuple[str, ...]] = (*shapes.COLUMNS, *EXTRA)
    filters: ClassVar = SPINE_FILTERS | {
        "goal": Filter("ids", "goal__in"),
        "cadence": Filter("choices", "cadence__in", choices=lambda: list(Cadence.values)),
        "follows": Filter("choices", "follows__in", choices=lambda: list(Follows.values)),
        "metric_key": Filter("text", "metric_key"),
    }

    def item(self, row: dict) -> dict[str, Any]:
        return shapes.item(row) | _told({name: row[name] for name in EXTRA})

    def whole(self, row: KeyResult) -> dict[str, Any]:
        own = {name: getattr(row, name) for name in EXTRA}
        own |= {"goal": row.goal_id, "last_check_in_at": instant(row.last_check_in_at)}
        followed = row.followed.select_related("matter")
        seen = Matter.objects.visible_to(self.request.user).in_bulk([one.matter_id for one in followed])
        tasks = [shapes.stub(seen.get(one.matter_id)) | {"weight": one.weight} for one in followed]
        return super().whole(row) | _told(own) | {"progress": plain(share_of(row)), "followed": tasks}

    @extend_schema(
        operation_id="key_result_feed_figure",
        request={"application/json": form_schema(FigureBody)},
        responses={
            200: OpenApiResponse({"type": "object"}, description="This figure was known already."),
            201: OpenApiResponse({"type": "object"}, description="The figure was taken in."),
        },
    )
    @action(detail=True, methods=["post"])
    def figures(self, request, pk: str) -> HttpResponse:
        """Feed a figure measured by another system. No version is needed: figures are only ever added."""
        key_result = self.find(pk)
        given = check_body(FigureBody(body_of(request), person=request.user), body_of(request))
        row, is_new = feed_figure(key_result=key_result, actor=self.actor, **given)
        return FigureResource.answer(FigureResource(request=request), row, 201 if is_new else 200)


class FigureResource(WholeRows):
    """The history of figures, oldest first; nothing in it is ever changed."""

    http_method_names = ["get", "head", "options"]
    related = ("told_by",)
    shape = figure_shape
    default_order: ClassVar[str] = "id"
    filters: ClassVar = {
        "key_result": Filter("int", "key_result"),
        "goal": Filter("int", "key_result__goal"),
        "source": Filter("choices", "source__in", choices=lambda: list(Follows.values)),
        "since": Filter("instant", "at__gte"),
    }

    def rows(self) -> QuerySet:
        return Figure.objects.visible_to(self.request.user)


class HealthPointResource(Resource):
    """How the health of goals turned, and why."""

    http_method_names = ["get", "head", "options"]
    columns: ClassVar[tuple[str, ...]] = ("id", "goal", "value", "progress", "causes", "at")
    filters: ClassVar = {"goal": Filter("int", "goal"), "since": Filter("instant", "at__gte")}

    def rows(self) -> QuerySet:
        return HealthPoint.objects.visible_to(self.request.user)

    def item(self, row: dict) -> dict[str, Any]:
        return row | {"progress": plain(row["progress"]), "at": instant(row["at"])}

    def whole(self, row: HealthPoint) -> dict[str, Any]:
        return self.item({name: getattr(row, name) for name in self.columns} | {"goal": row.goal_id})


with_doings(KeyResultResource, Kind.KEY_RESULT)
