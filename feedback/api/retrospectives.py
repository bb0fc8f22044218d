"""Retrospectives and their lessons through the API."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.deadlines.api import clocks_of
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings
from collab.matters.api.hanging import Hanging
from collab.matters.api.resources import SPINE_FILTERS, SpineResource
from collab.matters.models import Kind
from tasks.models import Task

from ..models import Lesson, LessonKind, Retrospective
from ..retrospectives import doings  # noqa: F401  (declares what can be done before the doors are made)
from ..retrospectives.selectors import ended_by


class RetrospectiveResource(SpineResource):
    """Opened by what ends; `expected` was frozen then, `lessons` are drawn with add-lesson."""

    model = Retrospective
    columns: ClassVar[tuple[str, ...]] = (*shapes.COLUMNS, "written_at")
    filters: ClassVar = SPINE_FILTERS | {
        "ended": Filter("int", "ended", help="What it looks back on, by matter id.")
    }

    def item(self, row: dict) -> dict[str, Any]:
        return shapes.item(row) | {"written_at": row["written_at"]}

    def whole(self, row: Retrospective) -> dict[str, Any]:
        return super().whole(row) | {
            "ended": shapes.stub(ended_by(row, self.request.user)),
            "expected": row.expected,
            "actual": row.actual,
            "why": row.why,
            "written_at": instant(row.written_at),
            "written_by": shapes.person(row.written_by),
            "deadlines": clocks_of(row),
        }


with_doings(RetrospectiveResource, Kind.RETROSPECTIVE)


class LessonResource(Hanging):
    """What is kept and what changes; a change names its task where the reader may look."""

    filters: ClassVar = {
        "retrospective": Filter("int", "retrospective"),
        "kind": Filter("choices", "kind__in", choices=lambda: list(LessonKind.values)),
    }

    def rows(self) -> QuerySet:
        return Lesson.objects.visible_to(self.request.user).select_related("added_by")

    def items(self, rows: list[dict]) -> list[dict[str, Any]]:
        found = self.rows().in_bulk([row["id"] for row in rows])
        seen = Task.objects.visible_to(self.request.user).filter(lesson__in=found)
        tasks = {task.pk: task for task in seen}
        return [self.shown(found[row["id"]], tasks) for row in rows if row["id"] in found]

    def whole(self, row: Lesson) -> dict[str, Any]:
        seen = Task.objects.visible_to(self.request.user).filter(lesson=row)
        return self.shown(row, {task.pk: task for task in seen})

    @staticmethod
    def shown(row: Lesson, tasks: dict[int, Task]) -> dict[str, Any]:
        """One lesson; `tasks` are those its reader may see."""
        return {
            "id": row.pk,
            "retrospective": row.retrospective_id,
            "kind": row.kind,
            "text": row.text,
            "task": shapes.stub(tasks.get(row.task_id)) if row.task_id else None,
            "added_by": shapes.person(row.added_by),
            "added_at": instant(row.added_at),
        }
