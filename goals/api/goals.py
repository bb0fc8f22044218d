"""Goals through the API."""

from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from collab.common.api.bodies import form_schema
from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json
from collab.common.api.resources import body_of, check_body
from collab.common.api.versions import if_match
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings
from collab.matters.api.resources import SPINE_FILTERS, SpineResource
from collab.matters.models import Kind

from .. import doings  # noqa: F401  (declares what can be done before the doors are made)
from ..actions import create_goal, edit_goal, propose_change
from ..models import Commitment, Goal, Health
from ..selectors import gaps_of
from ..terms import terms_of
from .agreement import contribution_shape
from .bodies import ChangeBody, DraftBody, GoalBody, briefs_of, changes_of

EXTRA = (
    "cycle", "commitment", "sponsor", "parent", "is_reporting", "weight", "health", "progress", "score",
    "metric", "unit", "baseline", "target", "due_on",
)  # fmt: skip
TEXTS = ("specific", "feasibility", "resources", "relevance")


class GoalResource(SpineResource):
    """Goals with their answers and contributions; figures are texts, null where nobody has told them."""

    model = Goal
    body_form = GoalBody
    change_form = DraftBody  # type: ignore[assignment]
    columns: ClassVar[tuple[str, ...]] = (*shapes.COLUMNS, *EXTRA)
    filters: ClassVar = SPINE_FILTERS | {
        "cycle": Filter("ids", "cycle__in"),
        "parent": Filter("int", "parent"),
        "sponsor": Filter("int", "sponsor"),
        "health": Filter("choices", "health__in", choices=lambda: list(Health.values)),
        "commitment": Filter("choices", "commitment__in", choices=lambda: list(Commitment.values)),
    }

    def items(self, rows) -> list[dict[str, Any]]:
        """Rows of a page; a parent the reader may not see is left out."""
        parents = {row["parent"] for row in rows if row["parent"]}
        seen = (
            set(
                Goal.objects.visible_to(self.request.user).filter(pk__in=parents).values_list("pk", flat=True)
            )
            if parents
            else set()
        )
        return [self.item(row | {"parent": row["parent"] if row["parent"] in seen else None}) for row in rows]

    def item(self, row: dict) -> dict[str, Any]:
        return shapes.item(row) | {name: _plain(row[name]) for name in EXTRA}

    def whole(self, row: Goal) -> dict[str, Any]:
        own = {
            name: _plain(getattr(row, name)) for name in (*EXTRA, *TEXTS) if name not in ("cycle", "parent")
        }
        parents = Goal.objects.visible_to(self.request.user).filter(pk=row.parent_id)
        own |= {"cycle": row.cycle_id, "sponsor": row.sponsor_id}
        own["parent"] = row.parent_id if row.parent_id and parents.exists() else None
        given = row.contributions.select_related("party__department", "party__person", "acknowledged_by")
        return super().whole(row) | own | {"contributions": [contribution_shape(one) for one in given]}

    def create(self, request) -> HttpResponse:
        """Draft a goal."""
        sent = body_of(request)
        given = check_body(GoalBody(sent, person=request.user), sent)
        given = {name: value for name, value in given.items() if value not in ("", None)}
        given["contributions"] = briefs_of(sent, request.user)
        return self.answer(create_goal(actor=self.actor, **given), 201)

    def partial_update(self, request, pk: str) -> HttpResponse:
        """Change a draft; its priority can be changed at any time. What was agreed changes by `propose-change`."""
        sent = body_of(request)
        if not sent.keys() - {"priority"}:
            return super().partial_update(request, pk)
        row, version = self.find(pk), if_match(request)
        edit_goal(goal=row, actor=self.actor, version=version, **changes_of(DraftBody, sent, request.user))
        return self.answer(self.find(pk))

    @extend_schema(request={"application/json": form_schema(ChangeBody, partial=True)})
    @action(detail=True, methods=["post"], url_path="propose-change")
    def propose_change(self, request, pk: str) -> HttpResponse:
        """Propose other terms; what is in force stays so until the sponsor confirms them."""
        row, version, sent = self.find(pk), if_match(request), body_of(request)
        changes = {"reason": ""} | changes_of(ChangeBody, sent, request.user)
        propose_change(goal=row, actor=self.actor, version=version, **changes)
        return self.answer(self.find(pk))

    @action(detail=True, methods=["get"])
    def gaps(self, request, pk: str) -> HttpResponse:
        """What the five answers still lack."""
        found = [
            {"answer": gap.answer, "field": gap.field, "code": gap.code, "detail": str(gap.text)}
            for gap in gaps_of(terms_of(self.find(pk)))
        ]
        return HttpResponse(as_json({"gaps": found}), content_type="application/json")


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | bool) else str(value)


with_doings(GoalResource, Kind.GOAL)
