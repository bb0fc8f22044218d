"""The board through the API, without sign-in where coordinators allow that."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from collab.common.api.authentication import SignedInWithinScope
from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import Resource
from collab.common.keyset import Order

from ..board.selectors import board_for
from ..intake.selectors import intake_settings
from ..models import FeedbackType


class BoardIsOpen(SignedInWithinScope):
    """Everybody, where the board is shown without sign-in; else whoever is signed in."""

    def has_permission(self, request, view) -> bool:
        return intake_settings().board_is_public or super().has_permission(request, view)


class BoardResource(Resource):
    """“You said, we did”: what was published and not withdrawn; nobody is named."""

    permission_classes = [BoardIsOpen]
    columns: ClassVar[tuple[str, ...]] = (
        "id",
        "said",
        "did",
        "shows_words",
        "published_at",
        "feedback__type",
        "feedback__body",
        "feedback__consent__id",
        "feedback__department__name",
        "feedback__department_id",
    )
    filters: ClassVar = {
        "department": Filter("int", "feedback__department"),
        "type": Filter("choices", "feedback__type__in", choices=lambda: list(FeedbackType.values)),
        "since": Filter("instant", "published_at__gte"),
        "until": Filter("instant", "published_at__lt"),
    }
    orders: ClassVar = {
        "-published_at": Order("published_at", True),
        "published_at": Order("published_at"),
    }
    default_order = "-published_at"

    def rows(self) -> QuerySet:
        return board_for()

    def item(self, row: dict) -> dict[str, Any]:
        agreed = row["shows_words"] and row["feedback__consent__id"]
        return {
            "id": row["id"],
            "said": row["said"],
            "did": row["did"],
            "words": row["feedback__body"] if agreed else "",
            "type": row["feedback__type"],
            "department": {"id": row["feedback__department_id"], "name": row["feedback__department__name"]},
            "published_at": instant(row["published_at"]),
        }
