"""The map of goals through the API: the same tree as the page draws, unfolded as far as is asked for."""

from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema

from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json
from collab.common.api.summary import Summary
from collab.common.errors import FieldError, Invalid
from collab.matters.api import shapes

from ..alignment.filters import MapFilter
from ..alignment.forest import Node
from ..alignment.selectors import Map, map_for
from ..models import Commitment, Goal, Health


class MapResource(Summary):
    """One answer: the tree of a cycle. `open` names the goals that are unfolded, `toggle` one to fold or unfold."""

    filters: ClassVar = {
        "cycle": Filter("int", help="The one that runs today if none is named."),
        "department": Filter("int"),
        "health": Filter("choices", choices=lambda: list(Health.values)),
        "commitment": Filter("choices", choices=lambda: list(Commitment.values)),
        "mine": Filter("bool"),
        "open": Filter("ids", help="Goals to unfold; as many as read well if none is named."),
        "toggle": Filter("int", help="One more goal to fold or unfold."),
    }

    @extend_schema(operation_id="goals_map")
    def list(self, request) -> HttpResponse:
        """Nodes from the tops down, each with its parent in this answer; what one may not see is a placeholder."""
        self.given()
        chosen = MapFilter(request.query_params, request.user)
        if not chosen.is_valid():
            raise Invalid(
                FieldError(name, "invalid_filter", str(text))
                for name, texts in chosen.errors.items()
                for text in texts
            )
        found = map_for(chosen)
        body = {
            "cycle": found.cycle and {"id": found.cycle.pk, "name": found.cycle.name},
            "total": found.total,
            "nodes": [_node(node, above, found) for node, above in _with_parents(found)],
            "left_out": found.drawing.left_out,
            "is_cut": found.drawing.is_cut,
            "unaligned": [_goal(goal) for goal in found.unaligned],
            "unaligned_count": found.unaligned_count,
        }
        return HttpResponse(as_json(body), content_type="application/json")


def _with_parents(found: Map):
    waiting: list[tuple[Node, str | None]] = [(node, None) for node in reversed(found.drawing.roots)]
    while waiting:
        node, above = waiting.pop()
        yield node, above
        waiting.extend((child, node.key) for child in reversed(node.children))


def _node(node: Node, above: str | None, found: Map) -> dict[str, Any]:
    goal = found.goals.get(node.pk) if node.pk else None
    return (_goal(goal) if goal else shapes.stub(None)) | {
        "key": node.key,
        "parent": above,
        "depth": node.depth,
        "is_reporting": node.is_reporting,
        "matches": node.matches,
        "children": node.count,
        "is_open": node.is_open,
        "left_out": node.left_out,
        "below": dict(node.below),
    }


def _goal(goal: Goal) -> dict[str, Any]:
    return shapes.stub(goal) | {
        "department": shapes.department(goal.department),
        "commitment": goal.commitment,
        "health": goal.health,
        "progress": None if goal.progress is None else str(goal.progress),
        "score": None if goal.score is None else str(goal.score),
    }
