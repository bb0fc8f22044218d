"""Pages and API of surveys: composing, answering on a phone, results as a file, refusals with their status."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from collab.activity.registry import declared
from collab.common import clock
from collab.matters.models import Matter
from feedback.models import Survey
from tests.access.doors import BACKEND

from .conftest import answer, take

pytestmark = pytest.mark.django_db
TYPED = {
    "q0-kind": "one",
    "q0-text": "Tea or coffee?",
    "q0-options": "Tea\nCoffee",
    "q0-required": "on",
    "count": "1",
}


@pytest.fixture
def sign_in(client):
    def enter(who):
        client.force_login(who, backend=BACKEND)
        return client

    return enter


def post(client, survey, name: str, **body):
    version = Matter.objects.get(pk=survey.pk).version
    headers = {"If-Match": f'"v{version}"'}
    return client.post(
        f"/api/v1/surveys/{survey.pk}/{name}/", body, content_type="application/json", headers=headers
    )


def test_a_survey_is_composed_in_one_form_and_nothing_typed_is_lost(sign_in, town):
    browser = sign_in(town.keeper)
    whole = {"title": "Drinks", "department": town.bureau.pk, "anonymous": "yes", "visibility": "departments"}
    whole |= {"departments": [town.roads.pk]} | TYPED
    more = browser.post("/feedback/surveys/new/", whole | {"then": "add"}).content.decode()
    assert "Tea or coffee?" in more
    assert 'name="q1-text"' in more
    assert not Survey.objects.exists()
    saved = browser.post("/feedback/surveys/new/", whole | {"then": "save"})
    survey = Survey.objects.get()
    assert saved["Location"] == f"/feedback/surveys/{survey.pk}/"
    assert survey.questions[0]["options"] == ["Tea", "Coffee"]
    assert "Tea or coffee?" in browser.get(saved["Location"]).content.decode()


def test_questions_are_moved_and_removed(sign_in, town, draft):
    survey, browser = draft(), sign_in(town.keeper)
    path = f"/feedback/surveys/{survey.pk}/compose/"
    two = TYPED | {"q1-kind": "text", "q1-text": "Why?", "count": "2", "title": "x"}
    for then, order in (("up-1", ["Why?", "Tea or coffee?"]), ("remove-0", ["Why?"]), ("up-99", None)):
        shown = browser.post(path, two | {"then": then}).content.decode()
        places = [shown.find(f'value="{text}"') for text in order or ["Tea or coffee?", "Why?"]]
        assert places == sorted(places)
        assert -1 not in places
    stale = two | {"version": "1", "anonymous": "yes", "visibility": "departments", "then": "save"}
    take("edit", survey, town.keeper, title="Meanwhile")
    again = browser.post(path, stale)
    assert again.status_code == 412
    assert 'name="version" value="2"' in again.content.decode()


def test_what_is_wrong_with_a_question_stands_beside_it(sign_in, town):
    whole = {"title": "Drinks", "department": town.bureau.pk, "anonymous": "yes", "visibility": "departments"}
    wrong = whole | TYPED | {"q0-options": "Tea", "then": "save"}
    shown = sign_in(town.keeper).post("/feedback/surveys/new/", wrong)
    assert shown.status_code == 400
    assert "Offer two to twenty answers" in shown.content.decode()


def test_it_is_answered_on_a_page_that_says_what_becomes_of_it(sign_in, town, opened):
    survey = opened()
    browser = sign_in(town.people[town.roads][0])
    path = f"/feedback/surveys/{survey.pk}/answer/"
    assert "cannot be changed once it is sent" in browser.get(path).content.decode()
    wrong = browser.post(path, {"q1": "3"})
    assert wrong.status_code == 422
    assert browser.post(path, {"q1": "3", "q2": "1", "q3": ["0", "2"]}).status_code == 302
    assert browser.get(path).status_code == 409
    assert browser.post(path, {"q1": "3", "q2": "1"}).status_code == 409


def test_it_stands_on_the_workbench_of_those_who_have_not_answered(sign_in, town, opened):
    survey, who = opened(), town.people[town.roads][0]
    assert f"/feedback/surveys/{survey.pk}/answer/" in sign_in(who).get("/").content.decode()
    assert survey.number in sign_in(who).get("/feedback/surveys/").content.decode()
    answer(survey, who)
    assert f"/feedback/surveys/{survey.pk}/answer/" not in sign_in(who).get("/").content.decode()


def test_through_the_api_it_is_drafted_opened_answered_closed_and_published(sign_in, town, org):
    api = sign_in(town.keeper)
    body = {
        "title": "Drinks",
        "department": town.bureau.pk,
        "departments": [town.roads.pk],
        "anonymous": True,
    }
    body["questions"] = [{"kind": "scale_10", "text": "Tea?"}]
    made = api.post("/api/v1/surveys/", body, content_type="application/json")
    assert made.status_code == 201, made.content
    survey = Survey.objects.get()
    version = {"If-Match": '"v1"'}
    path = f"/api/v1/surveys/{survey.pk}/"
    changed = api.patch(path, {"title": "Hot drinks"}, content_type="application/json", headers=version)
    assert changed.json()["title"] == "Hot drinks"
    assert post(api, survey, "open").status_code == 400
    assert post(api, survey, "open", due_at="2099-01-01T08:00:00Z").status_code == 400
    due = (clock.now() + timedelta(days=30)).isoformat()
    assert post(api, survey, "open", due_at=due).status_code == 200
    for who in town.people[town.roads]:
        given = {"answers": {"q1": 9}}
        sent = sign_in(who).post(f"{path}answer/", given, content_type="application/json")
        assert sent.json()["answered"]
    assert sent["Cache-Control"] == "no-store"
    assert api.post(f"{path}answer/", given, content_type="application/json").status_code == 409
    assert sign_in(org.staff).get(path).status_code == 404
    assert post(sign_in(town.people[town.roads][0]), survey, "close").status_code == 403
    api = sign_in(town.keeper)
    assert post(api, survey, "close").json()["status"] == "closed"
    assert post(api, survey, "publish", told="asked").json()["status"] == "published"
    [question] = api.get(path).json()["results"]["questions"]
    assert {"answers": [9], "count": 12, "share": 100} in question["total"]
    told = api.get("/api/v1/surveys/?anonymous=true&awaits_me=false").json()["results"]
    assert [row["id"] for row in told] == [survey.pk]


def test_the_file_holds_exactly_what_the_page_shows(sign_in, town, opened):
    survey = opened()
    for people in town.people.values():
        for at, who in enumerate(people):
            answer(survey, who, q1=1 if at == 0 else 4, q4="=1+1")
    take("close", survey, town.keeper)
    asked = town.people[town.press][0]
    path = f"/feedback/surveys/{survey.pk}/results.csv"
    assert sign_in(asked).get(path).status_code == 403
    rows = b"".join(sign_in(town.keeper).get(path).streaming_content).decode("utf-8-sig")
    assert "Press" not in rows
    assert "'=1+1" in rows
    assert rows.startswith("Question,Group,Answer,Answers given")
    page = sign_in(town.keeper).get(f"/feedback/surveys/{survey.pk}/").content.decode()
    assert "Roads" in page
    assert sign_in(town.keeper).get(path.replace("csv", "xlsx")).status_code == 200
    assert sign_in(town.keeper).get(path.replace("csv", "pdf")).status_code == 404


def test_names_stand_beside_answers_only_where_that_was_said(sign_in, town, opened):
    survey = opened(anonymous=False)
    who = town.people[town.press][0]
    answer(survey, who, q4="zinnober")
    assert sign_in(who).get(f"/api/v1/surveys/{survey.pk}/").json()["my_answers"]["q4"] == "zinnober"
    survey = take("publish", take("close", survey, town.keeper), town.keeper, told="asked")
    page = sign_in(who).get(f"/feedback/surveys/{survey.pk}/").content.decode()
    assert "Who said what" in page
    assert who.name in page


@pytest.mark.parametrize("path", ["/feedback/surveys/", "/feedback/surveys/{pk}/", "/api/v1/surveys/{pk}/"])
def test_what_a_page_costs_does_not_grow_with_those_asked(sign_in, town, opened, query_budget, path):
    few, many = opened(departments=[town.archive]), opened()
    for survey in (few, many):
        for who in town.people[town.archive]:
            answer(survey, who)
        take("close", survey, town.keeper)
    browser = sign_in(town.keeper)
    for survey in (few, many):
        cache.clear()
        with query_budget(33):
            assert browser.get(path.format(pk=survey.pk)).status_code == 200


def test_an_open_survey_is_extended_with_a_reason_and_all_who_are_asked_are_told_alike(sign_in, town, opened):
    survey, browser = opened(), sign_in(town.keeper)
    answer(survey, town.people[town.roads][0])
    later = survey.due_at + timedelta(days=5)
    for due, field in (
        (survey.due_at - timedelta(days=1), "due_at"),
        (clock.now() - timedelta(days=1), "due_at"),
        (later, "reason"),
    ):
        got = post(
            browser, survey, "extend", due_at=due.isoformat(), reason="" if field == "reason" else "More"
        )
        assert (got.status_code, field in got.content.decode()) == (400, True)
    got = post(browser, survey, "extend", due_at=later.isoformat(), reason="Many are away")
    assert got.status_code == 200, got.content
    survey.refresh_from_db()
    assert (survey.due_at, survey.original_due_at) == (later, later - timedelta(days=5))
    assert survey.deadlines.running().get().due_at == later
    entry = survey.activities.get(event="survey.extended")
    heard = {hearer.person_id: hearer.why for hearer in declared(entry.event).audience(entry)}
    asked = {person.pk for people in town.people.values() for person in people}
    assert {heard[pk] for pk in asked} == {"party"}
    assert post(sign_in(town.people[town.roads][0]), survey, "extend", reason="x").status_code in (400, 403)


def test_a_round_is_not_extended_into_the_next_one_and_a_closed_survey_not_at_all(sign_in, town, opened):
    survey, browser = opened(), sign_in(town.keeper)
    first = (survey.due_at + timedelta(days=2)).isoformat()
    assert (
        post(browser, survey, "repeat", rrule="FREQ=WEEKLY", first_at=first, days_open=5).status_code == 200
    )
    later = (survey.due_at + timedelta(days=60)).isoformat()
    assert "next round" in post(browser, survey, "extend", due_at=later, reason="x").content.decode()
    take("close", survey, town.keeper)
    assert post(browser, survey, "extend", due_at=later, reason="x").status_code == 409
