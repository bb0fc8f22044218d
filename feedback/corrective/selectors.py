"""Reads of corrective actions across models."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from collab.common.markdown import render as markdown
from collab.matters.models import Link, LinkKind, Matter
from collab.matters.rows import rows_of

from ..models import CorrectiveAction
from . import policies
from .states import LINE


def open_ends(ids: list[int]) -> dict[int, list]:
    """Corrective actions whose effect nobody has found yet."""
    rows = CorrectiveAction.objects.filter(pk__in=ids, is_open=True).values_list("pk", "status", "owner_id")
    lacking = _("its effect is not checked yet")
    nobody = _("without a verifier")
    return {pk: [nobody if status == LINE[-1] and owner is None else lacking] for pk, status, owner in rows}


def sources_of(corrective: CorrectiveAction, person) -> tuple[list[dict[str, Any]], int]:
    """Rows of what hangs on it, as far as the reader sees it, and how many there are that they do not see."""
    ids = Link.objects.filter(target=corrective.pk, kind=LinkKind.LED_TO).values_list("source_id", flat=True)
    found = list(ids)
    rows = rows_of(Matter.objects.visible_to(person).with_card().filter(pk__in=found).order_by("pk"))
    return rows, len(found) - len(rows)


def rounds_of(corrective: CorrectiveAction) -> list[dict[str, Any]]:
    """The steps by round, the present round first, each with its result in safe HTML."""
    found: dict[int, list[dict[str, Any]]] = {}
    for step in sorted(policies.steps_of(corrective), key=lambda row: LINE.index(row.kind)):
        is_now = step.round == corrective.round and step.kind == corrective.status
        found.setdefault(step.round, []).append(
            {
                "step": step,
                "now": is_now,
                "owner": corrective.owner if is_now else step.owner,
                "due_at": corrective.due_at if is_now else step.due_at,
                "result_html": markdown(step.result),
                "whys": step.whys.splitlines(),
            }
        )
    return [{"number": number, "steps": found[number]} for number in sorted(found, reverse=True)]
