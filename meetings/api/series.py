"""The resource of meeting series."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse

from collab.common.api.filters import Filter
from collab.common.api.resources import Resource, body_of, check_body
from collab.common.api.versions import if_match

from ..actions import create_series, edit_series
from ..models import MeetingSeries
from .bodies import SeriesBody, SeriesChange, given

COLUMNS = (
    "id",
    "title",
    "department",
    "rrule",
    "zone",
    "start_time",
    "minutes",
    "place",
    "link",
    "chair",
    "is_active",
    "version",
)


class SeriesResource(Resource):
    """What is held regularly; everyone signed in may know."""

    body_form = SeriesBody
    change_form = SeriesChange
    columns: ClassVar[tuple[str, ...]] = COLUMNS
    filters: ClassVar = {
        "department": Filter("ids", "department__in"),
        "active": Filter("bool", "is_active"),
        "q": Filter("text", "title__icontains"),
    }

    def rows(self) -> QuerySet:
        return MeetingSeries.objects.visible_to(self.request.user)

    def whole(self, row: MeetingSeries) -> dict[str, Any]:
        plain = {name: getattr(row, name) for name in COLUMNS if name not in ("department", "chair")}
        return plain | {"department": row.department_id, "chair": row.chair_id}

    def create(self, request) -> HttpResponse:
        """Set up a series."""
        sent = body_of(request)
        form = SeriesBody(sent, person=request.user)
        return self.answer(create_series(actor=self.actor, **given(form, check_body(form, sent), sent)), 201)

    def partial_update(self, request, pk: str) -> HttpResponse:
        """Change a series; meetings already prepared stay as they are."""
        row, version, sent = self.find(pk), if_match(request), body_of(request)
        form = SeriesChange(sent, person=request.user)
        for name in set(form.fields) - set(sent):
            del form.fields[name]
        changes = given(form, check_body(form, sent), sent)
        return self.answer(edit_series(series=row, actor=self.actor, version=version, **changes))
