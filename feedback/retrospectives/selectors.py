"""Reads of retrospectives across models."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from collab.matters.endings import Measured
from collab.matters.models import Matter
from collab.matters.policies import gather
from collab.matters.rows import rows_of
from tasks.models import Task

from ..effects.selectors import checks_by_lesson
from ..models import EffectCheck, Lesson, Retrospective

LACKING = {"open": _("not looked back on yet"), "written": _("written, not closed yet")}
UNCHECKED = _("effect of a change not checked yet")
OWN_NAMES = {"figure": "", "day": _("Due · closed"), "score": _("Final score")}
MARKS = {"late": _("late"), "open": _("still open")}


def open_ends(ids: list[int]) -> dict[int, list]:
    """Retrospectives that nobody has finished, and changes whose effect nobody has checked yet."""
    rows = Retrospective.objects.filter(pk__in=ids, status__in=LACKING)
    found: dict[int, list] = {pk: [LACKING[status]] for pk, status in rows.values_list("pk", "status")}
    unchecked = EffectCheck.objects.waiting().filter(lesson__retrospective__in=ids)
    for pk in unchecked.order_by().values_list("lesson__retrospective", flat=True).distinct():
        found.setdefault(pk, []).append(UNCHECKED)
    return found


def lessons_of(retrospective: Retrospective, person) -> list[dict[str, Any]]:
    """Its lessons, each with the row of its task where the reader may look; a placeholder stands otherwise."""
    found = Lesson.objects.filter(retrospective=retrospective).select_related("added_by", "task", "follows")
    lessons = list(found.prefetch_related("followed_by").order_by("pk"))
    checks = checks_by_lesson(lessons)
    gather([one.task for one in lessons if one.task and one.pk in checks])
    tasks = Task.objects.visible_to(person).with_card().filter(lesson__in=lessons)
    rows = {row["id"]: row for row in rows_of(tasks)}
    return [
        {
            "lesson": one,
            "rows": [rows[one.task_id]] if one.task_id in rows else [],
            "hidden": one.task_id not in (None, *rows),
            "checks": checks.get(one.pk, []),
        }
        for one in lessons
    ]


def measured_of(retrospective: Retrospective) -> list[dict[str, Any]]:
    """The frozen figures in the reader's language: what was expected, what came of it, and how to take it."""
    return [
        {
            "name": line["name"] or OWN_NAMES[line["kind"]],
            "expected": _value(line, "expected"),
            "came": _value(line, "came"),
            "mark": MARKS.get(line["mark"], ""),
            "share": None if line["share"] is None else Decimal(line["share"]),
            "is_score": line["kind"] == "score",
        }
        for line in retrospective.figures
    ]


def _value(line: Measured, side: Literal["expected", "came"]) -> str:
    value = line[side]
    return date_format(date.fromisoformat(value), "DATE_FORMAT") if value and line["kind"] == "day" else value


def ended_by(retrospective: Retrospective, person) -> Matter | None:
    """What it looks back on, where the reader may look."""
    return Matter.objects.visible_to(person).filter(pk=retrospective.ended_id).first()
