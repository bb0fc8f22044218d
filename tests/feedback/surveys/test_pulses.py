"""Pulses: the same questions again and again, and rounds that cannot be taken from one another."""

from datetime import timedelta

import pytest

from collab.common import clock
from collab.common.errors import Conflict, Invalid
from feedback import actions
from feedback.models import Asked, Pulse, Survey
from feedback.surveys.selectors import trend_of
from tests.conftest import acting, person

from .conftest import QUESTIONS, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def pulse(opened, town) -> Survey:
    survey = opened(departments=[town.roads, town.archive], questions=QUESTIONS[:1])
    rule = {"rrule": "FREQ=WEEKLY", "first_at": clock.now() + timedelta(days=20), "days_open": 3}
    return take("repeat", survey, town.keeper, **rule)


def next_round(survey: Survey) -> Survey:
    """Let the present round close and the next one open."""
    pulse = Pulse.objects.get(rounds=survey)
    with clock.told(pulse.next_at + timedelta(seconds=1)):
        assert actions.carry_on_surveys() == 1
    return Survey.objects.filter(pulse=pulse).latest("round")


def all_answer(survey: Survey, q1: int = 4) -> None:
    with clock.told(survey.created_at):
        for row in Asked.objects.filter(survey=survey).select_related("person"):
            actions.answer_survey(survey=survey, actor=acting(row.person), answers={"q1": q1})


def closed(survey: Survey, town) -> dict:
    with clock.told(survey.created_at):
        return take("close", survey, town.keeper).results


def test_each_round_is_a_survey_of_its_own_that_came_from_the_last(pulse, town):
    second = next_round(pulse)
    first = Survey.objects.get(pk=pulse.pk)
    assert (first.status, second.status, second.round) == ("closed", "open", 2)
    assert second.questions == first.questions
    assert second.owner == first.owner
    with clock.told(second.created_at):
        assert actions.carry_on_surveys() == 0


def test_whoever_joins_is_asked_from_the_next_round_on(pulse, town):
    fresh = person("newcomer", (town.roads, "member"))
    assert not Asked.objects.filter(survey=pulse, person=fresh).exists()
    assert Asked.objects.filter(survey=next_round(pulse), person=fresh).exists()


def test_rounds_of_the_same_people_are_told_by_department_and_make_a_trend(pulse, town):
    all_answer(pulse, q1=2)
    closed(pulse, town)
    second = next_round(pulse)
    all_answer(second, q1=4)
    assert closed(second, town)["detail"] == "groups"
    [line] = trend_of(Survey.objects.get(pk=second.pk), town.keeper)
    assert [point["share"] for point in line["points"]] == [0, 100]
    asked = town.people[town.roads][0]
    assert trend_of(Survey.objects.get(pk=second.pk), asked) == []
    for survey in (pulse, second):
        with clock.told(second.created_at):
            take("publish", survey, town.keeper, told="asked")
    assert trend_of(Survey.objects.get(pk=second.pk), asked)


@pytest.mark.parametrize(("came", "detail"), [(1, "rounded"), (4, "rounded"), (5, "groups")])
def test_a_round_that_few_joined_tells_shares_in_tens_and_no_counts(pulse, town, came, detail):
    all_answer(pulse)
    closed(pulse, town)
    for at in range(came):
        person(f"newcomer{at}", (town.roads, "member"))
    second = next_round(pulse)
    all_answer(second)
    results = closed(second, town)
    assert results["detail"] == detail
    if detail == "rounded":
        cells = results["questions"][0]["total"]
        assert all(cell["count"] is None and cell["share"] % 10 == 0 for cell in cells)
        assert (results["groups"], results["answered"] % 5) == ([], 0)


def test_a_round_in_which_few_changed_department_is_told_as_a_whole(pulse, town):
    all_answer(pulse)
    closed(pulse, town)
    town.people[town.roads][0].memberships.update(department=town.archive)
    second = next_round(pulse)
    all_answer(second)
    results = closed(second, town)
    assert (results["detail"], results["groups"], results["answered"]) == ("whole", [], 21)


def test_it_is_repeated_once_and_stops(pulse, town):
    rule = {"rrule": "FREQ=WEEKLY", "first_at": clock.now(), "days_open": 3}
    with pytest.raises(Conflict):
        take("repeat", pulse, town.keeper, **rule)
    take("stop_repeating", pulse, town.keeper, reason="Enough")
    with clock.told(clock.now() + timedelta(days=40)):
        assert actions.carry_on_surveys() == 0
    with pytest.raises(Conflict):
        take("stop_repeating", pulse, town.keeper, reason="Enough")


@pytest.mark.parametrize(
    ("wrong", "field"), [({"rrule": "FREQ=HOURLY"}, "rrule"), ({"days_open": 0}, "days_open")]
)
def test_a_wrong_rhythm_is_named(opened, town, wrong, field):
    rule = {"rrule": "FREQ=WEEKLY", "first_at": clock.now(), "days_open": 3} | wrong
    with pytest.raises(Invalid) as refused:
        take("repeat", opened(), town.keeper, **rule)
    assert [error.field for error in refused.value.errors] == [field]


def test_what_keeps_a_round_from_opening_stands_on_the_pulse_and_is_tried_again(pulse, town):
    all_answer(pulse)
    for people in town.people.values():
        for who in people:
            type(who).objects.filter(pk=who.pk).update(is_active=False)
    row = Pulse.objects.get()
    with clock.told(row.next_at + timedelta(seconds=1)):
        assert actions.carry_on_surveys() == 0
    assert Pulse.objects.get().trouble
