"""Key results, check-ins and health as pages and other systems meet them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from collab.common import clock
from collab.org.models import ApiToken
from goals.models import CheckIn, Figure, Follows, Health, KeyResult

from .measuring import START, SUMMER, fresh

pytestmark = pytest.mark.usefixtures("summer")


@pytest.fixture
def page(client):
    """`page(person)` is that person's signed-in browser."""

    def sign_in(person, *, htmx: bool = False):
        client.force_login(person, backend="collab.org.backends.AccountBackend")
        client.headers = {"HX-Request": "true"} if htmx else {}
        return client

    return sign_in


@pytest.fixture
def api(client):
    """`api(person).post(...)` calls as a program with a token of that person's."""

    def sign_in(person, *, may_write: bool = True):
        secret = ApiToken.mint()
        ApiToken.objects.create(
            person=person,
            name="sensor",
            digest=ApiToken.digest_of(secret),
            hint=secret[:8],
            may_write=may_write,
            expires_at=SUMMER + timedelta(days=3650),
        )

        class Program:
            def get(self, path):
                return client.get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {secret}"})

            def post(self, path, body, **headers):
                headers = {"Authorization": f"Bearer {secret}"} | headers
                return client.post(f"/api/v1/{path}", body, "application/json", headers=headers)

        return Program()

    return sign_in


def test_a_goals_page_shows_figures_charts_health_and_what_was_said(live, measure, page, say, org):
    goal = live()
    row = measure(goal, 35, title="Households rehoused 安置户数")
    measure(goal, title="Households asked")
    say(row, 40, light=Health.YELLOW, message="The **second** site is late.")
    html = page(org.planner).get(f"/goals/{goal.pk}/").content.decode()
    for text in (
        "Households rehoused 安置户数",
        "40% of the way",
        "No figure yet",
        "At risk",
        "<strong>second</strong>",
        "chart-target",
        "strip-yellow",
        "Waits for Staff to acknowledge it",
    ):
        assert text in html
    assert "check-in/" not in html.split("results-title")[1].split("said-title")[0]


def test_a_key_results_page_has_a_table_that_says_what_its_chart_shows(live, measure, page, say, org):
    row = measure(live(), 10)
    say(row, 30)
    html = page(org.colleague).get(f"/goals/key-results/{row.pk}/").content.decode()
    table = html.split("<tbody>")[1].split("</tbody>")[0]
    assert table.index(">30<") < table.index(">10<")
    assert "Check in" in html


@pytest.mark.parametrize("address", ["/goals/key-results/{0}/", "/goals/key-results/{0}/story/"])
def test_who_does_not_see_the_goal_does_not_find_its_key_results(live, measure, page, api, org, address):
    row = measure(live(), 10)
    assert page(org.outsider).get(address.format(row.pk)).status_code == 404
    assert api(org.outsider).get(f"key-results/{row.pk}/").status_code == 404
    assert api(org.outsider).get("figures/").json()["results"] == []


def test_checking_in_from_the_page_stores_the_figure(live, measure, page, org):
    row = measure(live(), 10)
    browser = page(org.colleague)
    address = reverse("matters:doing", args=[row.pk, "check-in"])
    assert 'name="value"' in browser.get(address).content.decode()
    sent = {"version": fresh(row).version, "light": "green", "value": "55.5", "message": "Moved."}
    assert browser.post(address, sent).status_code == 302
    assert CheckIn.objects.get().figures == {str(row.pk): "55.5"}


def test_the_reviewer_acknowledges_on_the_page_and_others_are_told_whose_step_it_is(
    live, measure, page, say, org
):
    filed = say(measure(live(), 10), 20)
    address = f"/goals/check-ins/{filed.pk}/acknowledge/"
    assert page(org.planner).get(address).status_code == 403
    assert page(org.outsider).get(address).status_code == 404
    answer = page(org.staff).post(address, {"version": filed.version, "note": "Good."})
    assert answer.status_code == 302
    assert fresh(filed).acknowledged_by == org.staff


