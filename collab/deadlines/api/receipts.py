"""Who has signed for a matter, as the API tells it."""

from collections.abc import Collection
from typing import Any

from collab.common.api.rendering import instant
from collab.matters.api import shapes
from collab.matters.models import Matter

from ..receipts import signatures_of


def receipts_of(matter: Matter, roles: Collection[str]) -> list[dict[str, Any]]:
    """Each department that signs for the matter."""
    return [
        {
            "department": shapes.department(one.department),
            "due_at": instant(one.due_at),
            "signed_at": instant(one.signed_at),
            "late": one.is_late,
        }
        for one in signatures_of(matter, roles)
    ]
