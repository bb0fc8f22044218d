"""Absences through the API."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.decorators import action

from collab.common.api.filters import Filter
from collab.common.api.resources import Resource, body_of, check_body
from collab.common.api.versions import if_match
from collab.common.keyset import Order

from ..actions import cancel_absence, record_absence
from ..forms import AbsenceBody
from ..models import Absence

COLUMNS = ("id", "person", "delegate", "scope", "starts_at", "ends_at", "note", "cancelled_at", "version")


class AbsenceResource(Resource):
    """Absences the caller may know of: one's own, those one stands in for; coordinators see all."""

    body_form = AbsenceBody
    model = Absence
    columns: ClassVar[tuple[str, ...]] = COLUMNS
    default_order: ClassVar[str] = "-starts_at"
    orders: ClassVar = {
        "starts_at": Order("starts_at"),
        "-starts_at": Order("starts_at", True),
        "id": Order("id"),
        "-id": Order("id", True),
    }
    filters: ClassVar = {
        "person": Filter("int", "person"),
        "delegate": Filter("int", "delegate"),
        "ends_after": Filter("instant", "ends_at__gt"),
        "starts_before": Filter("instant", "starts_at__lt"),
        "cancelled": Filter(
            "bool", apply=lambda rows, value, person: rows.filter(cancelled_at__isnull=not value)
        ),
    }

    def rows(self) -> QuerySet:
        return Absence.objects.visible_to(self.request.user)

    def whole(self, row: Absence) -> dict[str, Any]:
        plain = {name: getattr(row, name) for name in COLUMNS if name not in ("person", "delegate")}
        return plain | {"person": row.person_id, "delegate": row.delegate_id}

    def create(self, request) -> HttpResponse:
        """Record an absence; one's own where no person is named."""
        sent = body_of(request)
        given = check_body(AbsenceBody(sent, person=request.user), sent)
        given["person"] = given["person"] or request.user
        return self.answer(record_absence(actor=self.actor, **given), 201)

    @action(detail=True, methods=["post"])
    def cancel(self, request, pk: str) -> HttpResponse:
        """Take an absence back."""
        check_body(forms.Form(body_of(request)), body_of(request))
        return self.answer(cancel_absence(absence=self.find(pk), actor=self.actor, version=if_match(request)))
