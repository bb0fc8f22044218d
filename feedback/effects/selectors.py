"""Reads of effect checks across models."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from collab.common import clock
from collab.org.models import Scope
from collab.org.standing import Standing

from ..models import EffectCheck, Lesson

ENDED = ("completed", "closed")
SHOWN_BEFORE = timedelta(days=7)


def unchecked(**which: Any) -> QuerySet[Lesson]:
    """Changes of closed retrospectives that were carried out and that nobody was asked to check yet."""
    made = Lesson.objects.filter(task__status__in=ENDED, retrospective__status="closed", **which)
    return made.filter(effect_checks=None, effect="")


def waiting_for(standing: Standing) -> QuerySet[EffectCheck]:
    """Checks that fall due within a week or are overdue and that this person may do."""
    people = [pk for pk in standing.person_ids if standing.may_act_for(pk, Scope.APPROVAL)]
    return EffectCheck.objects.waiting().filter(checker__in=people, due_at__lte=clock.now() + SHOWN_BEFORE)


def checks_by_lesson(lessons: Iterable[Lesson]) -> dict[int, list[EffectCheck]]:
    """The checks of these lessons, oldest first."""
    found: dict[int, list[EffectCheck]] = {}
    rows = EffectCheck.objects.filter(lesson__in=list(lessons)).select_related("checker", "checked_by")
    for row in rows.order_by("pk"):
        found.setdefault(row.lesson_id, []).append(row)
    return found
