"""Meetings, agenda items, decisions and series through the API, with the same rules as on pages."""

from datetime import timedelta

import pytest

from collab.common import clock
from meetings.models import AgendaItem, Decision, Meeting, MeetingSeries, Minutes
from tasks.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(client, org):
    """`api("planner", "post", "meetings/", {...})` with that person's session."""

    def call(who: str, verb: str, path: str, body=None, version=None):
        client.force_login(getattr(org, who))
        headers = {} if version is None else {"If-Match": f'"v{version}"'}
        send = getattr(client, verb)
        if verb == "get":
            return send(f"/api/v1/{path}", headers=headers)
        return send(f"/api/v1/{path}", body or {}, content_type="application/json", headers=headers)

    return call


@pytest.fixture
def meeting(api, org) -> Meeting:
    now = clock.now()
    answer = api(
        "planner",
        "post",
        "meetings/",
        {
            "title": "Old-town renewal 老城改造",
            "department": org.planning.pk,
            "starts_at": (now + timedelta(days=1)).isoformat(),
            "ends_at": (now + timedelta(days=1, hours=1)).isoformat(),
            "chair": org.planner.pk,
            "attendees": [org.staff.pk],
            "purpose": "Agree.",
        },
    )
    assert answer.status_code == 201, answer.content
    return Meeting.objects.get(pk=answer.json()["id"])


def step(api, who, matter, resource, name, **body):
    matter.refresh_from_db()
    return api(who, "post", f"{resource}/{matter.pk}/{name}/", body, matter.version)


def test_a_meeting_is_run_through_the_api(api, meeting, org):
    item = api(
        "staff", "post", "agenda-items/", {"meeting": meeting.pk, "title": "Market", "sought": "decide"}
    )
    assert item.status_code == 201, item.content
    item = AgendaItem.objects.get()
    assert step(api, "planner", item, "agenda-items", "admit").status_code == 200
    assert step(api, "planner", meeting, "meetings", "announce").status_code == 200
    assert step(api, "planner", meeting, "meetings", "start").status_code == 200
    assert step(api, "planner", item, "agenda-items", "discuss").status_code == 200
    adopted = step(api, "planner", item, "agenda-items", "adopt", decision="Move the market")
    assert adopted.status_code == 200, adopted.content
    rows = [{"person": org.staff.pk, "presence": "present"}, {"name": "A guest", "presence": "non_voting"}]
    noted = step(api, "planner", meeting, "meetings", "record-attendance", rows=rows)
    assert [row["presence"] for row in noted.json()["attendance"]] == ["present", "non_voting"]
    assert step(api, "planner", meeting, "meetings", "finish").status_code == 200
    minutes = Minutes.objects.get()
    assert step(api, "planner", minutes, "minutes", "issue").json()["status"] == "archived"
    assert api("planner", "get", f"meetings/{meeting.pk}/").json()["status"] == "closed"
    decision = Decision.objects.get()
    assert step(api, "planner", decision, "decisions", "carry-out").json()["status"] == "carrying_out"
    chain = api("planner", "get", f"meetings/{meeting.pk}/chain/").json()
    assert {item.number, decision.number} <= {node["number"] for node in chain["nodes"]}


@pytest.mark.parametrize(
    ("who", "status"), [("outsider", 404), ("staff", 403), ("planner", 200), ("coordinator", 200)]
)
def test_who_may_cancel_a_meeting(api, meeting, who, status):
    assert step(api, who, meeting, "meetings", "cancel", reason="Flood").status_code == status


def test_refusals_carry_their_codes(api, meeting):
    gate = step(api, "planner", meeting, "meetings", "announce")
    assert (gate.status_code, gate.json()["code"]) == (409, "not_prepared")
    early = step(api, "planner", meeting, "meetings", "start")
    assert (early.status_code, early.json()["code"]) == (409, "wrong_state")
    assert api("planner", "post", f"meetings/{meeting.pk}/cancel/", {"reason": "x"}, 99).status_code == 412
    assert api("planner", "post", f"meetings/{meeting.pk}/cancel/", {"reason": "x"}).status_code == 428
    assert api("planner", "get", "meetings/?colour=red").status_code == 400


def test_preparation_is_patched_with_if_match(api, meeting):
    answer = api("planner", "patch", f"meetings/{meeting.pk}/", {"purpose": "Decide."}, meeting.version)
    assert answer.status_code == 200, answer.content
    assert answer.json()["purpose"] == "Decide."
    assert (
        api(
            "planner", "patch", f"meetings/{meeting.pk}/", {"status": "closed"}, meeting.version + 1
        ).status_code
        == 400
    )


