"""Pages and the API of feedback: what each shows to whom, the workbench, the matter's own page, and their cost."""

import pytest

from collab.common.actor import UNNAMED
from collab.matters.models import Matter
from feedback.actions import Giver, submit_feedback
from tests.access.doors import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    """`page(person, path)` is what they read there, or the status where it is no page for them."""

    def read(person, path):
        client.force_login(person, backend=BACKEND)
        answer = client.get(path)
        return answer.content.decode() if answer.status_code == 200 else answer.status_code

    return read


def test_the_page_offers_each_their_own_steps(answered, page, org):
    feedback = answered()
    mine, theirs = (page(who, f"/feedback/{feedback.pk}/") for who in (org.staff, org.planner))
    confirm = f"/matters/{feedback.pk}/do/confirm/"
    assert confirm in mine
    assert confirm not in theirs
    assert "The lift runs again" in mine
    assert page(org.colleague, f"/feedback/{feedback.pk}/") == 404


def test_a_merged_one_shows_the_answer_but_not_whose_it_was(assigned, give, do, page, client, org):
    head, other = assigned(body="My name is in here"), give(by=org.colleague, title="Lift broken")
    do("merge", other, org.coordinator, into=Matter.objects.get(pk=head.pk))
    do("answer", head, org.planner, text="It runs again")
    read = page(org.colleague, f"/feedback/{other.pk}/")
    assert "It runs again" in read
    assert head.title not in read
    assert org.staff.name not in read
    whole = client.get(f"/api/v1/feedback/{other.pk}/").json()
    assert whole["merged_into"]["hidden"]
    assert [turn["text"] for turn in whole["turns"]] == ["It runs again"]
    assert other.number in page(org.coordinator, f"/feedback/{head.pk}/")


def test_each_finds_on_the_workbench_what_waits_for_them(give, do, page, org):
    feedback = give()
    assert feedback.number in page(org.coordinator, "/")
    feedback = do("accept", feedback, org.coordinator)
    feedback = do("assign", feedback, org.coordinator, department=org.planning)
    assert feedback.number in page(org.planner, "/")
    feedback = do("answer", feedback, org.planner, text="Done")
    assert f"/matters/{feedback.pk}/do/confirm/" in page(org.staff, "/")
    do("confirm", feedback, org.staff)
    for who in (org.staff, org.planner, org.coordinator):
        assert f"/matters/{feedback.pk}/do/" not in page(who, "/")


def test_it_stands_on_the_page_of_what_it_is_about_and_in_its_chain(make_task, by, page, client, org, do):
    task = make_task()
    given = {"title": "No ramp here", "about": task, "type": "problem"}
    feedback = submit_feedback(actor=by(org.colleague), **given)
    assert "No ramp here" in page(org.colleague, f"/tasks/{task.pk}/story/")
    for other in (org.staff, org.planner):
        assert "No ramp here" not in page(other, f"/tasks/{task.pk}/story/")
    client.force_login(org.colleague, backend=BACKEND)
    graph = client.get(f"/api/v1/tasks/{task.pk}/chain/").json()
    node = next(one for one in graph["nodes"] if one["number"] == feedback.number)
    assert node["open_ends"] == ["not accepted yet"]


def test_an_address_outside_is_for_those_who_handle_it(client, do, org):
    sender = Giver(email="someone@example.net", code_hash="c" * 64)
    feedback = submit_feedback(
        actor=UNNAMED, title="Noise", channel="email", giver=sender, visibility="organisation"
    )
    for who, shown in ((org.coordinator, True), (org.outsider, False)):
        client.force_login(who, backend=BACKEND)
        for path in (f"/feedback/{feedback.pk}/", f"/api/v1/feedback/{feedback.pk}/"):
            assert ("someone@example.net" in client.get(path).content.decode()) is shown
            assert "c" * 64 not in client.get(path).content.decode()


def test_through_the_api_the_loop_is_walked(client, org):
    def post(who, path, **body):
        client.force_login(who, backend=BACKEND)
        version = Matter.objects.filter(kind="feedback").values_list("version", flat=True).first()
        headers = {"If-Match": f'"v{version}"'} if version else {}
        return client.post(f"/api/v1/feedback/{path}", body, content_type="application/json", headers=headers)

    pk = post(org.staff, "", type="problem", title="Dark stairs").json()["id"]
    assert post(org.outsider, f"{pk}/accept/").status_code == 404
    assert post(org.staff, f"{pk}/accept/").status_code == 403
    assert post(org.coordinator, f"{pk}/accept/").json()["status"] == "accepted"
    assert post(org.coordinator, f"{pk}/assign/", department=org.planning.pk).status_code == 200
    assert post(org.planner, f"{pk}/answer/", text="").status_code == 400
    assert post(org.planner, f"{pk}/answer/", text="New lamps").json()["status"] == "awaiting_confirmation"
    assert post(org.planner, f"{pk}/confirm/").status_code == 403
    assert post(org.staff, f"{pk}/confirm/", score="5").json()["status"] == "closed"
    again = post(org.staff, f"{pk}/confirm/")
    assert (again.status_code, again.json()["code"]) == (409, "already_confirmed")
    whole = client.get(f"/api/v1/feedback/{pk}/").json()
    assert [(turn["kind"], turn["score"]) for turn in whole["turns"]] == [("answer", None), ("confirmed", 5)]
    assert whole["submitters"][0]["name"] == org.staff.name


@pytest.mark.parametrize("size", [2, 12])
def test_what_a_page_costs_does_not_grow(give, assigned, do, client, org, query_budget, size):
    head = assigned()
    for _ in range(size):
        do("merge", give(), org.coordinator, into=Matter.objects.get(pk=head.pk))
        do("answer", head, org.planner, text="In hand", interim=True)
        give()
    client.force_login(org.coordinator, backend=BACKEND)
    for path, most in ((f"/feedback/{head.pk}/", 26), ("/feedback/", 8), ("/api/v1/feedback/", 6)):
        client.get(path)
        with query_budget(most):
            assert client.get(path).status_code == 200
    with query_budget(16):
        assert client.get(f"/api/v1/feedback/{head.pk}/").status_code == 200
