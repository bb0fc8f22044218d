"""Reads of effect checks across models."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from ..models import EffectCheck, Lesson

ENDED = ("completed", "closed")


def unchecked(**which: Any) -> QuerySet[Lesson]:
    """Changes of closed retrospectives that were carried out and that nobody was asked to check yet."""
    made = Lesson.objects.filter(task__status__in=ENDED, retrospective__status="closed", **which)
    return made.filter(effect_checks=None, effect="")


def checks_by_lesson(lessons: Iterable[Lesson]) -> dict[int, list[EffectCheck]]:
    """The checks of these lessons, oldest first."""
    found: dict[int, list[EffectCheck]] = {}
    rows = EffectCheck.objects.filter(lesson__in=list(lessons)).select_related("checker", "checked_by")
    for row in rows.order_by("pk"):
        found.setdefault(row.lesson_id, []).append(row)
    return found
