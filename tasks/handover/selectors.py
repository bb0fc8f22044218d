"""Reads of hand-overs across models."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ..models import Criterion, Handover

LACKING = {
    "offered": _("not taken on yet"),
    "declined": _("declined by the receiver"),
    "delivered": _("delivered, not accepted yet"),
    "sent_back": _("sent back, not delivered again yet"),
}


def open_ends(ids: list[int]) -> dict[int, list]:
    """Hand-overs that wait for one side."""
    rows = Handover.objects.filter(pk__in=ids, status__in=LACKING)
    return {pk: [LACKING[status]] for pk, status in rows.values_list("pk", "status")}


def criteria_of(handover: Handover) -> list[dict[str, Any]]:
    """The criteria in order, each with what was found about it in every round."""
    rows = Criterion.objects.filter(handover=handover).prefetch_related("verdicts__by")
    return [_criterion(row, handover.rounds) for row in rows]


def _criterion(row: Criterion, current: int) -> dict[str, Any]:
    verdicts = list(row.verdicts.all())
    last = verdicts[-1] if verdicts else None
    state = "met" if row.met_at else "unmet" if last and last.round == current and not last.met else "open"
    return {"row": row, "state": state, "verdicts": verdicts, "earlier": verdicts[:-1], "last": last}
