"""Series, standing agendas and backlogs through pages, the API and the console."""

from datetime import time

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from collab.common import clock
from collab.matters.actions import attach_file
from meetings import actions
from meetings.models import AgendaItem, Meeting, MeetingSeries, SeriesItem, SeriesTopic

from .conftest import MONDAY, NOW, hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(client, org):
    """`send("planner", "post", path, body, version)` as that person."""

    def call(who: str, verb: str, path: str, body=None, version=None):
        client.force_login(getattr(org, who))
        headers = {} if version is None else {"If-Match": f'"v{version}"'}
        if verb == "get":
            return client.get(f"/api/v1/{path}", headers=headers)
        return getattr(client, verb)(
            f"/api/v1/{path}", body or {}, content_type="application/json", headers=headers
        )

    return call


def test_a_series_lives_through_the_api(send, org):
    body = {
        "title": "Weekly",
        "department": org.planning.pk,
        "rrule": "FREQ=WEEKLY;BYDAY=MO",
        "start_time": "10:00",
        "attendees": [org.staff.pk],
        "carry": "copy",
    }
    made = send("planner", "post", "meeting-series/", body)
    assert made.status_code == 201, made.content
    pk, version = made.json()["id"], made.json()["version"]
    assert made.json()["next_at"]
    path = f"meeting-series/{pk}"
    assert send("staff", "get", f"{path}/").json()["attendees"] == [org.staff.pk]
    assert send("outsider", "get", f"{path}/").status_code == 404
    times = send("planner", "get", f"{path}/occurrences/").json()["results"]
    out = send("planner", "post", f"{path}/leave-out/", {"at": times[0]["at"], "reason": "Feast"}, version)
    assert out.status_code == 200, out.content
    again = send("planner", "get", f"{path}/occurrences/").json()["results"]
    assert (again[0]["left_out"], again[0]["open"]) == ("Feast", False)
    topic = {"title": "Stalls", "sought": "discuss"}
    assert send("staff", "post", f"{path}/bring-topic/", topic, out.json()["version"]).status_code == 200
    item = send("planner", "post", f"{path}/add-item/", topic, out.json()["version"])
    assert item.status_code == 200, item.content
    row = SeriesItem.objects.get()
    assert send("staff", "post", f"series-items/{row.pk}/remove/", {}, row.version).status_code == 403
    actions.sweep_series()
    meeting = Meeting.objects.get()
    assert AgendaItem.objects.get().is_standing
    found = SeriesTopic.objects.get()
    taken = send("planner", "post", f"series-topics/{found.pk}/take-up/", {"to_meeting": meeting.pk}, 1)
    assert taken.status_code == 200, taken.content
    assert send("planner", "get", "series-topics/?state=taken").json()["results"][0]["item"]
    reason = {"reason": "Summer"}
    series = MeetingSeries.objects.get()
    assert send("staff", "post", f"{path}/pause/", reason, series.version).status_code == 403
    assert send("planner", "post", f"{path}/pause/", reason, series.version).status_code == 200


