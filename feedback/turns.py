"""Whose turn it is on surveys, corrective actions, retrospectives and the effect of what was learnt."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import pgettext

from collab.matters.models import Kind
from collab.matters.rows import RowStep
from collab.matters.turns import (
    Turn,
    Waiting,
    doing_of_matter,
    register_turns,
    register_work,
    steps_at,
)
from collab.matters.whose import Whose
from collab.org.models import Scope

from .corrective.states import IMPLEMENTING
from .models import Asked, CorrectiveAction, EffectCheck
from .models.effect import EFFECT_CHECK
from .surveys.selectors import awaited

SHOWN_BEFORE = 7 * 24 * 3600  # seconds


def to_answer(whose: Whose) -> QuerySet[Asked]:
    """Open surveys this person has yet to answer; nobody answers in another's name."""
    return awaited(whose.me)


def to_check(whose: Whose) -> QuerySet[EffectCheck]:
    """Checks that fall due within a week or are overdue and that this person may do."""
    checks = EffectCheck.objects.waiting().filter(checker__in=whose.people(Scope.APPROVAL))
    return checks.filter(due_at__lte=whose.at(SHOWN_BEFORE))


def to_verify(whose: Whose) -> QuerySet[CorrectiveAction]:
    """Corrective actions these people check, from the day on which the effect can show."""
    waiting = CorrectiveAction.objects.filter(status="effectiveness", owner__in=whose.people())
    return waiting.filter(check_from__lte=whose.at())


def to_name_verifier(whose: Whose) -> QuerySet[CorrectiveAction]:
    """Corrective actions of this person's departments whose effect nobody is to check yet."""
    return CorrectiveAction.objects.filter(
        status="effectiveness", owner=None, department__in=whose.officer_of
    )


def _answer(found: Waiting) -> tuple[RowStep, ...]:
    return (RowStep(pgettext("survey", "Answer"), reverse("feedback:answer", args=[found.matter]), "pencil"),)


def _effect(found: Waiting) -> tuple[RowStep, ...]:
    return steps_at(EFFECT_CHECK, ("record",), "feedback:effect_do", found.about)


register_work(Kind.SURVEY, owner=("closed",))
register_work(Kind.CORRECTIVE, owner=IMPLEMENTING)
register_work(Kind.RETROSPECTIVE, owner=("open",), decider=("written",))
register_turns(
    Turn("do", to_answer, "survey_id", steps=_answer),
    Turn("do", to_verify, "pk", steps=doing_of_matter("check-effect")),
    Turn("decide", to_name_verifier, "pk", steps=doing_of_matter("assign")),
    Turn("decide", to_check, "lesson__retrospective_id", "pk", only_open=False, steps=_effect),
)
