"""People through the API, and `me`, the caller."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from collab.common.api.bodies import BodyForm, check_rows, form_schema
from collab.common.api.filters import Filter
from collab.common.api.resources import Resource, body_of, check_body
from collab.common.api.versions import if_match
from collab.common.errors import Invalid
from collab.common.keyset import Order

from ..actions import (
    create_person,
    deactivate_person,
    edit_person,
    edit_profile,
    reactivate_person,
    set_roles,
)
from ..forms import PersonForm, ProfileForm
from ..models import Department, Person, Role
from ..standing import standing_of

COLUMNS = ("id", "username", "name", "title", "is_active", "version")


def _named(rows: QuerySet, text: str, person) -> QuerySet:
    return rows.filter(Q(name__icontains=text) | Q(username__icontains=text))


def _in_department(rows: QuerySet, ids: list[int], person) -> QuerySet:
    return rows.filter(pk__in=rows.model.objects.filter(memberships__department__in=ids).values("pk"))


def _with_role(rows: QuerySet, roles: list[str], person) -> QuerySet:
    return rows.filter(pk__in=rows.model.objects.filter(memberships__role__in=roles).values("pk"))


class RoleForm(BodyForm):
    """One role in one department."""

    department = forms.ModelChoiceField(Department.objects.all())
    role = forms.ChoiceField(choices=Role.choices)


ROLES_SCHEMA = {
    "type": "object",
    "required": ["roles"],
    "properties": {"roles": {"type": "array", "items": form_schema(RoleForm)}},
}


def _roles_sent(sent: dict[str, Any], reader: Person) -> list[tuple[Department, str]]:
    """The list under `roles`, which may be empty but not left out."""
    if "roles" not in sent:
        raise Invalid.field("roles", _("This field is required."), "required")
    if unknown := sorted(sent.keys() - {"roles"}):
        raise Invalid.field(unknown[0], _("There is no such field."), "unknown_field")
    rows = check_rows(RoleForm, sent, "roles", person=reader, partial=False)
    return [(row["department"], row["role"]) for row in rows]


class PersonResource(Resource):
    """Colleagues: names and roles for everyone, addresses for coordinators."""

    body_form = PersonForm
    change_form: ClassVar[type[forms.Form] | None] = PersonForm
    model = Person
    columns: ClassVar[tuple[str, ...]] = COLUMNS
    default_order: ClassVar[str] = "name"
    orders: ClassVar = {
        "name": Order("name", text=True),
        "-name": Order("name", True, text=True),
        "username": Order("username", text=True),
        "id": Order("id"),
        "-id": Order("id", True),
    }
    filters: ClassVar = {
        "q": Filter("text", apply=_named, help="Part of a name or user name."),
        "username": Filter("text", "username"),
        "department": Filter("ids", apply=_in_department),
        "role": Filter("choices", choices=lambda: list(Role.values), apply=_with_role),
        "active": Filter("bool", "is_active"),
    }

    def rows(self) -> QuerySet:
        return Person.objects.visible_to(self.request.user)

    def whole(self, row: Person) -> dict[str, Any]:
        found = {name: getattr(row, name) for name in COLUMNS} | {"roles": roles_of(row)}
        reader = self.request.user
        if reader.pk == row.pk or standing_of(reader).is_coordinator:
            found |= {"email": row.email, "language": row.language, "time_zone": row.time_zone}
        return found

    def create(self, request) -> HttpResponse:
        """Open an account without a password."""
        sent = body_of(request)
        given = check_body(PersonForm(sent, person=request.user), sent)
        return self.answer(create_person(actor=self.actor, **given), 201)

    def partial_update(self, request, pk: str) -> HttpResponse:
        """Change an account."""
        row, version, sent = self.find(pk), if_match(request), body_of(request)
        changes = check_body(PersonForm(sent, person=request.user), sent, partial=True)
        return self.answer(edit_person(person=row, actor=self.actor, version=version, **changes))

    @action(detail=True, methods=["post"])
    def deactivate(self, request, pk: str) -> HttpResponse:
        """Close the account; its tokens are revoked."""
        check_body(forms.Form(body_of(request)), body_of(request))
        return self.answer(
            deactivate_person(person=self.find(pk), actor=self.actor, version=if_match(request))
        )

    @action(detail=True, methods=["post"])
    def reactivate(self, request, pk: str) -> HttpResponse:
        """Open a closed account again."""
        check_body(forms.Form(body_of(request)), body_of(request))
        return self.answer(
            reactivate_person(person=self.find(pk), actor=self.actor, version=if_match(request))
        )

    @extend_schema(request={"application/json": ROLES_SCHEMA})
    @action(detail=True, methods=["post"], url_path="set-roles")
    def set_roles(self, request, pk: str) -> HttpResponse:
        """Give the person exactly these roles."""
        row, version, sent = self.find(pk), if_match(request), body_of(request)
        roles = _roles_sent(sent, request.user)
        return self.answer(set_roles(person=row, actor=self.actor, version=version, roles=roles))


class MeResource(PersonResource):
    """The caller."""

    change_form = ProfileForm

    def retrieve(self, request, pk: str = "") -> HttpResponse:
        """Who one is here, with roles and those one stands in for."""
        self.no_parameters(request)
        return self.answer(request.user)

    def partial_update(self, request, pk: str = "") -> HttpResponse:
        """Change one's name, language or time zone."""
        version, sent = if_match(request), body_of(request)
        changes = check_body(ProfileForm(sent, person=request.user), sent, partial=True)
        return self.answer(edit_profile(actor=self.actor, version=version, **changes))

    def whole(self, row: Person) -> dict[str, Any]:
        standing = standing_of(self.request.user)
        token: Any = self.request.auth
        return super().whole(row) | {
            "is_coordinator": standing.is_coordinator,
            "stands_in_for": sorted(standing.person_ids - {row.pk}),
            "scope": "write" if token is None or token.may_write else "read",
        }


def roles_of(row: Person) -> list[dict[str, Any]]:
    """In which departments the person is what."""
    held = row.memberships.select_related("department").order_by("department__name", "role")
    return [
        {"department": part.department_id, "department_name": part.department.name, "role": part.role}
        for part in held
    ]
