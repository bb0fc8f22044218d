"""The boxes, criteria and options of conflict cases through the API."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet

from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings
from collab.matters.api.hanging import Hanging
from collab.matters.policies import gather

from ..conflicts import policies, row_doings  # noqa: F401  (declares what can be done before the doors are made)
from ..conflicts.scores import known_to
from ..models import ConflictCriterion, ConflictOption, ConflictSide
from ..models.conflict import CONFLICT_CRITERION, CONFLICT_OPTION, CONFLICT_SIDE


def criterion_shape(row: ConflictCriterion) -> dict[str, Any]:
    """One criterion, named in the reader's language where it is a usual one."""
    return {
        "id": row.pk,
        "conflict": row.case_id,
        "name": str(row),
        "usual": row.usual or None,
        "weight": row.weight,
        "version": row.version,
    }


class _OfCase(Hanging):
    """Rows of a case, each as its reader may know it."""

    filters: ClassVar = {"conflict": Filter("int", "case")}


class ConflictSideResource(_OfCase):
    """A side's box; what is not shared is null for whoever may not read it yet."""

    def rows(self) -> QuerySet:
        return ConflictSide.objects.visible_to(self.request.user).select_related("department", "case")

    def shaped(self, rows: Sequence[ConflictSide]) -> list[dict[str, Any]]:
        gather([side.case for side in rows])
        return super().shaped(rows)

    def whole(self, row: ConflictSide) -> dict[str, Any]:
        readable = policies.can_read_box(self.actor, row.case, row)
        return {
            "id": row.pk,
            "conflict": row.case_id,
            "department": shapes.department(row.department),
            "hidden": not readable,
            "position": row.position if readable else None,
            "interests": row.interests if readable else None,
            "written_at": instant(row.written_at),
            "shared_at": instant(row.shared_at),
            "version": row.version,
        }


class ConflictCriterionResource(_OfCase):
    """What the options of a case are scored by."""

    shape = criterion_shape

    def rows(self) -> QuerySet:
        rows = ConflictCriterion.objects.visible_to(self.request.user).filter(dropped_at=None)
        return rows.select_related("case")


class ConflictOptionResource(_OfCase):
    """The options of a case; scores are one's own until all are shown. All figures run from 0 to 10."""

    def rows(self) -> QuerySet:
        rows = ConflictOption.objects.visible_to(self.request.user).filter(dropped_at=None)
        return rows.select_related("case", "added_by")

    def shaped(self, rows: Sequence[ConflictOption]) -> list[dict[str, Any]]:
        return [self._shown(result.option, result) for result in known_to(self.actor, rows)]

    @staticmethod
    def _shown(row: ConflictOption, result) -> dict[str, Any]:
        shown = row.case.scores_shown_at is not None
        return {
            "id": row.pk,
            "conflict": row.case_id,
            "text": row.text,
            "added_by": shapes.person(row.added_by),
            "scores": [
                {
                    "side": score.side_id,
                    "grades": {str(grade.criterion_id): grade.value for grade in score.grades.all()},
                    "mean": result.of_side(score.side_id),
                    "remark": score.remark,
                }
                for score in result.given.values()
            ],
            "mean": result.mean if shown else None,
            "spread": result.spread if shown else None,
            "version": row.version,
        }


with_doings(ConflictSideResource, CONFLICT_SIDE)
with_doings(ConflictCriterionResource, CONFLICT_CRITERION)
with_doings(ConflictOptionResource, CONFLICT_OPTION)
