"""Working calendars through the API."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from collab.common.api.bodies import form_schema
from collab.common.api.filters import Filter
from collab.common.api.resources import Resource, body_of, check_body
from collab.common.api.versions import if_match
from collab.common.keyset import Order

from ..actions import create_calendar, edit_calendar, set_calendar_day
from ..forms import CalendarDayForm, CalendarForm
from ..models import WorkingCalendar

COLUMNS = ("id", "name", "zone", "weekly", "country", "valid_through", "is_default", "version")


class CalendarResource(Resource):
    """Hours, holidays and make-up workdays; everyone reads them, coordinators change them."""

    body_form = CalendarForm
    change_form = CalendarForm
    model = WorkingCalendar
    columns: ClassVar[tuple[str, ...]] = COLUMNS
    default_order: ClassVar[str] = "name"
    orders: ClassVar = {"name": Order("name", text=True), "id": Order("id"), "-id": Order("id", True)}
    filters: ClassVar = {"is_default": Filter("bool", "is_default"), "country": Filter("text", "country")}

    def rows(self) -> QuerySet:
        return WorkingCalendar.objects.all()

    def whole(self, row: WorkingCalendar) -> dict[str, Any]:
        days = row.days.values("date", "is_workday", "name")
        return {name: getattr(row, name) for name in COLUMNS} | {"days": list(days)}

    def create(self, request) -> HttpResponse:
        """Set up a calendar."""
        sent = body_of(request)
        return self.answer(create_calendar(actor=self.actor, **check_body(CalendarForm(sent), sent)), 201)

    def partial_update(self, request, pk: str) -> HttpResponse:
        """Change hours, zone, holidays or how far its days are known."""
        row, version, sent = self.find(pk), if_match(request), body_of(request)
        changes = check_body(CalendarForm(sent), sent, partial=True)
        return self.answer(edit_calendar(calendar=row, actor=self.actor, version=version, **changes))

    @extend_schema(request={"application/json": form_schema(CalendarDayForm)})
    @action(detail=True, methods=["post"], url_path="set-day")
    def set_day(self, request, pk: str) -> HttpResponse:
        """Make one date worked or free; null takes the exception away."""
        row, version, sent = self.find(pk), if_match(request), body_of(request)
        given = check_body(CalendarDayForm(sent), sent)
        given["day"] = given.pop("date")
        return self.answer(set_calendar_day(calendar=row, actor=self.actor, version=version, **given))
