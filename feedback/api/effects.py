"""Effect checks through the API."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import WholeRows
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings

from ..effects import doings  # noqa: F401  (declares what can be done before the doors are made)
from ..models import Effect, EffectCheck
from ..models.effect import EFFECT_CHECK


class EffectCheckResource(WholeRows):
    """Whether changes worked; opened by themselves once a change was made, answered with record."""

    filters: ClassVar = {
        "lesson": Filter("int", "lesson"),
        "checker": Filter("int", "checker"),
        "outcome": Filter("choices", "outcome__in", choices=lambda: list(Effect.values)),
        "waiting": Filter(
            "bool",
            apply=lambda rows, value, person: rows.filter(outcome="") if value else rows.exclude(outcome=""),
        ),
    }

    def rows(self) -> QuerySet:
        found = EffectCheck.objects.visible_to(self.request.user)
        return found.select_related("checker", "checked_by", "lesson__task", "lesson__retrospective")

    def whole(self, row: EffectCheck) -> dict[str, Any]:
        return {
            "id": row.pk,
            "lesson": row.lesson_id,
            "retrospective": row.lesson.retrospective_id,
            "checker": shapes.person(row.checker),
            "opened_at": instant(row.opened_at),
            "due_at": instant(row.due_at),
            "outcome": row.outcome or None,
            "words": row.words,
            "checked_at": instant(row.checked_at),
            "checked_by": shapes.person(row.checked_by),
            "version": row.version,
        }


with_doings(EffectCheckResource, EFFECT_CHECK)
