"""Departments through the API: everyone reads them, heads keep the card, coordinators the rest."""

from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from collab.common.api.bodies import form_schema
from collab.common.api.filters import Filter
from collab.common.api.resources import Resource, body_of, check_body
from collab.common.api.versions import if_match
from collab.common.keyset import Order

from ..actions import create_department, edit_department, move_department
from ..forms import DepartmentChangeForm, MoveForm, NewDepartmentForm
from ..models import Department

COLUMNS = ("id", "code", "name", "name_zh", "kind", "parent", "calendar", "is_active", "version")


def _named(rows: QuerySet, text: str, person) -> QuerySet:
    return rows.filter(Q(name__icontains=text) | Q(name_zh__icontains=text) | Q(code__icontains=text))


def _within(rows: Any, pk: int, person) -> QuerySet:
    above = Department.objects.visible_to(person).filter(pk=pk).values_list("path", flat=True).first()
    return rows.within(above) if above else rows.none()


class DepartmentResource(Resource):
    """The tree of departments."""

    body_form = NewDepartmentForm
    change_form = DepartmentChangeForm
    model = Department
    columns: ClassVar[tuple[str, ...]] = COLUMNS
    default_order: ClassVar[str] = "name"
    orders: ClassVar = {
        "name": Order("name", text=True),
        "-name": Order("name", True, text=True),
        "code": Order("code", text=True),
        "id": Order("id"),
        "-id": Order("id", True),
    }
    filters: ClassVar = {
        "q": Filter("text", apply=_named, help="Part of a name or code."),
        "code": Filter("text", "code"),
        "kind": Filter("text", "kind"),
        "parent": Filter("int", "parent"),
        "within": Filter("int", apply=_within, help="This department and all below it."),
        "active": Filter("bool", "is_active"),
    }

    def rows(self) -> QuerySet:
        return Department.objects.visible_to(self.request.user)

    def whole(self, row: Department) -> dict[str, Any]:
        held = row.memberships.filter(person__is_active=True).select_related("person").order_by("role", "pk")
        return {name: getattr(row, name) for name in COLUMNS if name not in ("parent", "calendar")} | {
            "parent": row.parent_id,
            "calendar": row.calendar_id,
            "path": [int(part) for part in row.path.strip("/").split("/") if part],
            "mission": row.mission,
            "working_with_us": row.working_with_us,
            "people": [
                {
                    "id": part.person_id,
                    "name": part.person.name,
                    "username": part.person.username,
                    "role": part.role,
                }
                for part in held
            ],
        }

    def create(self, request) -> HttpResponse:
        """Set up a department."""
        sent = body_of(request)
        given = check_body(NewDepartmentForm(sent, person=request.user), sent)
        return self.answer(create_department(actor=self.actor, **given), 201)

    def partial_update(self, request, pk: str) -> HttpResponse:
        """Change names, card, calendar or whether it is active."""
        row, version, sent = self.find(pk), if_match(request), body_of(request)
        changes = check_body(DepartmentChangeForm(sent, person=request.user), sent, partial=True)
        return self.answer(edit_department(department=row, actor=self.actor, version=version, **changes))

    @extend_schema(request={"application/json": form_schema(MoveForm)})
    @action(detail=True, methods=["post"])
    def move(self, request, pk: str) -> HttpResponse:
        """Put it, with all below it, under another department."""
        row, version, sent = self.find(pk), if_match(request), body_of(request)
        given = check_body(MoveForm(sent, person=request.user), sent)
        return self.answer(move_department(department=row, actor=self.actor, version=version, **given))
