"""Cycles through the API; they are set up in the console."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from collab.common.api.filters import Filter
from collab.common.api.resources import Resource

from ..models import Cycle
from ..states import CYCLE_MACHINE


class CycleResource(Resource):
    """Read by everyone signed in."""

    http_method_names = ["get", "head", "options"]
    columns: ClassVar[tuple[str, ...]] = ("id", "name", "length", "starts_on", "ends_on", "state", "version")
    filters: ClassVar = {"state": Filter("choices", "state__in", choices=lambda: list(CYCLE_MACHINE.states))}

    def rows(self) -> QuerySet:
        return Cycle.objects.visible_to(self.request.user)

    def item(self, row: dict) -> dict[str, Any]:
        return row | {name: row[name].isoformat() for name in ("starts_on", "ends_on")}

    def whole(self, row: Cycle) -> dict[str, Any]:
        return self.item({name: getattr(row, name) for name in self.columns})
