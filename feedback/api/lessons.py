"""The lesson library through the API: searched, suggested for a title, marked as useful, applied to work."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action

from collab.common.api.bodies import form_schema
from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json, instant
from collab.common.api.resources import body_of, check_body
from collab.common.errors import NotFound
from collab.matters.api import shapes
from collab.matters.api.hanging import Hanging, OnMatter
from collab.matters.models import Kind, Matter

from .. import actions
from ..lessons.selectors import found_by, library_rows, suggested, with_counts
from ..models import Effect, Lesson, LessonKind, LessonUse

APPLICATION = {"application/json": form_schema(OnMatter)}


class LessonResource(Hanging):
    """What is kept and what changes, with its effect; a change and a source name themselves where the reader may
    look.
    """

    filters: ClassVar = {
        "q": Filter(
            "text",
            apply=lambda rows, value, person: found_by(rows, value),
            help="Words of the lesson or of the title of what it comes from.",
        ),
        "retrospective": Filter("int", "retrospective"),
        "kind": Filter("choices", "kind__in", choices=lambda: list(LessonKind.values)),
        "department": Filter("ids", "retrospective__department__in"),
        "source_kind": Filter("choices", "retrospective__ended__kind__in", choices=lambda: list(Kind.values)),
        "effect": Filter("choices", "effect__in", choices=lambda: list(Effect.values)),
        "since": Filter("instant", "added_at__gte"),
        "until": Filter("instant", "added_at__lt"),
    }

    def rows(self) -> QuerySet:
        rows = Lesson.objects.visible_to(self.request.user)
        return with_counts(rows).select_related("added_by", "retrospective__department")

    def shaped(self, lessons: Sequence[Lesson]) -> list[dict[str, Any]]:
        """These lessons as this reader may see them."""
        rows = library_rows(lessons, self.request.user)
        ids = [one["change"]["id"] for one in rows if one["change"]]
        tasks = Matter.objects.in_bulk(ids)
        return [_shape(row, tasks) for row in rows]

    @extend_schema(parameters=[OpenApiParameter("title", str, description="What is about to be planned.")])
    @action(detail=False, methods=["get"])
    def suggestions(self, request) -> HttpResponse:
        """Lessons that fit work with this title."""
        found = suggested(request.query_params.get("title", "")[:300], request.user)
        known = self.rows().in_bulk([one.pk for one in found])
        shown = self.shaped([known[one.pk] for one in found if one.pk in known])
        return HttpResponse(as_json({"results": shown}), content_type="application/json")

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="mark-useful")
    def mark_useful(self, request, pk: str) -> HttpResponse:
        """Say that it is useful."""
        return self._mark(request, pk, True)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="unmark-useful")
    def unmark_useful(self, request, pk: str) -> HttpResponse:
        """No longer say so."""
        return self._mark(request, pk, False)

    def _mark(self, request, pk: str, useful: bool) -> HttpResponse:
        check_body(forms.Form(body_of(request)), body_of(request))
        actions.mark_lesson(lesson=self.find(pk), actor=self.actor, useful=useful)
        return self.answer(self.find(pk))

    @extend_schema(request=APPLICATION)
    @action(detail=True, methods=["post"])
    def apply(self, request, pk: str) -> HttpResponse:
        """Apply it to open work that the caller may edit."""
        return self._to_work(request, pk, actions.apply_lesson)

    @extend_schema(request=APPLICATION)
    @action(detail=True, methods=["post"], url_path="take-over")
    def take_over(self, request, pk: str) -> HttpResponse:
        """Apply it to a draft and put its words there: a step of a task's checklist, else the description."""
        return self._to_work(request, pk, actions.take_lesson_over)

    @extend_schema(request=APPLICATION)
    @action(detail=True, methods=["post"], url_path="set-aside")
    def set_aside(self, request, pk: str) -> HttpResponse:
        """Say that it does not fit this work; it is not suggested there again."""
        return self._to_work(request, pk, actions.set_lesson_aside)

    @extend_schema(request=APPLICATION)
    @action(detail=True, methods=["post"], url_path="suggest-again")
    def suggest_again(self, request, pk: str) -> HttpResponse:
        """Say that it may fit this work after all."""
        return self._to_work(request, pk, actions.suggest_lesson_again)

    def _to_work(self, request, pk: str, step) -> HttpResponse:
        lesson = self.find(pk)
        given = check_body(OnMatter(body_of(request), request.user), body_of(request))
        step(lesson=lesson, actor=self.actor, matter=given["matter"])
        return self.answer(self.find(pk))

    @extend_schema(request=APPLICATION)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request, pk: str) -> HttpResponse:
        """Take it off work it was applied to."""
        lesson = self.find(pk)
        given = check_body(OnMatter(body_of(request), request.user), body_of(request))
        use = LessonUse.objects.filter(lesson=lesson, matter=given["matter"]).first()
        if use is None:
            raise NotFound
        actions.take_lesson_back(use=use, actor=self.actor)
        return self.answer(self.find(pk))


def _shape(row: dict[str, Any], tasks: dict[int, Matter]) -> dict[str, Any]:
    lesson: Any = row["lesson"]
    return {
        "id": lesson.pk,
        "retrospective": lesson.retrospective_id,
        "source": shapes.stub(row["source"]),
        "department": shapes.department(lesson.retrospective.department),
        "kind": lesson.kind,
        "text": lesson.text,
        "task": shapes.stub(tasks.get(lesson.task_id)) if lesson.task_id else None,
        "check_after": lesson.check_after,
        "effect": lesson.effect or None,
        "follows": lesson.follows_id,
        "useful": lesson.useful,
        "useful_to_me": row["mine"],
        "applied": lesson.applied,
        "did_not_fit": lesson.misfits_said,
        "added_by": shapes.person(lesson.added_by),
        "added_at": instant(lesson.added_at),
    }
