"""Fifty people in four departments, and surveys made and answered through the real actions."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from collab.common import clock
from collab.org.models import Person
from feedback import actions
from feedback.models import Survey
from tests.conftest import acting, department, person

QUESTIONS = [
    {"kind": "scale_5", "text": "How is your office?", "text_zh": "办公环境如何？"},
    {"kind": "one", "text": "Which canteen?", "options": ["North", "South", "Neither"]},
    {"kind": "several", "text": "What do you miss?", "options": ["Light", "Air", "Quiet"]},
    {"kind": "text", "text": "Anything else?"},
]


@pytest.fixture
def town(org) -> SimpleNamespace:
    """Works: 12 in the roads section, 3 in parks below the bureau's own 8; 9 in the archive; 2 in the press room."""
    bureau = department("bureau", "Works bureau", org.city)
    roads, parks = department("roads", "Roads", bureau), department("parks", "Parks", bureau)
    archive, press = department("archive", "Archive"), department("press", "Press")
    places = {bureau: 8, roads: 12, parks: 3, archive: 9, press: 2}
    people = {
        place: [person(f"{place.code}{at}", (place, "member")) for at in range(count)]
        for place, count in places.items()
    }
    keeper = person("keeper", (bureau, "head"))
    return SimpleNamespace(
        bureau=bureau, roads=roads, parks=parks, archive=archive, press=press, people=people, keeper=keeper
    )


@pytest.fixture
def draft(town):
    """`draft(anonymous=False)` is a draft of the works bureau that asks the five departments."""

    def make(**fields) -> Survey:
        given = {
            "title": "Offices 办公",
            "department": town.bureau,
            "departments": [town.bureau, town.archive, town.press],
            "questions": QUESTIONS,
            "due_at": clock.now() + timedelta(days=10),
        } | fields
        return actions.create_survey(actor=acting(town.keeper), **given)

    return make


@pytest.fixture
def opened(draft, town):
    def make(**fields) -> Survey:
        survey = draft(**fields)
        return actions.open_survey(survey=survey, actor=acting(town.keeper), version=survey.version)

    return make


def answer(survey: Survey, who: Person, **answers) -> Survey:
    given = {"q1": 4, "q2": 0} | answers
    return actions.answer_survey(survey=survey, actor=acting(who), answers=given)


def take(name: str, survey: Survey, who: Person, **given) -> Survey:
    fresh = Survey.objects.get(pk=survey.pk)
    return getattr(actions, f"{name}_survey")(survey=fresh, actor=acting(who), version=fresh.version, **given)
