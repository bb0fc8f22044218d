"""Reads of the board."""

from django.db.models import QuerySet

from ..models import Publication


def board_for() -> QuerySet[Publication]:
    """What stands on the board, with what a card shows."""
    rows = Publication.objects.standing()
    return rows.select_related("feedback__department", "feedback__consent")