def test_a_script_feeds_a_metric_and_may_repeat_itself(live, measure, api, org):
    row = measure(live(), follows=Follows.METRIC, metric_key="rehoused")
    sensor = api(org.colleague)
    found = sensor.get("key-results/?metric_key=rehoused").json()["results"][0]["id"]
    body = {"value": "42.5", "at": "2026-06-30T09:00:00+08:00"}
    first = sensor.post(f"key-results/{found}/figures/", body)
    again = sensor.post(f"key-results/{found}/figures/", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Figure.objects.filter(key_result=row).count() == 1
    assert sensor.post(f"key-results/{found}/figures/", body | {"value": "43"}).status_code == 409
    assert sensor.get(f"key-results/{found}/").json()["progress"] == "0.425"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"value": "42"}, "at"),
        ({"at": "2026-06-30T09:00:00Z"}, "value"),
        ({"value": True, "at": "2026-06-30T09:00:00Z"}, "value"),
        ({"value": "42", "at": "2026-06-30T09:00:00"}, "at"),
        ({"value": "42", "at": "2027-06-30T09:00:00Z"}, "at"),
        ({"value": "NaN", "at": "2026-06-30T09:00:00Z"}, "value"),
    ],
)
def test_a_figure_that_cannot_be_taken_is_refused_by_field(live, measure, api, org, body, field):
    row = measure(live(), follows=Follows.METRIC)
    answer = api(org.colleague).post(f"key-results/{row.pk}/figures/", body)
    assert answer.status_code == 400
    assert [one["field"] for one in answer.json()["errors"]] == [field]


def test_a_token_that_may_only_read_feeds_nothing(live, measure, api, org):
    row = measure(live(), follows=Follows.METRIC)
    body = {"value": "42", "at": "2026-06-30T09:00:00Z"}
    answer = api(org.colleague, may_write=False).post(f"key-results/{row.pk}/figures/", body)
    assert answer.status_code == 403
    assert not Figure.objects.exists()


def test_a_key_result_and_its_check_in_through_the_api(live, api, org):
    goal = live()
    program = api(org.staff)
    sent = {
        "title": "Flats handed over",
        "unit": "flats",
        "start_value": "0",
        "target_value": "80",
        "current_value": "20",
        "owner": org.colleague.pk,
        "cadence": "weekly",
    }
    made = program.post(f"goals/{goal.pk}/add-key-result/", sent, **{"If-Match": f'"v{fresh(goal).version}"'})
    assert made.status_code == 200
    row = KeyResult.objects.get()
    said = {"light": "red", "message": "The site is flooded.", "blockers": "Pumps.", "value": "22"}
    filed = program.post(f"key-results/{row.pk}/check-in/", said, **{"If-Match": f'"v{fresh(row).version}"'})
    assert filed.json()["result"]["type"] == "checkin"
    listed = program.get(f"check-ins/?goal={goal.pk}&acknowledged=false").json()["results"][0]
    assert (listed["figures"], listed["reviewer"]["username"]) == ({str(row.pk): "22"}, "leader")
    points = program.get(f"health-points/?goal={goal.pk}").json()["results"]
    assert points[0]["causes"]["check_ins"] == "red"


@pytest.mark.parametrize("size", [2, 12])
def test_a_goals_page_costs_the_same_however_much_is_measured_and_said(
    live, measure, say, page, org, size, query_budget
):
    goal = live()
    for number in range(size):
        say(measure(goal, 10, title=f"Figure {number}"), 20)
    browser = page(org.planner)
    browser.get(f"/goals/{goal.pk}/")
    with query_budget(46):
        assert browser.get(f"/goals/{goal.pk}/").status_code == 200


def test_the_workbench_asks_for_check_ins_and_offers_them_to_the_reviewer(live, measure, page, say, org):
    with clock.told(START):
        owed = measure(live(), 10)
    filed = say(measure(live(), 20), 30)
    html = page(org.colleague).get("/").content.decode()
    assert reverse("matters:doing", args=[owed.pk, "check-in"]) in html
    assert (
        reverse("goals:check_in", args=[filed.pk, "acknowledge"]) in page(org.staff).get("/").content.decode()
    )