def test_the_pages_of_a_series(client, org, series, by):
    with clock.told(NOW):
        actions.sweep_series()
    actions.bring_topic(series=series, actor=by(org.staff), title="Stalls 摊位", sought="discuss")
    client.force_login(org.planner)
    assert series.title in client.get("/meetings/series/").content.decode()
    text = client.get(f"/meetings/series/{series.pk}/").content.decode()
    assert "Stalls 摊位" in text
    assert "brought the topic" in text
    series.refresh_from_db()
    edit = client.get(f"/meetings/series/{series.pk}/edit/")
    values = {name: value for name, value in edit.context["form"].initial.items() if value is not None}
    answer = client.post(
        f"/meetings/series/{series.pk}/edit/", values | {"title": "Fortnightly", "version": 99}
    )
    assert answer.status_code == 412
    answer = client.post(
        f"/meetings/series/{series.pk}/edit/", values | {"title": "Fortnightly", "version": series.version}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    series.refresh_from_db()
    assert (series.title, series.rrule) == ("Fortnightly", "FREQ=WEEKLY;BYDAY=MO")
    client.force_login(org.staff)
    assert client.get(f"/meetings/series/{series.pk}/edit/").status_code == 403
    client.force_login(org.outsider)
    for path in ("", "edit/", "do/pause/"):
        assert client.get(f"/meetings/series/{series.pk}/{path}").status_code == 404


def test_what_a_series_held_stands_under_the_day_it_met(client, org, series, meet, by):
    meeting = hold(meet(series=series, starts_at=MONDAY), by(org.planner))
    client.force_login(org.planner)
    (row,) = client.get(f"/meetings/series/{series.pk}/").context["meetings"]
    assert meeting.due_at != meeting.starts_at
    assert (row["due_iso"], row["overdue"]) == (MONDAY.isoformat(), False)


def test_a_series_is_set_up_on_a_page(client, org):
    client.force_login(org.planner)
    form = client.get("/meetings/series/new/").context["form"]
    values = {"title": "Daily", "start_time": "09:00", "minutes": 15, "type": "coordination", "carry": "move"}
    values |= {"department": org.planning.pk, "visibility": "departments", "every": "FREQ=WEEKLY"}
    values |= {"zone": "Asia/Shanghai", "first_on": form.initial["first_on"].isoformat()}
    answer = client.post("/meetings/series/new/", values)
    assert answer.status_code == 302, answer.context["form"].errors
    assert MeetingSeries.objects.get().next_at
    assert client.post("/meetings/series/new/", values | {"zone": "Mars"}).status_code == 400


@pytest.mark.parametrize("name", ["leave-out", "prepare"])
def test_the_dialog_of_a_time_answers_beforehand_which_one(client, org, series, name):
    client.force_login(org.planner)
    url = f"/meetings/series/{series.pk}/do/{name}/?at={MONDAY:%Y-%m-%dT%H:%M:%SZ}"
    form = client.get(url, headers={"HX-Request": "true"}).context["form"]
    assert form.initial["at"] == MONDAY


def test_items_and_topics_have_dialogs_of_their_own(client, org, series, by):
    item = actions.add_series_item(
        series=series, actor=by(org.planner), version=series.version, title="News", sought="inform"
    )
    topic = actions.bring_topic(series=series, actor=by(org.staff), title="Stalls", sought="discuss")
    client.force_login(org.planner)
    change = {"title": "Old news", "sought": "inform", "position": 1, "version": item.version}
    assert client.post(f"/meetings/series/items/{item.pk}/change/", change).status_code == 302
    assert client.post(f"/meetings/series/items/{item.pk}/change/", change).status_code == 412
    client.force_login(org.staff)
    drop = {"reason": "Settled", "version": 1}
    assert client.post(f"/meetings/series/topics/{topic.pk}/drop/", drop).status_code == 302
    assert SeriesTopic.objects.get().state == "dropped"
    assert SeriesItem.objects.get().title == "Old news"


def test_the_agenda_is_planned_in_one_dialog(client, org, meet):
    meeting = meet()
    item = AgendaItem.objects.get()
    client.force_login(org.planner)
    assert client.get(f"/meetings/{meeting.pk}/agenda/").status_code == 200
    body = {"version": meeting.version, f"position-{item.pk}": 1, f"minutes-{item.pk}": 20}
    assert client.post(f"/meetings/{meeting.pk}/agenda/", body).status_code == 302
    assert AgendaItem.objects.get().minutes_allotted == 20
    client.force_login(org.staff)
    assert client.get(f"/meetings/{meeting.pk}/agenda/").status_code == 404


def test_the_console_shows_series_and_their_steps(client, org, series):
    client.force_login(org.admin)
    assert client.get("/admin/meetings/meetingseries/").status_code == 200
    page = client.get(f"/admin/meetings/meetingseries/{series.pk}/change/")
    assert page.status_code == 200
    assert "Pause" in page.content.decode()
    assert client.get("/admin/meetings/seriestopic/").status_code == 200


def test_a_file_may_say_the_rule_itself(org, tmp_path):
    file = tmp_path / "series.csv"
    file.write_text(
        "部门,会议名称,时间,时区,重复规则,首次日期\nhousing,月度例会,9:30,北京时间,FREQ=MONTHLY;BYDAY=1MO,2026-03-02\n"
    )
    call_command("import_meetings", str(file))
    series = MeetingSeries.objects.get()
    assert (series.rrule, series.zone, str(series.first_on)) == (
        "FREQ=MONTHLY;BYDAY=1MO",
        "Asia/Shanghai",
        "2026-03-02",
    )


@pytest.mark.parametrize("size", [2, 9])
def test_what_the_pages_cost_does_not_grow_with_what_is_on_them(client, org, by, meet, size, query_budget):
    planner, rows = by(org.planner), []
    with clock.told(NOW):
        rows = [_full_series(planner, org, size) for _number in range(size)]
        actions.sweep_series()
    meeting = meet()
    for number in range(size):
        item = actions.add_agenda_item(meeting=meeting, actor=planner, title=f"Item {number}")
        attach_file(matter=item, actor=planner, file=ContentFile(b"1", name="a.txt"), name="a.txt")
    client.force_login(org.planner)
    for url, most in {
        "/meetings/series/": 8,
        f"/meetings/series/{rows[0].pk}/": 22,
        f"/meetings/{meeting.pk}/": 45,
        "/api/v1/series-topics/": 8,
    }.items():
        with query_budget(most):
            assert client.get(url).status_code == 200


def _full_series(actor, org, size: int) -> MeetingSeries:
    series = actions.create_series(
        actor=actor, title="Weekly", department=org.planning, rrule="FREQ=WEEKLY", start_time=time(10)
    )
    for number in range(size):
        words = {"title": f"Thing {number}", "sought": "inform"}
        actions.add_series_item(series=series, actor=actor, version=series.version, **words)
        actions.bring_topic(series=series, actor=actor, **words)
    return series
