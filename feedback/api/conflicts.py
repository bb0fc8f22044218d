"""Conflict cases through the API."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpResponse

from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import body_of, check_body
from collab.deadlines.api import clocks_of
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings
from collab.matters.api.resources import SPINE_FILTERS, SpineResource
from collab.matters.models import Kind, Matter
from collab.org.models import Department

from ..actions import raise_conflict
from ..conflicts import doings, policies  # noqa: F401  (declares what can be done before the doors are made)
from ..conflicts.scores import criteria_of
from ..conflicts.selectors import about_what
from ..models import ConflictCase
from .conflicts_rows import criterion_shape


class ConflictBody(forms.Form):
    """A conflict as other systems raise it."""

    title = forms.CharField(max_length=300)
    body = forms.CharField(max_length=20_000, required=False)

    def __init__(self, data, person):
        super().__init__(data)
        rows = Department.objects.visible_to(person).active()
        self.fields["department"] = forms.ModelChoiceField(rows)
        self.fields["others"] = forms.ModelMultipleChoiceField(rows)
        self.fields["about"] = forms.ModelChoiceField(Matter.objects.visible_to(person), required=False)


class ConflictResource(SpineResource):
    """Kept to the officers of the departments in conflict, the mediator, the ruler, and coordinators once called."""

    model = ConflictCase
    body_form = ConflictBody
    filters: ClassVar = SPINE_FILTERS | {
        "about": Filter(
            "int",
            apply=lambda rows, value, person: rows.filter(
                about__in=Matter.objects.visible_to(person).filter(pk=value)
            ),
            help="What it is about, by matter id.",
        )
    }

    def whole(self, row: ConflictCase) -> dict[str, Any]:
        reader = self.request.user
        return super().whole(row) | {
            "about": shapes.stub(about_what(row, reader)) if row.about_id else None,
            "sides": [
                {
                    "id": side.pk,
                    "department": shapes.department(side.department),
                    "raised_it": side.raised_it,
                    "taken_up_at": instant(side.taken_up_at),
                    "shared_at": instant(side.shared_at),
                    "confirmed": side.confirmed_version == row.agreement_version > 0,
                    "kept": side.kept,
                    "kept_note": side.kept_note,
                    "has_scored": side.scored_round == row.round > 0,
                }
                for side in policies.sides_of(row)
            ],
            "criteria": [criterion_shape(one) for one in criteria_of(row)],
            "scoring": row.scoring,
            "scores_shown_at": instant(row.scores_shown_at),
            "agreement": row.agreement,
            "agreement_version": row.agreement_version,
            "check_at": instant(row.check_at),
            "mediator": shapes.person(row.mediator),
            "ruler": shapes.person(row.ruler),
            "ruling": row.ruling,
            "ruling_reason": row.ruling_reason,
            "ruled_at": instant(row.ruled_at),
            "deadlines": clocks_of(row),
        }

    def create(self, request) -> HttpResponse:
        """Raise one; the other departments sign for it."""
        sent = body_of(request)
        given = check_body(ConflictBody(sent, request.user), sent)
        return self.answer(raise_conflict(actor=self.actor, **given), 201)


with_doings(ConflictResource, Kind.CONFLICT)
