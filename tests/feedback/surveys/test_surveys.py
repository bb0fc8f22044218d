"""A survey from its draft to what is done about it: who is asked, who answers, who is told what."""

from datetime import timedelta

import pytest

from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid, TransitionRefused
from collab.deadlines.models import Deadline
from collab.matters.chain import open_ends_among
from feedback import actions
from feedback.models import Asked, NamedAnswer, Survey
from feedback.surveys.selectors import turnout_of
from tests.conftest import person

from .conftest import QUESTIONS, answer, take

pytestmark = pytest.mark.django_db


def test_opening_freezes_who_is_asked(opened, town):
    survey = opened()
    asked = set(Asked.objects.filter(survey=survey).values_list("person__username", flat=True))
    assert len(asked) == 12 + 8 + 3 + 9 + 2 + 1
    person("newcomer", (town.roads, "member"))
    assert Asked.objects.filter(survey=survey).count() == len(asked)
    assert survey.number.startswith("S-")
    assert Deadline.objects.get(matter=survey).state == "running"


def test_roles_narrow_departments_and_people_are_asked_besides(opened, town, org):
    survey = opened(anonymous=False, departments=[town.bureau], roles=["head"], people=[org.outsider])
    asked = set(Asked.objects.filter(survey=survey).values_list("person__username", flat=True))
    assert asked == {"keeper", "outsider"}


def test_everyone_asked_can_open_the_survey(opened, town, org):
    survey = opened(people=[org.outsider])
    for who in (town.people[town.press][0], town.people[town.parks][0], org.outsider):
        assert Survey.objects.visible_to(who).filter(pk=survey.pk).exists()
    assert not Survey.objects.visible_to(org.staff).filter(pk=survey.pk).exists()


def test_it_is_not_shared_with_other_departments_of_those_who_are_asked(opened, town, org):
    town.people[town.roads][0].memberships.create(department=org.culture, role="member")
    survey = opened(departments=[town.roads])
    shared = set(survey.parties.exclude(department=None).values_list("department__code", flat=True))
    assert shared == {"bureau", "roads"}


@pytest.mark.parametrize(
    ("missing", "field"),
    [({"questions": []}, "questions"), ({"due_at": None}, "due_at"), ({"departments": []}, "departments")],
)
def test_what_lacks_is_named_when_it_opens(opened, missing, field):
    with pytest.raises(Invalid) as refused:
        opened(**missing)
    assert [error.field for error in refused.value.errors] == [field]


def test_an_anonymous_survey_asks_at_least_five(opened, town):
    with pytest.raises(Invalid) as refused:
        opened(departments=[town.press])
    assert refused.value.errors[0].code == "too_few"
    assert opened(departments=[town.press], anonymous=False).status == "open"


def test_only_those_asked_answer_and_nobody_in_their_name(opened, town, org):
    survey = opened()
    with pytest.raises(Forbidden):
        answer(survey, org.staff)
    answer(survey, town.people[town.roads][0])
    assert Asked.objects.filter(survey=survey, has_answered=True).count() == 1


def test_an_anonymous_answer_is_final_and_a_named_one_can_be_changed(opened, town):
    who = town.people[town.roads][0]
    secret, named = opened(), opened(anonymous=False)
    answer(secret, who)
    with pytest.raises(Conflict) as refused:
        answer(secret, who)
    assert refused.value.code == "already_answered"
    answer(named, who, q1=2)
    answer(named, who, q1=5)
    assert NamedAnswer.objects.get().answers["q1"] == 5


@pytest.mark.parametrize(
    "wrong",
    [
        {"q1": 6},
        {"q1": True},
        {"q1": "4"},
        {"q1": None},
        {"q2": 3},
        {"q3": [7]},
        {"q4": 8},
        {"q9": 1},
        {"q3": {}},
    ],
)
def test_a_wrong_answer_is_refused_by_name_and_nothing_is_kept(opened, town, wrong):
    survey = opened()
    with pytest.raises(Invalid) as refused:
        answer(survey, town.people[town.roads][0], **wrong)
    assert [error.field for error in refused.value.errors] == list(wrong)
    assert not Asked.objects.filter(has_answered=True).exists()


def test_while_it_is_open_the_turnout_is_told_in_fives(opened, town):
    survey = opened()
    for at, who in enumerate(town.people[town.roads][:7], 1):
        answer(survey, who)
        assert turnout_of(survey)["answered"] == (5 if at >= 5 else None)


def test_results_are_seen_by_whoever_runs_it_and_then_by_those_they_are_published_to(opened, town, client):
    survey = opened()
    for who in [*town.people[town.roads], *town.people[town.archive]]:
        answer(survey, who)
    asked, keeper = town.people[town.press][0], town.keeper
    assert whole(client, survey, keeper)["results"] is None
    survey = take("close", survey, keeper)
    assert whole(client, survey, keeper)["results"]["answered"] == 21
    assert whole(client, survey, asked)["results"] is None
    survey = take("publish", survey, keeper, told="asked", note="New lamps")
    assert whole(client, survey, asked)["results"]["questions"][0]["mean"] == 4
    assert survey.is_open is False


