"""Decisions and running meetings through pages and the API: who sees what, and how refusals read."""

import pytest

from collab.common import clock
from meetings import actions
from meetings.models import Attendance, Decision, Seat
from tests.conftest import acting

from .table import Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(org) -> Table:
    return Table(org)


@pytest.fixture
def api(client, org):
    """`api("staff", "decisions/1/vote/", version, choice="for")` with that person's session."""

    def call(who: str, path: str, version: int | None = None, **body):
        client.force_login(getattr(org, who))
        if version is None and not body:
            return client.get(f"/api/v1/{path}")
        headers = {} if version is None else {"If-Match": f'"v{version}"'}
        return client.post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)

    return call


def test_a_decision_is_proposed_voted_on_and_closed_through_the_api(api, org):
    voters = [org.staff.pk, org.head.pk]
    made = api(
        "planner",
        "decisions/",
        title="The market moves",
        department=org.planning.pk,
        method="vote",
        threshold="two_thirds",
        options=["In spring", "In autumn"],
    )
    assert made.status_code == 201, made.content
    pk, version = made.json()["id"], made.json()["version"]
    opened = api("planner", f"decisions/{pk}/open-voting/", version, voters=voters)
    assert opened.status_code == 200, opened.content
    version = opened.json()["version"]
    assert api("outsider", f"decisions/{pk}/vote/", version, choice="1").status_code == 404
    assert api("planner", f"decisions/{pk}/vote/", version, choice="1").status_code == 403
    assert api("staff", f"decisions/{pk}/vote/", version, choice="for").status_code == 400
    for who in ("staff", "head"):
        said = api(who, f"decisions/{pk}/vote/", version, choice="2")
        assert said.status_code == 200, said.content
        assert "no-store" in said["Cache-Control"]
    shown = api("staff", f"decisions/{pk}/").json()
    assert shown["ballots"][0]["turnout"] == {
        "entitled": 2,
        "present": 2,
        "needed": 1,
        "quorum_reached": True,
        "voted": 2,
    }
    assert len(api("staff", f"votes/?decision={pk}&voted=true").json()["results"]) == 2
    assert api("outsider", f"votes/?decision={pk}").json()["results"] == []
    closed = api("planner", f"decisions/{pk}/close-voting/", version, rationale="Drier")
    assert closed.json()["status"] == "adopted"
    again = api("planner", f"decisions/{pk}/close-voting/", version)
    assert (again.status_code, again.json()["code"]) == (409, "ballot_closed")
    late = api("staff", f"decisions/{pk}/vote/", version, choice="1")
    assert (late.status_code, late.json()["code"]) == (409, "ballot_closed")
    assert api("staff", f"decisions/{pk}/").json()["chosen"] == "In autumn"


def test_the_dialog_asks_only_what_the_method_needs(client, table, org):
    client.force_login(org.planner)
    for method, asked in (
        ("vote", {"voters"}),
        ("countersign", {"departments", "due_at"}),
        ("consent", set()),
    ):
        decision = actions.propose_decision(
            actor=acting(org.planner), title=method, department=org.planning, method=method
        )
        shown = client.get(f"/matters/{decision.pk}/do/open-voting/").content.decode()
        found = {name for name in ("voters", "departments", "due_at") if f'name="{name}"' in shown}
        assert found == asked, method


def test_who_votes_for_another_too_is_asked_in_whose_name(client, table, org):
    table.do(
        actions.mark_presence,
        meeting=table.now(),
        actor=acting(org.coordinator),
        person=org.staff,
        presence="proxy",
        stands_in_for=org.head,
    )
    decision = table.ballot()
    client.force_login(org.staff)
    assert 'name="seat"' in client.get(f"/matters/{decision.pk}/do/vote/").content.decode()
    for person in (org.staff, org.head):
        table.vote(decision, org.staff, "for", seat=str(Seat.objects.get(person=person).pk))
    assert Seat.objects.filter(has_voted=True).count() == 2


def test_a_decision_is_proposed_on_its_page_for_a_meeting(client, table, org):
    client.force_login(org.staff)
    shown = client.get(f"/meetings/decisions/new/?meeting={table.meeting.pk}")
    assert shown.status_code == 200
    body = {
        "title": "Stalls by lot",
        "department": org.housing.pk,
        "meeting": table.meeting.pk,
        "method": "consent",
        "threshold": "majority",
        "quorum": 50,
        "visibility": "organisation",
    }
    made = client.post("/meetings/decisions/new/", body)
    decision = Decision.objects.get()
    assert (made.status_code, decision.method, decision.owner) == (302, "consent", org.staff)
    bad = client.post("/meetings/decisions/new/", body | {"options": "only one"})
    assert bad.status_code == 400
    assert "at least two options" in bad.content.decode()
    client.force_login(org.outsider)
    assert client.get(f"/meetings/decisions/new/?meeting={table.meeting.pk}").status_code == 404
    assert client.get("/meetings/decisions/new/?meeting=x").status_code == 400


