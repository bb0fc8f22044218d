"""What a side writes is read by the right people only, at every door, and nowhere in the history."""

import pytest

from collab.activity.models import Activity
from collab.common.errors import Forbidden
from collab.matters.models import Matter
from feedback import actions
from feedback.models import ConflictOption, ConflictSide
from tests.access.doors import BACKEND

pytestmark = pytest.mark.django_db
POSITION, INTEREST = "Permits are our job", "The June budget lapses"


@pytest.fixture
def written(talks, box, org):
    box("write", talks, org.head, org.housing, position=POSITION, interests=INTEREST)
    return talks


def doors(case) -> list[str]:
    side = ConflictSide.objects.get(case=case, department=case.department)
    api = "/api/v1/conflict-sides/"
    return [f"/feedback/conflicts/{case.pk}/", api, f"{api}{side.pk}/", f"/api/v1/conflicts/{case.pk}/"]


def heard(page, who, case) -> bool:
    return any(INTEREST in page(who, door) or POSITION in page(who, door) for door in doors(case))


def test_the_own_officers_read_it_the_other_side_and_the_leader_do_not(written, page, org):
    assert heard(page, org.head, written)
    assert heard(page, org.liaison, written)
    for who in (org.planner, org.leader, org.staff, org.coordinator, org.outsider):
        assert not heard(page, who, written)


def test_shared_it_is_read_by_every_side(written, box, page, org):
    box("share", written, org.head, org.housing)
    assert heard(page, org.planner, written)
    assert not heard(page, org.outsider, written)


def test_the_mediator_reads_every_box_other_coordinators_do_not(written, step, page, org):
    step("ask_mediation", written, org.planner)
    assert not heard(page, org.coordinator, written)
    step("appoint_mediator", written, org.coordinator, mediator=org.outsider)
    assert heard(page, org.outsider, written)
    assert not heard(page, org.coordinator, written)


def test_the_ruler_reads_every_box_once_asked(written, step, page, org):
    step("ask_mediation", written, org.planner)
    assert not heard(page, org.leader, written)
    step("ask_ruling", written, org.planner, reason="Stuck")
    assert heard(page, org.leader, written)


def test_the_history_and_the_notices_keep_nothing_of_it(written, box, org):
    box("share", written, org.head, org.housing)
    told = str(list(Activity.objects.filter(matter=written.pk).values_list("facts", flat=True)))
    assert POSITION not in told
    assert INTEREST not in told


def test_a_stale_form_of_the_other_side_shows_nothing(written, client, org):
    side = ConflictSide.objects.get(case=written, department=org.housing)
    client.force_login(org.planner, backend=BACKEND)
    address = f"/feedback/conflict-sides/{side.pk}/write/"
    answer = client.post(address, {"version": 1, "position": "Mine"}, headers={"HX-Request": "true"})
    assert answer.status_code in {403, 404, 409}
    assert POSITION not in answer.content.decode()
    door = f"/api/v1/conflict-sides/{side.pk}/write/"
    answer = client.post(
        door, {"position": "X"}, content_type="application/json", headers={"If-Match": '"v1"'}
    )
    assert answer.status_code == 403


def test_nobody_writes_in_the_box_of_another_side(written, box, org):
    with pytest.raises(Forbidden):
        box("write", written, org.planner, org.housing, position="Theirs")


def test_until_all_have_scored_nobody_reads_the_score_of_another(talks, step, scored, page, org):
    step("add_option", talks, org.head, text="Housing issues them")
    step("add_option", talks, org.planner, text="Planning answers in five days")
    step("open_scoring", talks, org.planner)
    one, two = ConflictOption.objects.filter(case=talks)
    scored(one, org.head, 9)
    scored(two, org.head, 3)
    address = f"/api/v1/conflict-options/?conflict={talks.pk}"
    assert '"mean":9.0' in page(org.head, address)
    assert '"grades"' not in page(org.planner, address)
    assert "<strong>9</strong>" in page(org.head, f"/feedback/conflicts/{talks.pk}/")
    assert "<strong>9</strong>" not in page(org.planner, f"/feedback/conflicts/{talks.pk}/")
    scored(one, org.planner, 1)
    scored(two, org.planner, 8)
    assert '"mean":9.0' in page(org.planner, address)