def whole(client, survey, who):
    client.force_login(who, backend="collab.org.backends.AccountBackend")
    return client.get(f"/api/v1/surveys/{survey.pk}/").json()


def test_small_departments_are_counted_with_others(opened, town):
    survey = opened()
    for people in town.people.values():
        for who in people:
            answer(survey, who)
    results = take("close", survey, town.keeper).results
    told = {group["unit"]: group["answered"] for group in results["groups"]}
    assert told == {town.bureau.pk: 11, town.roads.pk: 12}
    assert results["answered"] == 34
    assert not Asked.objects.filter(survey=survey, unit__in=[town.parks, town.press]).exists()


def test_under_five_answers_nothing_is_told(opened, town):
    survey = opened()
    for who in town.people[town.roads][:4]:
        answer(survey, who)
    results = take("close", survey, town.keeper).results
    assert (results["answered"], results["groups"], results["questions"]) == (None, [], [])


def test_free_texts_are_told_from_five_on_and_without_a_department(opened, town):
    few, many = opened(), opened()
    for at, who in enumerate(town.people[town.roads]):
        answer(few, who, **({"q4": f"word {at}"} if at < 4 else {}))
        answer(many, who, q4=f"word {at}")
    assert take("close", few, town.keeper).results["questions"][3] == {"key": "q4", "texts": []}
    texts = take("close", many, town.keeper).results["questions"][3]["texts"]
    assert sorted(texts) == sorted(f"word {at}" for at in range(12))


def test_it_closes_by_itself_when_it_is_due(opened, town):
    survey = opened()
    with clock.told(survey.due_at + timedelta(minutes=1)):
        actions.carry_on_surveys()
    survey.refresh_from_db()
    assert survey.status == "closed"
    with pytest.raises(Conflict):
        answer(survey, town.people[town.roads][0])


def test_what_was_cancelled_is_destroyed_uncounted(opened, town):
    survey = opened()
    answer(survey, town.people[town.roads][0])
    survey = take("cancel", survey, town.keeper, reason="Wrong question")
    assert (survey.status, survey.results, survey.urns.count()) == ("cancelled", None, 0)
    assert Deadline.objects.get(matter=survey).state == "cancelled"


def test_only_a_draft_can_be_changed_and_words_stay_once_people_answer(draft, opened, town):
    survey = take("edit", draft(), town.keeper, title="Rooms", questions=QUESTIONS[:1])
    assert (survey.title, len(survey.questions)) == ("Rooms", 1)
    with pytest.raises(TransitionRefused):
        take("edit", opened(), town.keeper, title="Rooms")
    assert opened().has_agreed_words


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ({"kind": "several", "text": "x", "options": ["a", "b"], "required": True}, "required"),
        ({"kind": "one", "text": "x", "options": ["a"]}, "options"),
        ({"kind": "one", "text": "x", "options": ["a", "b"], "options_zh": ["甲"]}, "options_zh"),
        ({"kind": "scale_5", "text": "x", "options": ["low"]}, "options"),
        ({"kind": "scale_5"}, "text"),
        ({"kind": "guess", "text": "x"}, "kind"),
        ({"kind": "scale_5", "text": "x\x00"}, "text"),
        ({"kind": "scale_5", "text": "x", "colour": 1}, "colour"),
    ],
)
def test_a_wrong_question_is_named_by_its_place(draft, question, field):
    with pytest.raises(Invalid) as refused:
        draft(questions=[QUESTIONS[0], question])
    assert f"questions.1.{field}" in [error.field for error in refused.value.errors]


def test_nothing_done_about_it_is_an_open_end(opened, town, make_task):
    survey = take("close", opened(), town.keeper)
    assert open_ends_among([survey])
    survey = take("publish", survey, town.keeper, told="readers")
    assert open_ends_among([survey])
    make_task(came_from=survey, actor=town.keeper)
    assert not open_ends_among([survey])


@pytest.mark.parametrize("anonymous", [False, True])
def test_reminders_reach_who_has_not_answered_and_tell_of_nobody_in_an_anonymous_survey(
    opened, town, anonymous, django_capture_on_commit_callbacks
):
    from collab.deadlines.actions import sweep
    from collab.notifications.models import Notification

    done, late = town.people[town.roads][:2]
    with django_capture_on_commit_callbacks(execute=True):
        survey = opened(departments=[town.roads], anonymous=anonymous)
        answer(survey, done)
    with clock.told(survey.due_at - timedelta(hours=1)), django_capture_on_commit_callbacks(execute=True):
        sweep(now=clock.now())
    told = Notification.objects.filter(activity__event="survey.awaited")
    assert told.filter(person=late).exists()
    assert told.filter(person=done).exists() == anonymous
    if anonymous:
        seen = [
            set(told.filter(person=who).values_list("activity", "why", "urgency")) for who in (done, late)
        ]
        assert seen[0] == seen[1]
