"""Answering a survey: under one's name until it closes, or anonymously once and for good."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.activity.topics import announce
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden

from ..models import Asked, NamedAnswer, Survey, SurveyUrn
from ..surveys.disclosure import turnout
from ..surveys.events import SURVEY_ANSWERED
from ..surveys.questions import checked_answers


@transaction.atomic
def answer_survey(*, survey: Survey, actor: Actor, answers: Mapping[str, Any]) -> Survey:
    """Answer for oneself; `answers` are by the questions' keys.

    An anonymous answer leaves no entry in the journal and changes no instant of the survey: what is kept of it is
    that this person has answered, and somewhere among all slips a slip.
    """
    survey = Survey.objects.lock(survey.pk)
    if survey.status != "open":
        raise Conflict(_("This survey takes no answers now: it is not open."), code="survey_not_open")
    asked = Asked.objects.select_for_update(of=("self",)).filter(survey=survey, person=actor.person).first()
    if asked is None:
        raise Forbidden(_("This survey does not ask you, so there is nothing to answer."))
    if survey.anonymous and asked.has_answered:
        raise Conflict(
            _("You have answered. Nobody can tell which answer is yours, so it cannot be changed."),
            code="already_answered",
        )
    given = checked_answers(survey.questions, answers)
    Asked.objects.filter(pk=asked.pk).update(has_answered=True)
    if survey.anonymous:
        _drop_slip(survey, asked.unit_id, given)
        _announce_in_fives(survey)
    else:
        NamedAnswer.objects.update_or_create(asked=asked, defaults={"answers": given})
        record(SURVEY_ANSWERED, matter=survey, actor=actor)
    return survey


def _drop_slip(survey: Survey, unit: int | None, answers: Mapping[str, Any]) -> None:
    """Put the slip at a random place of a random urn, which is written anew as one row."""
    places = list(SurveyUrn.objects.filter(survey=survey).values_list("pk", flat=True))
    urn = SurveyUrn.objects.select_for_update().get(pk=secrets.choice(places))
    urn.slips = dict(sorted((urn.slips | {secrets.token_hex(8): [unit, answers]}).items()))
    urn.save(update_fields=["slips"])


def _announce_in_fives(survey: Survey) -> None:
    """Open pages fetch the turnout again when what is told of it changes, not with every answer."""
    answered = Asked.objects.filter(survey=survey, has_answered=True).count()
    if turnout(answered) != turnout(answered - 1):
        announce([f"matter.{survey.pk}"])
