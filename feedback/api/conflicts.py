"""Conflict cases, the boxes of their sides and their options through the API."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse

from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import body_of, check_body
from collab.deadlines.api import clocks_of
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings
from collab.matters.api.hanging import Hanging
from collab.matters.api.resources import SPINE_FILTERS, SpineResource
from collab.matters.models import Kind, Matter
from collab.matters.policies import gather
from collab.org.models import Department

from ..actions import raise_conflict
from ..conflicts import doings, policies  # noqa: F401  (declares what can be done before the doors are made)
from ..conflicts.scores import known_to
from ..conflicts.selectors import about_what
from ..models import ConflictCase, ConflictOption, ConflictSide
from ..models.conflict import CONFLICT_OPTION, CONFLICT_SIDE


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
            "criteria": row.criteria,
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


class _OfCase(Hanging):
    """Rows of a case, each as its reader may know it."""

    filters: ClassVar = {"conflict": Filter("int", "case")}


class ConflictSideResource(_OfCase):
    """A side's box; what is not shared is null for whoever may not read it yet."""

    def rows(self) -> QuerySet:
        return ConflictSide.objects.visible_to(self.request.user).select_related("department", "case")

    def items(self, rows: list[dict]) -> list[dict[str, Any]]:
        found = self.rows().in_bulk([row["id"] for row in rows])
        gather([side.case for side in found.values()])
        return [self.whole(found[row["id"]]) for row in rows if row["id"] in found]

    def whole(self, row: ConflictSide) -> dict[str, Any]:
        readable = policies.can_read_box(self.actor, row.case, row)
        return {
            "id": row.pk,
            "conflict": row.case_id,
            "department": shapes.department(row.department),
            "hidden": not readable,
            "position": row.position if readable else None,
            "interests": row.interests if readable else None,
            "written_at": instant(row.written_at),
            "shared_at": instant(row.shared_at),
            "version": row.version,
        }


class ConflictOptionResource(_OfCase):
    """The options of a case; scores are one's own until all are shown."""

    def rows(self) -> QuerySet:
        rows = ConflictOption.objects.visible_to(self.request.user).filter(dropped_at=None)
        return rows.select_related("case", "added_by")

    def items(self, rows: list[dict]) -> list[dict[str, Any]]:
        found = self.rows().in_bulk([row["id"] for row in rows])
        kept = [found[row["id"]] for row in rows if row["id"] in found]
        return [self._shown(result.option, result) for result in known_to(self.actor, kept)]

    def whole(self, row: ConflictOption) -> dict[str, Any]:
        return self._shown(row, known_to(self.actor, [row])[0])

    @staticmethod
    def _shown(row: ConflictOption, result) -> dict[str, Any]:
        shown = row.case.scores_shown_at is not None
        return {
            "id": row.pk,
            "conflict": row.case_id,
            "text": row.text,
            "added_by": shapes.person(row.added_by),
            "scores": [
                {"side": score.side_id, "value": score.value, "remark": score.remark}
                for score in result.given.values()
            ],
            "sum": result.total if shown else None,
            "lowest": result.lowest if shown else None,
            "version": row.version,
        }


with_doings(ConflictResource, Kind.CONFLICT)
with_doings(ConflictSideResource, CONFLICT_SIDE)
with_doings(ConflictOptionResource, CONFLICT_OPTION)
