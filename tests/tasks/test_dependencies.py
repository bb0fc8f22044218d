"""What tasks wait for: added and removed at every door, never in a circle, never telling what is out of sight."""

import pytest

from collab.activity.models import Activity
from collab.common.errors import Conflict, Forbidden, Invalid
from tasks.actions import add_dependency, remove_dependency
from tasks.models import Dependency, LagUnit, LinkType

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(client):
    """`api(person)` speaks JSON as that person."""

    class Api:
        def __init__(self, person):
            client.force_login(person, backend="collab.org.backends.AccountBackend")

        def post(self, path, body):
            return client.post(path, body, content_type="application/json")

        def get(self, path):
            return client.get(path)

        def delete(self, path):
            return client.delete(path)

    return Api


@pytest.mark.parametrize("kind", LinkType.values)
def test_a_task_waits_for_another_in_each_of_four_ways(kind, org, make_task, by):
    first, second = make_task(), make_task()
    row = add_dependency(
        predecessor=first, successor=second, kind=kind, lag=-2, lag_unit=LagUnit.DAYS, actor=by(org.staff)
    )
    assert (row.kind, row.lag) == (kind, -2)
    told = Activity.objects.filter(matter=second, event="task.dependency_added").get()
    assert told.facts["other"] == first.number


def test_a_circle_is_refused_and_named(org, make_task, by):
    a, b, c = make_task(), make_task(), make_task()
    add_dependency(predecessor=a, successor=b, actor=by(org.staff))
    add_dependency(predecessor=b, successor=c, actor=by(org.staff))
    with pytest.raises(Conflict) as refusal:
        add_dependency(predecessor=c, successor=a, actor=by(org.staff))
    assert f"{c.number} → {a.number} → {b.number} → {c.number}" in str(refusal.value)
    assert refusal.value.code == "dependency_cycle"
    assert Dependency.objects.count() == 2


def test_a_circle_through_hidden_work_does_not_tell_its_number(org, make_task, by):
    a, hidden = make_task(), make_task(visibility="parties", actor=org.head, responsible=org.head)
    add_dependency(predecessor=a, successor=hidden, actor=by(org.admin))
    c = make_task()
    add_dependency(predecessor=hidden, successor=c, actor=by(org.admin))
    with pytest.raises(Conflict) as refusal:
        add_dependency(predecessor=c, successor=a, actor=by(org.staff))
    assert hidden.number not in str(refusal.value)
    assert f"{a.number} → — → {c.number}" in str(refusal.value)


def test_the_same_twice_and_itself_are_refused(org, make_task, by):
    a, b = make_task(), make_task()
    add_dependency(predecessor=a, successor=b, actor=by(org.staff))
    with pytest.raises(Conflict):
        add_dependency(predecessor=a, successor=b, actor=by(org.staff))
    with pytest.raises(Invalid):
        add_dependency(predecessor=a, successor=a, actor=by(org.staff))
    with pytest.raises(Invalid):
        add_dependency(predecessor=b, successor=make_task(), lag=99_999, actor=by(org.staff))


def test_only_those_who_do_or_supervise_the_successor_decide_what_it_waits_for(org, make_task, by):
    a, b = make_task(), make_task()
    with pytest.raises(Forbidden):
        add_dependency(predecessor=a, successor=b, actor=by(org.colleague))
    row = add_dependency(predecessor=a, successor=b, actor=by(org.planner))
    with pytest.raises(Forbidden):
        remove_dependency(dependency=row, actor=by(org.colleague))
    remove_dependency(dependency=row, actor=by(org.staff))
    assert not Dependency.objects.exists()


def test_the_page_adds_shows_and_removes(org, make_task, page):
    a, b = make_task(title="Survey the houses"), make_task()
    browser = page(org.staff, htmx=True)
    sent = {"predecessor": a.number, "kind": "finish_start", "lag": "3", "lag_unit": "days"}
    assert browser.post(f"/tasks/{b.pk}/dependencies/", sent).status_code == 204
    shown = browser.get(f"/tasks/{b.pk}/story/").content.decode()
    assert "Survey the houses" in shown
    assert "3 working days later" in shown
    assert b.number in browser.get(f"/tasks/{a.pk}/story/").content.decode()
    row = Dependency.objects.get()
    assert browser.get(f"/tasks/dependencies/{row.pk}/remove/").status_code == 200
    assert browser.post(f"/tasks/dependencies/{row.pk}/remove/").status_code == 204
    wrong = browser.post(f"/tasks/{b.pk}/dependencies/", sent | {"predecessor": "T-99999"})
    assert wrong.status_code == 400
    assert "no task with this number" in wrong.content.decode()


def test_the_api_adds_lists_and_removes(org, make_task, api):
    a, b = make_task(), make_task()
    door = api(org.staff)
    made = door.post(
        "/api/v1/dependencies/", {"predecessor": a.pk, "successor": b.pk, "lag": 30, "lag_unit": "minutes"}
    )
    assert made.status_code == 201, made.content
    assert made.json()["predecessor"]["number"] == a.number
    again = door.post("/api/v1/dependencies/", {"predecessor": b.pk, "successor": a.pk})
    assert again.status_code == 409
    assert again.json()["code"] == "dependency_cycle"
    assert len(door.get(f"/api/v1/dependencies/?task={a.pk}").json()["results"]) == 1
    assert door.delete(f"/api/v1/dependencies/{made.json()['id']}/").status_code == 204


def test_the_other_end_may_be_a_placeholder(org, make_task, by, api, page):
    mine = make_task()
    hidden = make_task(title="Geheim", visibility="parties", actor=org.head, responsible=org.head)
    add_dependency(predecessor=hidden, successor=mine, actor=by(org.admin))
    body = api(org.staff).get("/api/v1/dependencies/").json()["results"][0]
    assert body["predecessor"] == {"id": None, "number": None, "title": None, "hidden": True}
    story = page(org.staff).get(f"/tasks/{mine.pk}/story/").content.decode()
    assert "Geheim" not in story
    assert "Something not shared with you" in story
    assert api(org.outsider).get("/api/v1/dependencies/").json()["results"] == []