def test_the_register_is_filtered_and_keeps_to_the_audience(client, org):
    for title, method, visibility in (
        ("Public ruling", "mandate", "organisation"),
        ("Quiet ruling", "mandate", "departments"),
        ("A vote", "vote", "organisation"),
    ):
        decision = actions.propose_decision(
            actor=acting(org.planner),
            title=title,
            department=org.planning,
            method=method,
            visibility=visibility,
        )
        if method == "mandate":
            actions.adopt_decision(decision=decision, actor=acting(org.planner), version=decision.version)
    today = clock.now().date()

    def titles(who, query: str) -> set[str]:
        client.force_login(who)
        shown = client.get(f"/meetings/decisions/?{query}").content.decode()
        return {title for title in ("Public ruling", "Quiet ruling", "A vote") if title in shown}

    assert titles(org.outsider, "") == {"Public ruling", "A vote"}
    assert titles(org.planner, "show=in_force") == {"Public ruling", "Quiet ruling"}
    assert titles(org.planner, "show=public") == {"Public ruling", "A vote"}
    assert titles(org.planner, "method=vote") == {"A vote"}
    assert titles(org.planner, "show=under_way") == {"A vote"}
    assert titles(org.planner, f"decided_from={today.replace(year=today.year + 1)}") == set()
    assert client.get("/meetings/decisions/?decided_from=soon").status_code == 400


def test_what_waits_for_a_vote_or_a_position_stands_on_the_workbench(client, table, org):
    vote = table.ballot(meeting=False, voters=[org.staff])
    position = actions.propose_decision(
        actor=acting(org.planner), title="Countersign me", department=org.planning, method="countersign"
    )
    actions.open_voting(
        decision=position,
        actor=acting(org.planner),
        version=position.version,
        departments=[org.housing],
        due_at=clock.now() + clock.seconds(9 * 24 * 3600),
    )
    client.force_login(org.staff)
    assert f"/matters/{vote.pk}/do/vote/" in client.get("/").content.decode()
    client.force_login(org.head)
    assert f"/matters/{position.pk}/do/respond/" in client.get("/").content.decode()
    table.vote(vote, org.staff, "for")
    client.force_login(org.staff)
    assert f"/matters/{vote.pk}/do/vote/" not in client.get("/").content.decode()


@pytest.mark.parametrize("count", [1, 6])
def test_the_page_of_a_meeting_costs_the_same_with_more_ballots(client, table, org, query_budget, count):
    table.come()
    for _ in range(count):
        table.ballot()
    client.force_login(org.staff)
    here = f"/meetings/{table.meeting.pk}/"
    client.get(here)
    with query_budget(50):
        shown = client.get(here).content.decode()
    assert shown.count("/do/vote/") == count


def test_one_checks_in_on_the_page_of_the_meeting(client, table, org):
    client.force_login(org.staff)
    here = f"/matters/{table.meeting.pk}/do/check-in/"
    assert here in client.get(f"/meetings/{table.meeting.pk}/").content.decode()
    answer = client.post(here, {"version": table.now().version}, headers={"HX-Request": "true"})
    assert answer.status_code == 204, answer.content
    assert Attendance.objects.get().person == org.staff
    assert here not in client.get(f"/meetings/{table.meeting.pk}/").content.decode()


def test_a_refusal_says_for_whom_the_step_is(api, table):
    path, version = f"meetings/{table.meeting.pk}/finish/", table.now().version
    told = api("staff", path, version).json()
    assert (told["status"], told["code"]) == (403, "forbidden")
    assert told["detail"] == "This is for the chair, the secretary or the host department’s officers."


def test_the_page_of_a_meeting_closes_its_ballot_for_whoever_may(client, table, org):
    table.come()
    decision = table.ballot()
    for person, may in ((org.planner, True), (org.staff, False)):
        client.force_login(person)
        page = client.get(f"/meetings/{table.meeting.pk}/").content.decode()
        assert (f"/matters/{decision.pk}/do/close-voting/" in page) == may