def test_the_case_is_there_for_its_parties_only(written, page, client, org):
    for who, there in (("planner", True), ("leader", True), ("staff", False), ("coordinator", False)):
        client.force_login(getattr(org, who), backend=BACKEND)
        status = client.get(f"/feedback/conflicts/{written.pk}/").status_code
        assert (status == 200) is there, who
        assert (written.number in page(getattr(org, who), "/feedback/conflicts/")) is there
        assert (written.number in page(getattr(org, who), "/api/v1/conflicts/")) is there


def test_through_the_api_it_is_raised_taken_up_and_agreed(client, org):
    def post(who, path, **body):
        client.force_login(who, backend=BACKEND)
        headers = {}
        if path:
            headers = {"If-Match": f'"v{Matter.objects.get(pk=made["id"]).version}"'}
            path = f"{made['id']}/{path}/"
        return client.post(
            f"/api/v1/conflicts/{path}", body, content_type="application/json", headers=headers
        )

    given = {"title": "Permits", "department": org.housing.pk, "others": [org.planning.pk]}
    assert post(org.staff, "", **given).status_code == 403
    answer = post(org.head, "", **given)
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert post(org.outsider, "take-up").status_code == 404
    assert post(org.head, "take-up").status_code == 409
    assert post(org.planner, "take-up").json()["status"] == "negotiation"
    soon = "2099-01-05T09:00:00Z"
    assert post(org.head, "write-agreement", agreement="Five days", check_at=soon).status_code == 400
    soon = "2030-01-07T09:00:00Z"
    assert post(org.head, "write-agreement", agreement="Five days", check_at=soon).status_code == 200
    assert post(org.head, "confirm").status_code == 200
    assert post(org.planner, "confirm").json()["status"] == "agreed"


def test_the_form_raises_it_and_keeps_what_was_typed_when_refused(client, org, make_task):
    task = make_task("in_progress")
    client.force_login(org.head, backend=BACKEND)
    address = f"/feedback/conflicts/raise/?came_from={task.number}"
    assert task.number in client.get(address).content.decode()
    given = {"title": "Permits", "department": org.housing.pk, "others": [org.city.pk], "about": task.number}
    refused = client.post(address, given)
    assert refused.status_code == 400
    assert "Permits" in refused.content.decode()
    made = client.post(address, given | {"others": [org.planning.pk]})
    assert made.status_code == 302
    assert task.number in client.get(made["Location"]).content.decode()


def test_it_stands_on_the_workbench_of_whoever_it_waits_for(raised, step, page, org):
    assert raised.number in page(org.planner, "/")
    assert raised.number not in page(org.leader, "/")
    step("take_up_conflict", raised, org.planner)
    step("ask_mediation", raised, org.planner)
    assert raised.number in page(org.coordinator, "/")
    step("ask_ruling", raised, org.planner, reason="Stuck")
    assert raised.number in page(org.leader, "/")


@pytest.mark.parametrize("size", [2, 12])
def test_no_page_costs_more_for_many_than_for_few(size, talks, step, org, by, client, query_budget):
    for n in range(size):
        step("add_option", talks, org.head, text=f"Option {n}") if n < 12 else None
        made = {"title": f"Case {n}", "department": org.housing, "others": [org.planning]}
        actions.raise_conflict(actor=by(org.head), **made)
    client.force_login(org.planner, backend=BACKEND)
    budgets = {
        "/feedback/conflicts/": 9,
        f"/feedback/conflicts/{talks.pk}/": 28,
        "/api/v1/conflicts/": 6,
        f"/api/v1/conflicts/{talks.pk}/": 12,
        "/api/v1/conflict-sides/": 12,
        f"/api/v1/conflict-options/?conflict={talks.pk}": 9,
        "/": 15,
    }
    for address, most in budgets.items():
        assert client.get(address).status_code == 200, address
        with query_budget(most):
            client.get(address)
