"""The dialogs of an effect check."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from collab.common import clock
from collab.common.actor import Actor
from collab.matters.rows import day_words
from collab.matters.views.doing import HangingDialog, row_steps

from ..models import Effect, EffectCheck, Lesson, Retrospective
from ..models.effect import EFFECT_CHECK

SIGNS = {
    Effect.WORKED: ("good", "circle-check"),
    Effect.PARTLY: ("warn", "circle-dot"),
    Effect.NOT_WORKED: ("bad", "circle-x"),
}


def _address(pk: int, name: str) -> str:
    return reverse("feedback:effect_do", args=[pk, name])


def shown_checks(checks: list[EffectCheck], lesson: Lesson, actor: Actor) -> list[dict[str, Any]]:
    """Each check of a lesson in words, with what this person may do about it."""
    found = []
    for check in checks:
        check.lesson = lesson
        tone, icon = SIGNS[Effect(check.outcome)] if check.outcome else ("waiting", "hourglass")
        found.append(
            {
                "check": check,
                "tone": tone,
                "icon": icon,
                "due_text": day_words(check.due_at),
                "overdue": check.is_waiting and check.due_at < clock.now(),
                "steps": row_steps(EFFECT_CHECK, check, actor, partial(_address, check.pk)),
            }
        )
    return found


class EffectDialog(HangingDialog):
    """The dialog of a step of an effect check."""

    kind = EFFECT_CHECK

    def rows(self) -> QuerySet:
        rows = EffectCheck.objects.visible_to(self.request.user)
        return rows.select_related("checker", "lesson__task", "lesson__retrospective")

    def matter_id(self, row: EffectCheck) -> int:
        return row.lesson.retrospective_id

    def tie(self, row: EffectCheck, matter: Retrospective) -> None:
        row.lesson.retrospective = matter

    def words(self) -> str:
        return str(self.subject.lesson.text)

    def misfit(self) -> str:
        return _("The effect was checked already.")