def test_lists_and_details_open(api, meeting, org):
    api("planner", "post", "decisions/", {"title": "Move it", "department": org.planning.pk})
    for path in (
        "meetings/?type=coordination&ordering=starts_at",
        "agenda-items/",
        "decisions/?q=move",
        "meeting-series/",
    ):
        answer = api("planner", "get", path)
        assert answer.status_code == 200, (path, answer.content)
    decision = Decision.objects.get()
    shown = api("planner", "get", f"decisions/{decision.pk}/").json()
    assert "adopt" in [action["name"] for action in shown["allowed_actions"]]


@pytest.mark.parametrize(
    "rows",
    [
        "x",
        [1],
        [{"presence": "present"}],
        [{"presence": "?", "name": "x"}],
        [{"person": "a", "presence": "present"}],
        [{"person": [1], "presence": "present"}],
    ],
)
def test_odd_attendance_is_refused(api, meeting, rows):
    Meeting.objects.filter(pk=meeting.pk).update(status="running")
    assert step(api, "planner", meeting, "meetings", "record-attendance", rows=rows).status_code == 400
    assert not meeting.attendance.exists()


def test_a_series_is_set_up_and_changed(api, org):
    body = {
        "title": "Weekly",
        "department": org.planning.pk,
        "rrule": "FREQ=WEEKLY;BYDAY=MO",
        "start_time": "09:00",
    }
    made = api("planner", "post", "meeting-series/", body)
    assert made.status_code == 201, made.content
    series = MeetingSeries.objects.get()
    changed = api("planner", "patch", f"meeting-series/{series.pk}/", {"minutes": 90}, series.version)
    assert changed.status_code == 200, changed.content
    assert changed.json()["minutes"] == 90
    assert api("staff", "patch", f"meeting-series/{series.pk}/", {"minutes": 30}, 2).status_code == 404
    shared = api("planner", "patch", f"meeting-series/{series.pk}/", {"visibility": "organisation"}, 2)
    assert shared.status_code == 200, shared.content
    assert api("staff", "patch", f"meeting-series/{series.pk}/", {"minutes": 30}, 3).status_code == 403
    assert api("planner", "post", "meeting-series/", body | {"rrule": "daily"}).status_code == 400


MINUTES = """# Works meeting

Date: 2026-03-02

Present: @staff, @planner

## Action items
- @staff count the lamps by 2026-03-20
- @planner draw the map
"""


def read_in(api, who="planner", **body):
    answer = api(who, "post", "minutes-readings/", {"text": MINUTES, "name": "works.md"} | body)
    assert answer.status_code in (200, 201), answer.content
    return answer.json()


def test_minutes_are_read_in_reviewed_and_taken_over_through_the_api(api, org):
    path = f"minutes-readings/{read_in(api, department=org.planning.pk)['fresh'][0]}/"
    reading = api("planner", "get", path).json()
    work = [row for row in reading["findings"] if row["kind"] == "action"]
    assert [row["person"] for row in work] == [org.staff.pk, org.planner.pk]
    body = {
        "title": "Works meeting, March",
        "department": org.planning.pk,
        "findings": [{"id": work[0]["id"], "text": "Count all the lamps"}],
        "dismiss": [work[1]["id"]],
        "confirm_rest": True,
    }
    done = api("planner", "post", f"{path}review/", body, reading["version"])
    assert done.status_code == 200, done.content
    assert done.json()["state"] == "confirmed"
    assert Task.objects.get().title == "Count all the lamps"
    assert Meeting.objects.get().title == "Works meeting, March"
    assert api("planner", "post", f"{path}review/", body, done.json()["version"]).status_code == 409


def test_the_same_minutes_are_known_the_second_time(api, org):
    fresh = read_in(api, department=org.planning.pk)["fresh"]
    assert read_in(api, department=org.planning.pk) == {"fresh": [], "known": fresh}


def test_minutes_read_in_by_others_are_not_there(api, org):
    pk = read_in(api, department=org.planning.pk)["fresh"][0]
    assert api("outsider", "get", f"minutes-readings/{pk}/").status_code == 404
    assert read_in(api, "outsider") == {"fresh": [], "known": []}
    assert api("outsider", "post", f"minutes-readings/{pk}/dismiss/", {}, 1).status_code == 404


def test_a_wrong_finding_is_named_by_its_place(api, org):
    pk = read_in(api, department=org.planning.pk)["fresh"][0]
    body = {"findings": [{"id": 999999}, {"colour": "red"}]}
    answer = api("planner", "post", f"minutes-readings/{pk}/review/", body, 1)
    assert answer.status_code == 400
    fields = [error["field"] for error in answer.json()["errors"]]
    assert "findings.0.id" in fields
    assert "findings.1.colour" in fields


def test_a_text_without_minutes_is_refused(api, org):
    answer = api("planner", "post", "minutes-readings/", {"text": "hello"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "text")
