"""Meeting series through the API, with their standing agenda and backlog."""

from itertools import islice
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.decorators import action

from collab.common import clock
from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json, instant
from collab.common.api.resources import Resource, body_of, check_body
from collab.common.api.versions import if_match
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings
from collab.matters.api.hanging import Hanging

from ..actions import create_series, edit_series
from ..models import MeetingSeries, SeriesItem, SeriesTopic, TopicState
from ..models.series import SERIES, SERIES_ITEM, TOPIC
from ..series import doings  # noqa: F401  (declares what can be done before the doors are made)
from ..series.rhythm import falls_of, open_times
from .bodies import SeriesBody, SeriesChange, given

COLUMNS = (
    "id",
    "title",
    "department",
    "type",
    "rrule",
    "zone",
    "first_on",
    "start_time",
    "minutes",
    "place",
    "link",
    "chair",
    "secretary",
    "carry",
    "visibility",
    "is_active",
    "next_at",
    "version",
)
RELATED = ("department", "chair", "secretary")
MOST_TIMES = 100


class SeriesResource(Resource):
    """What is held regularly."""

    body_form = SeriesBody
    change_form = SeriesChange
    model = MeetingSeries
    columns: ClassVar[tuple[str, ...]] = COLUMNS
    filters: ClassVar = {
        "department": Filter("ids", "department__in"),
        "active": Filter("bool", "is_active"),
        "q": Filter("text", "title__icontains"),
    }

    def rows(self) -> QuerySet:
        return MeetingSeries.objects.visible_to(self.request.user)

    def whole(self, row: MeetingSeries) -> dict[str, Any]:
        plain = {name: getattr(row, name) for name in COLUMNS if name not in RELATED}
        return plain | {
            "department": row.department_id,
            "chair": row.chair_id,
            "secretary": row.secretary_id,
            "next_at": instant(row.next_at),
            "purpose": row.purpose,
            "expected_result": row.expected_result,
            "attendees": list(row.attendees.values_list("pk", flat=True)),
            "departments": list(row.departments.values_list("pk", flat=True)),
            "trouble": row.trouble,
        }

    def create(self, request) -> HttpResponse:
        """Set up a series; its first meeting is made within half a minute."""
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

    @action(detail=True, methods=["get"])
    def occurrences(self, request, pk: str) -> HttpResponse:
        """The next times of the rule: each with its meeting where one is made, or the reason it is left out."""
        self.no_parameters(request)
        row, now = self.find(pk), clock.now()
        made = dict(
            row.meetings.visible_to(request.user).filter(occurs_at__gt=now).values_list("occurs_at", "pk")
        )
        left = dict(row.leftouts.filter(at__gt=now).values_list("at", "reason"))
        still = set(islice(open_times(row, now), MOST_TIMES))
        found = [
            {"at": instant(at), "meeting": made.get(at), "left_out": left.get(at), "open": at in still}
            for at in islice(falls_of(row, now), MOST_TIMES)
        ]
        return HttpResponse(as_json({"results": found}), content_type="application/json")


def standing_item(row: SeriesItem) -> dict[str, Any]:
    """One item of a standing agenda."""
    plain = ("title", "body", "sought", "minutes_allotted", "needs_pre_read", "position", "version")
    return {
        "id": row.pk,
        "series": row.series_id,
        "presenter": shapes.person(row.presenter),
        **{name: getattr(row, name) for name in plain},
    }


def topic(row: SeriesTopic) -> dict[str, Any]:
    """One topic of a backlog."""
    plain = ("title", "body", "sought", "minutes_allotted", "state", "reason", "version")
    return {
        "id": row.pk,
        "series": row.series_id,
        "department": shapes.department(row.department),
        "proposed_by": shapes.person(row.proposed_by),
        "created_at": instant(row.created_at),
        "item": row.item_id,
        **{name: getattr(row, name) for name in plain},
    }


class SeriesItemResource(Hanging):
    """Standing agendas; POST /meeting-series/{id}/add-item/ adds to one."""

    shape = staticmethod(standing_item)
    related = ("presenter",)
    filters: ClassVar = {"series": Filter("int", "series")}

    def rows(self) -> QuerySet:
        return SeriesItem.objects.visible_to(self.request.user)


class SeriesTopicResource(Hanging):
    """Backlogs; POST /meeting-series/{id}/bring-topic/ adds to one."""

    shape = staticmethod(topic)
    related = ("department", "proposed_by")
    filters: ClassVar = {
        "series": Filter("int", "series"),
        "state": Filter("choices", "state__in", choices=lambda: list(TopicState.values)),
    }

    def rows(self) -> QuerySet:
        return SeriesTopic.objects.visible_to(self.request.user)


with_doings(SeriesResource, SERIES)
with_doings(SeriesItemResource, SERIES_ITEM)
with_doings(SeriesTopicResource, TOPIC)
