"""Versions, consultations and contributions through the API: listed, read, and moved by their doings."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet

from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import WholeRows
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings

from .. import doings  # noqa: F401  (declares what can be done before the doors are made)
from ..models import Answer, Consultation, Contribution, Goal, GoalVersion
from ..models.agreement import CONSULTATION
from ..models.contribution import CONTRIBUTION
from ..terms import differences


def contribution_shape(row: Contribution) -> dict[str, Any]:
    """A contribution with who gives it."""
    return {
        "id": row.pk,
        "goal": row.goal_id,
        "department": shapes.department(row.party.department),
        "person": shapes.person(row.party.person),
        "role": row.role,
        "text": row.party.part,
        "acknowledged_at": instant(row.acknowledged_at),
        "acknowledged_by": shapes.person(row.acknowledged_by),
        "version": row.version,
    }


def consultation_shape(row: Consultation) -> dict[str, Any]:
    """What a department said, with the thread below it."""
    return {
        "id": row.pk,
        "goal": row.goal_version.goal_id,
        "goal_version": row.goal_version.number,
        "department": shapes.department(row.department),
        "about": row.about,
        "answer": row.answer,
        "grounds": row.grounds,
        "due_at": instant(row.due_at),
        "answered_at": instant(row.answered_at),
        "answered_by": shapes.person(row.answered_by),
        "is_late": row.is_late,
        "replied_at": instant(row.replied_at),
        "replies": [
            {"author": shapes.person(reply.author), "text": reply.body, "said_at": instant(reply.said_at)}
            for reply in row.replies.all()
        ],
        "version": row.version,
    }


class ContributionResource(WholeRows):
    """Who contributes what to which goal."""

    shape = contribution_shape
    filters: ClassVar = {
        "goal": Filter("int", "goal"),
        "department": Filter("ids", "party__department__in"),
        "person": Filter("int", "party__person"),
    }

    def rows(self) -> QuerySet:
        rows = Contribution.objects.visible_to(self.request.user)
        return rows.select_related("goal", "party__department", "party__person", "acknowledged_by")


class ConsultationResource(WholeRows):
    """What contributing departments are asked and say."""

    shape = consultation_shape
    filters: ClassVar = {
        "goal": Filter("int", "goal_version__goal"),
        "department": Filter("ids", "department__in"),
        "answer": Filter("choices", "answer__in", choices=lambda: list(Answer.values)),
    }

    def rows(self) -> QuerySet:
        rows = Consultation.objects.visible_to(self.request.user).prefetch_related("replies__author")
        return rows.select_related("goal_version__goal", "department", "answered_by", "party")


class GoalVersionResource(WholeRows):
    """Frozen versions of goals; one alone is answered with what it changes, in words."""

    filters: ClassVar = {
        "goal": Filter("int", "goal"),
        "state": Filter("choices", "state__in", choices=lambda: list(GoalVersion.State.values)),
    }
    http_method_names = ["get", "head", "options"]

    def rows(self) -> QuerySet:
        return GoalVersion.objects.visible_to(self.request.user).select_related("proposed_by", "decided_by")

    def whole(self, row: GoalVersion) -> dict[str, Any]:
        before = row.before()
        changed = differences(before.snapshot, row.snapshot, row.changes, self.request.user) if before else []
        words = [
            {"field": one.field, "label": str(one.label), "before": one.before, "after": one.after}
            for one in changed
        ]
        return self.shaped([row])[0] | {"differences": words}

    def shaped(self, rows: Sequence[GoalVersion]) -> list[dict[str, Any]]:
        parents = {row.snapshot.get("parent") for row in rows} - {None}
        seen = Goal.objects.visible_to(self.request.user).filter(pk__in=parents)
        known = set(seen.values_list("pk", flat=True)) if parents else set()
        return [self._shape(row, known) for row in rows]

    @staticmethod
    def _shape(row: GoalVersion, known: set[int]) -> dict[str, Any]:
        parent = row.snapshot.get("parent")
        return {
            "id": row.pk,
            "goal": row.goal_id,
            "number": row.number,
            "state": row.state,
            "terms": row.snapshot | {"parent": parent if parent in known else None},
            "changes": row.changes,
            "reason": row.reason,
            "proposed_by": shapes.person(row.proposed_by),
            "proposed_at": instant(row.proposed_at),
            "decided_by": shapes.person(row.decided_by),
            "decided_at": instant(row.decided_at),
            "note": row.note,
        }


with_doings(ContributionResource, CONTRIBUTION)
with_doings(ConsultationResource, CONSULTATION)
