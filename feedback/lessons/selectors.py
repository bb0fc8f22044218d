"""The library: lessons found by words and filters, what became of each, and those that fit what is being planned."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from collab.common.actor import Actor
from collab.matters import search
from collab.matters.models import Kind, Matter
from collab.matters.policies import can_edit
from collab.matters.rows import rows_of, url_of
from collab.matters.similar import alike, tokens_for, words_of
from tasks.models import Task

from ..effects.selectors import checks_by_lesson
from ..lessons.policies import is_drafted
from ..models import Lesson, LessonMark, LessonMisfit, LessonUse, Retrospective

LEAST, CANDIDATES, SUGGESTED, MOST_WEIGHED = 35, 200, 3, 25


def with_counts(rows: QuerySet) -> QuerySet:
    """Lessons with how many people find each useful, how often it was applied and found not to fit, beside the row."""
    return rows.annotate(
        useful=_count(LessonMark), applied=_count(LessonUse), misfits_said=_count(LessonMisfit)
    )


def usefulness(lesson: Any) -> int:
    """What practice says of a lesson read by with_counts(): a use counts twice, a misfit against it."""
    return lesson.useful + 2 * lesson.applied - lesson.misfits_said


def _count(model) -> Coalesce:
    rows = model.objects.filter(lesson=OuterRef("pk")).order_by().values("lesson")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), Value(0))


def found_by(rows: QuerySet, text: str) -> QuerySet:
    """Lessons with every word of `text` in themselves or in the title of what they come from, Chinese substrings
    included. The index of matters narrows first, so that no lesson is read that cannot hold the words.
    """
    rows = rows.filter(retrospective__in=search.matching(Retrospective.objects.order_by(), text).values("pk"))
    for word in re.findall(r"[\w-]+", text):
        rows = rows.filter(Q(text__icontains=word) | Q(retrospective__title__icontains=word))
    return rows


def library_rows(lessons: Iterable[Lesson], person) -> list[dict[str, Any]]:
    """What the library shows of these: where each came from, its change and effect, marks and uses."""
    lessons = list(lessons)
    ids = {lesson.retrospective.ended_id for lesson in lessons}
    sources = {row.pk: row for row in Matter.objects.visible_to(person).filter(pk__in=ids)}
    tasks = Task.objects.visible_to(person).with_card().filter(lesson__in=[one.pk for one in lessons])
    changes = {row["id"]: row for row in rows_of(tasks)}
    marked = set(
        LessonMark.objects.filter(lesson__in=lessons, person=person.pk).values_list("lesson", flat=True)
    )
    checks = checks_by_lesson(one for one in lessons if one.kind == "change")
    return [
        {
            "lesson": lesson,
            "url": url_of(lesson.retrospective),
            "source": sources.get(lesson.retrospective.ended_id),
            "source_url": url_of(sources[lesson.retrospective.ended_id])
            if lesson.retrospective.ended_id in sources
            else "",
            "change": changes.get(lesson.task_id),
            "change_hidden": bool(lesson.task_id) and lesson.task_id not in changes,
            "checks": checks.get(lesson.pk, []),
            "mine": lesson.pk in marked,
        }
        for lesson in lessons
    ]


def suggested(title: str, person, beside: Matter | None = None) -> list[Lesson]:
    """Lessons inside the reader’s audience that come from work with a title like this one, or say much the same.

    Of those that are alike enough the more useful ones come first: every point of usefulness weighs as much as five
    per cent of likeness, twenty-five at most. `beside` is the work they would be applied to.
    """
    wanted = words_of(title)
    if not wanted:
        return []
    near = search.with_any(Retrospective.objects.visible_to(person).order_by(), tokens_for(wanted))
    rows = with_counts(Lesson.objects.filter(retrospective__in=near.values("pk"))).select_related(
        "retrospective__department"
    )
    rows = rows.exclude(effect="not_worked")
    if beside is not None:
        own = Q(retrospective=beside.pk) | Q(retrospective__ended=beside.pk)
        own |= Q(uses__matter=beside.pk) | Q(misfits__matter=beside.pk)
        rows = rows.exclude(pk__in=Lesson.objects.filter(own).values("pk"))
    scored = [(_likeness(wanted, lesson), lesson) for lesson in rows.order_by("-pk")[:CANDIDATES]]
    fitting = [(score + _weighed(lesson), lesson) for score, lesson in scored if score >= LEAST]
    best = sorted(fitting, key=lambda one: (-one[0], -one[1].pk))
    return [lesson for _score, lesson in best][:SUGGESTED]


def _weighed(lesson: Lesson) -> int:
    return max(-MOST_WEIGHED, min(MOST_WEIGHED, 5 * usefulness(lesson)))


def _likeness(wanted: frozenset[str], lesson: Lesson) -> int:
    """In per cent: how alike the titles are, or how much of the title the lesson and its source speak of."""
    source = words_of(lesson.retrospective.title)
    spoken = source | words_of(lesson.text)
    return max(alike(wanted, source), round(70 * len(wanted & spoken) / len(wanted)))


def set_aside_for(matter: Matter, person) -> list[Lesson]:
    """Lessons inside the reader’s audience of which it was said that they do not fit this work."""
    rows = Lesson.objects.visible_to(person).filter(misfits__matter=matter.pk)
    return list(rows.select_related("retrospective__department").order_by("pk"))


def applied_to(matter: Matter, person) -> list[dict[str, Any]]:
    """Lessons applied to this work; one whose source the reader may not see is a neutral placeholder."""
    uses = LessonUse.objects.filter(matter=matter.pk).select_related("lesson__retrospective", "applied_by")
    rows = list(uses)
    visible = set(
        Lesson.objects.visible_to(person)
        .filter(pk__in=[use.lesson_id for use in rows])
        .values_list("pk", flat=True)
    )
    return [
        {
            "use": use,
            "lesson": use.lesson if use.lesson_id in visible else None,
            "url": url_of(use.lesson.retrospective) if use.lesson_id in visible else "",
        }
        for use in rows
    ]


def may_plan(person, matter: Matter) -> bool:
    """Whether this reader may still apply lessons to it: open work they may edit."""
    planned = matter.kind in (Kind.GOAL, Kind.PLAN, Kind.TASK, Kind.MEETING)
    return planned and matter.is_open and can_edit(Actor(person, "page"), matter)


def may_take_over(person, matter: Matter) -> bool:
    """Whether lessons are suggested for it: it still is being planned by this reader."""
    return is_drafted(matter) and may_plan(person, matter)
