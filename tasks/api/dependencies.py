"""What tasks wait for, through the API."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse

from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import WholeRows, body_of, check_body
from collab.matters.api import shapes

from ..actions import add_dependency, remove_dependency
from ..models import Dependency, LagUnit, LinkType, Task


class DependencyBody(forms.Form):
    """Two tasks inside the writer's audience; without a lag one follows the other at once."""

    predecessor = forms.ModelChoiceField(Task.objects.none())
    successor = forms.ModelChoiceField(Task.objects.none())
    kind = forms.ChoiceField(choices=LinkType.choices, required=False)
    lag = forms.IntegerField(required=False)
    lag_unit = forms.ChoiceField(choices=LagUnit.choices, required=False)

    def __init__(self, data, person):
        super().__init__(data)
        for name in ("predecessor", "successor"):
            self.fields[name].queryset = Task.objects.visible_to(person)  # type: ignore[attr-defined]


class DependencyResource(WholeRows):
    """Dependencies; `task` filters by either end. The other end may be a neutral placeholder."""

    body_form = DependencyBody
    filters: ClassVar = {
        "task": Filter(
            "int", apply=lambda rows, value, person: rows.filter(Q(predecessor=value) | Q(successor=value))
        ),
        "kind": Filter("choices", "kind__in", choices=lambda: list(LinkType.values)),
    }

    def rows(self) -> QuerySet:
        return Dependency.objects.visible_to(self.request.user)

    def shaped(self, rows: Sequence[Dependency]) -> list[dict[str, Any]]:
        ends = {end for row in rows for end in (row.predecessor_id, row.successor_id)}
        seen = Task.objects.visible_to(self.request.user).in_bulk(list(ends))
        return [
            {
                "id": row.pk,
                "kind": row.kind,
                "lag": row.lag,
                "lag_unit": row.lag_unit,
                "predecessor": shapes.stub(seen.get(row.predecessor_id)),
                "successor": shapes.stub(seen.get(row.successor_id)),
                "created_at": instant(row.created_at),
            }
            for row in rows
        ]

    def create(self, request) -> HttpResponse:
        """Let one task wait for another; a circle is refused and named."""
        sent = body_of(request)
        given = check_body(DependencyBody(sent, request.user), sent)
        given = {name: value for name, value in given.items() if value not in ("", None)}
        return self.answer(add_dependency(actor=self.actor, **given), 201)

    def destroy(self, request, pk: str) -> HttpResponse:
        """Remove the dependency; the history keeps it."""
        remove_dependency(dependency=self.find(pk), actor=self.actor)
        return self.gone()
