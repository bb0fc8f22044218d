"""Retrospectives through the API."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpResponse

from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import body_of, check_body
from collab.deadlines.api import clocks_of
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings
from collab.matters.api.hanging import OnMatter
from collab.matters.api.resources import SPINE_FILTERS, SpineResource
from collab.matters.models import Kind

from ..actions import look_back_by_hand
from ..models import Retrospective
from ..retrospectives import doings  # noqa: F401  (declares what can be done before the doors are made)
from ..retrospectives.selectors import ended_by


class NewRetrospective(OnMatter):
    """What is looked back on by hand."""

    matters = ("ended",)
    expected = forms.CharField(max_length=20_000)


class RetrospectiveResource(SpineResource):
    """Opened by what ends; `expected` was frozen then, `lessons` are drawn with add-lesson."""

    model = Retrospective
    body_form = NewRetrospective
    columns: ClassVar[tuple[str, ...]] = (*shapes.COLUMNS, "written_at")
    filters: ClassVar = SPINE_FILTERS | {
        "ended": Filter("int", "ended", help="What it looks back on, by matter id.")
    }

    def create(self, request) -> HttpResponse:
        """Look back on something finished that opens no retrospective by itself."""
        given = check_body(NewRetrospective(body_of(request), request.user), body_of(request))
        return self.answer(look_back_by_hand(actor=self.actor, **given), 201)

    def item(self, row: dict) -> dict[str, Any]:
        return shapes.item(row) | {"written_at": row["written_at"]}

    def whole(self, row: Retrospective) -> dict[str, Any]:
        return super().whole(row) | {
            "ended": shapes.stub(ended_by(row, self.request.user)),
            "expected": row.expected,
            "figures": row.figures,
            "actual": row.actual,
            "why": row.why,
            "written_at": instant(row.written_at),
            "written_by": shapes.person(row.written_by),
            "deadlines": clocks_of(row),
        }


with_doings(RetrospectiveResource, Kind.RETROSPECTIVE)
