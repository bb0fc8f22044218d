"""Steps of corrective actions are a resource of their own, scoped like their case."""

import pytest

from feedback.models import CorrectiveAction
from tests.access.doors import BACKEND

pytestmark = pytest.mark.django_db
DOOR = "/api/v1/corrective-steps/"


def test_steps_are_listed_filtered_and_read_one_by_one(at, client, org, query_budget):
    now = at("preventive")
    client.force_login(org.coordinator, backend=BACKEND)
    listed = client.get(f"{DOOR}?corrective={now.pk}&ordering=id").json()["results"]
    line = ["containment", "root_cause", "corrective", "preventive", "effectiveness"]
    assert [row["step"] for row in listed] == line
    assert [row["is_present"] for row in listed].index(True) == 3
    done = client.get(f"{DOOR}?corrective={now.pk}&done=true&step=root_cause").json()["results"]
    assert [row["branch"] for row in done] == ["method"]
    one = client.get(f"{DOOR}{done[0]['id']}/").json()
    assert one["whys"] == ["The list was old", "Nobody renews it"]
    with query_budget(6):
        client.get(DOOR)


def test_the_present_step_says_who_owes_it_and_by_when(opened, client, org):
    client.force_login(org.coordinator, backend=BACKEND)
    found = client.get(f"{DOOR}?corrective={opened.pk}&step=containment").json()["results"][0]
    assert found["owner"]["id"] == org.staff.pk
    assert found["due_at"]


def test_they_are_changed_through_their_corrective_action_alone(opened, client, org):
    client.force_login(org.coordinator, backend=BACKEND)
    pk = client.get(DOOR).json()["results"][0]["id"]
    for method in ("post", "patch", "delete"):
        assert getattr(client, method)(f"{DOOR}{pk}/").status_code == 405


def test_an_outsider_finds_none_of_them(opened, client, org):
    CorrectiveAction.objects.filter(pk=opened.pk).update(visibility="parties")
    client.force_login(org.outsider, backend=BACKEND)
    assert client.get(DOOR).json()["results"] == []
    pk = opened.steps.first().pk
    assert client.get(f"{DOOR}{pk}/").status_code == 404
