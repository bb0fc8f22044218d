"""Reads of conflict cases across models."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collab.common.actor import Actor
from collab.common.markdown import render as markdown
from collab.matters.models import Matter
from collab.matters.policies import parties_of

from ..models import ConflictCase, ConflictSide
from ..models.conflict import CONFLICT_CRITERION, CONFLICT_OPTION, CONFLICT_SIDE
from . import policies
from .scores import Result, criteria_of, results_for

LACKING = {
    "raised": gettext_lazy("not taken up yet"),
    "negotiation": gettext_lazy("not settled yet"),
    "mediation": gettext_lazy("not settled yet"),
    "ruling": gettext_lazy("waits for a ruling"),
    "follow_up": gettext_lazy("not checked yet"),
}
ROLES: dict[str, Any] = {
    policies.SIDE: gettext_lazy("In conflict"),
    policies.MEDIATOR: gettext_lazy("Mediator"),
    policies.RULER: gettext_lazy("Rules"),
    policies.OFFICE: gettext_lazy("Coordination office"),
}


def open_ends(ids: list[int]) -> dict[int, list]:
    """Cases that nobody has settled or checked."""
    rows = ConflictCase.objects.filter(pk__in=ids, status__in=LACKING)
    return {pk: [LACKING[status]] for pk, status in rows.values_list("pk", "status")}


def about_what(case: ConflictCase, person) -> Matter | None:
    """The matter it is about, where the reader may look."""
    return Matter.objects.visible_to(person).filter(pk=case.about_id).first() if case.about_id else None


def boxes_of(case: ConflictCase, actor: Actor, steps) -> list[dict[str, Any]]:
    """Every side's box as this reader may know it, one's own first; `steps(kind, row)` gives its buttons."""
    own = policies.side_of(actor, case)
    sides = sorted(policies.sides_of(case), key=lambda side: (side.department_id != own, side.pk))
    found = []
    for side in sides:
        side.case = case
        readable = policies.can_read_box(actor, case, side)
        found.append(
            {
                "side": side,
                "name": side.department.display_name,
                "mine": side.department_id == own,
                "readable": readable,
                "position_html": markdown(side.position) if readable else "",
                "interests_html": markdown(side.interests) if readable else "",
                "confirmed": bool(case.agreement_version)
                and side.confirmed_version == case.agreement_version,
                "steps": steps(CONFLICT_SIDE, side),
            }
        )
    return found


def criteria_rows(case: ConflictCase, steps) -> list[dict[str, Any]]:
    """What options are scored by, each with its buttons."""
    found = []
    for criterion in criteria_of(case):
        criterion.case = case
        found.append({"criterion": criterion, "steps": steps(CONFLICT_CRITERION, criterion)})
    return found


def options_of(case: ConflictCase, actor: Actor, steps) -> list[dict[str, Any]]:
    """The options with their scores as this reader may know them, and the buttons of each."""
    shown = case.scores_shown_at is not None
    found = []
    for place, result in enumerate(results_for(case, actor)):
        result.option.case = case
        found.append(
            {
                "text_html": markdown(result.option.text),
                "by": result.option.added_by,
                "table": _table(case, result, shown) if result.given else None,
                "mean": result.mean if shown else None,
                "spread": result.spread if shown else None,
                "best": shown and place == 0 and result.mean is not None,
                "steps": steps(CONFLICT_OPTION, result.option),
            }
        )
    return found


def _table(case: ConflictCase, result: Result, shown: bool) -> dict[str, Any]:
    """Grades by criterion and side; before the scores are shown one's own side's alone, and no means."""
    sides = [side for side in policies.sides_of(case) if side.pk in result.given]
    grades = {
        side.pk: {grade.criterion_id: grade.value for grade in result.given[side.pk].grades.all()}
        for side in sides
    }
    lines = []
    for criterion in criteria_of(case):
        of_sides = result.by_criterion(criterion.pk)
        cells = [grades[side.pk].get(criterion.pk) for side in sides]
        lines.append({"criterion": criterion, "cells": cells, "mean": of_sides[0] if of_sides else None})
    remarks = [(side.department.display_name, result.given[side.pk].remark) for side in sides]
    return {
        "sides": [side.department.display_name for side in sides],
        "lines": lines,
        "foot": [result.of_side(side.pk) for side in sides],
        "shown": shown,
        "remarks": [(name, remark) for name, remark in remarks if remark],
    }


def scored_by(case: ConflictCase) -> list[ConflictSide]:
    """The sides that have scored every option of this round."""
    return [side for side in policies.sides_of(case) if case.round and side.scored_round == case.round]


def renamed(people: list[dict[str, Any]], case: ConflictCase) -> list[dict[str, Any]]:
    """The rows of who takes part, in the words of a conflict."""
    words = [ROLES.get(row.role) for row in parties_of(case)]
    return [
        row | {"role": word, "part": _("raised it") if _raised(row, case) else ""} if word else row
        for row, word in zip(people, words, strict=True)
    ]


def _raised(row: dict[str, Any], case: ConflictCase) -> bool:
    return row["department_id"] == case.department_id and row["department_id"] is not None
