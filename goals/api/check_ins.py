"""Check-ins through the API; new ones come with `check-in` of a key result or a goal."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import WholeRows
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings

from ..actions.check_ins import LIGHTS
from ..checkins import doings  # noqa: F401  (declares what can be done before the doors are made)
from ..models import CheckIn
from ..models.key_result import CHECK_IN

JOINED = ("author", "reviewer", "acknowledged_by", "key_result", "goal")


def check_in_shape(row: CheckIn) -> dict[str, Any]:
    """A check-in with its figures as they stood; `key_result` is null where the goal as a whole is spoken of."""
    return {
        "id": row.pk,
        "goal": row.goal_id,
        "key_result": row.key_result_id,
        "period_from": row.period_from.isoformat(),
        "period_to": row.period_to.isoformat(),
        "light": row.light,
        "figures": row.figures,
        "message": row.message,
        "blockers": row.blockers,
        "author": shapes.person(row.author),
        "made_at": instant(row.made_at),
        "edited_at": instant(row.edited_at),
        "reviewer": shapes.person(row.reviewer),
        "acknowledged_at": instant(row.acknowledged_at),
        "acknowledged_by": shapes.person(row.acknowledged_by),
        "note": row.note,
        "version": row.version,
    }


class CheckInResource(WholeRows):
    """What was said of goals and key results, newest first."""

    http_method_names = ["get", "post", "head", "options"]
    related = JOINED
    shape = check_in_shape
    filters: ClassVar = {
        "goal": Filter("int", "goal"),
        "key_result": Filter("int", "key_result"),
        "author": Filter("int", "author"),
        "reviewer": Filter("int", "reviewer"),
        "light": Filter("choices", "light__in", choices=lambda: [str(code) for code in LIGHTS]),
        "acknowledged": Filter(
            "bool", apply=lambda rows, value, person: rows.filter(acknowledged_at__isnull=not value)
        ),
        "since": Filter("instant", "made_at__gte"),
    }

    def rows(self) -> QuerySet:
        return CheckIn.objects.visible_to(self.request.user)


with_doings(CheckInResource, CHECK_IN)
