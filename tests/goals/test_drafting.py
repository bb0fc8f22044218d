"""Drafting a goal, at every door."""

import pytest

from tests.access.doors import BACKEND

pytestmark = pytest.mark.django_db


def test_a_goal_is_drafted_with_who_leads_who_answers_and_who_contributes(make_goal, org):
    goal = make_goal()
    assert goal.number == "G-1"
    assert {(party.role, party.person or party.department) for party in goal.parties.all()} == {
        ("lead", org.housing),
        ("accountable", org.staff),
        ("sponsor", org.leader),
        ("co", org.planning),
    }
    given = goal.contributions.get()
    assert (given.role, given.party.part) == ("Finds the land", "Two sites by June")


def test_its_page_is_for_those_who_take_part(make_goal, org, client):
    goal = make_goal()
    for person, status in ((org.planner, 200), (org.outsider, 404)):
        client.force_login(person, backend=BACKEND)
        assert client.get(f"/goals/{goal.pk}/").status_code == status
        assert client.get(f"/goals/{goal.pk}/story/").status_code == status
        listed = client.get("/goals/").content.decode()
        assert (goal.title in listed) == (status == 200)


def test_the_form_drafts_one(cycle, org, client):
    client.force_login(org.head, backend=BACKEND)
    typed = {
        "title": "Fewer empty flats",
        "cycle": cycle.pk,
        "department": org.housing.pk,
        "commitment": "committed",
        "weight": 1,
        "departments": [org.planning.pk],
        "visibility": "departments",
    }
    assert client.get("/goals/new/").status_code == 200
    answer = client.post("/goals/new/", typed)
    assert answer.status_code == 302
    assert "Fewer empty flats" in client.get(answer.url).content.decode()
