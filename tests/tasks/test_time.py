"""Time spent: noted by those who do the work, put right by its author, summed against the estimate."""

from datetime import timedelta

import pytest

from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid
from tasks import actions
from tasks.models import TimeEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(org):
    return clock.now().astimezone(org.staff.zone).date()


def wrong_fields(refusal) -> list[str]:
    return [error.field for error in refusal.value.errors]


def test_the_future_more_than_a_day_and_less_than_a_minute_are_refused_by_name(make_task, by, org, today):
    task = make_task("in_progress")
    for day, minutes, fields in (
        (today + timedelta(days=1), 60, ["day"]),
        (today, 0, ["minutes"]),
        (today, -5, ["minutes"]),
        (today, 1441, ["minutes"]),
        (today + timedelta(days=1), -5, ["day", "minutes"]),
        (today - timedelta(days=4000), 5, ["day"]),
    ):
        with pytest.raises(Invalid) as refusal:
            actions.note_time(task=task, actor=by(org.staff), day=day, minutes=minutes)
        assert wrong_fields(refusal) == fields
    assert not TimeEntry.objects.exists()


def test_a_day_has_twenty_four_hours_over_all_tasks_together(make_task, by, org, today):
    first, second = make_task("in_progress"), make_task("in_progress")
    actions.note_time(task=first, actor=by(org.staff), day=today, minutes=1000)
    with pytest.raises(Invalid) as refusal:
        actions.note_time(task=second, actor=by(org.staff), day=today, minutes=441)
    assert "440" in str(refusal.value)
    entry = actions.note_time(task=second, actor=by(org.staff), day=today, minutes=440)
    actions.correct_time(entry=entry, actor=by(org.staff), minutes=439)
    actions.note_time(task=second, actor=by(org.head), day=today, minutes=1440)


def test_only_those_who_do_the_work_note_and_only_authors_correct(make_task, by, org, today):
    task = make_task("in_progress")
    for who in ("colleague", "outsider", "planner"):
        with pytest.raises(Forbidden):
            actions.note_time(task=task, actor=by(getattr(org, who)), day=today, minutes=5)
    entry = actions.note_time(task=task, actor=by(org.staff), day=today, minutes=5)
    with pytest.raises(Forbidden):
        actions.correct_time(entry=entry, actor=by(org.head), minutes=6)
    with pytest.raises(Forbidden):
        actions.remove_time(entry=entry, actor=by(org.planner))
    actions.remove_time(entry=entry, actor=by(org.staff))
    assert not task.time_entries.exists()


def test_entries_stand_once_the_task_is_closed(make_task, by, org, today):
    task = make_task("completed")
    entry = actions.note_time(task=task, actor=by(org.staff), day=today, minutes=30)
    actions.close_out_task(task=task, actor=by(org.planner), version=task.version)
    with pytest.raises(Conflict):
        actions.correct_time(entry=entry, actor=by(org.staff), minutes=5)
    with pytest.raises(Conflict):
        actions.note_time(task=task, actor=by(org.staff), day=today, minutes=5)


def test_the_page_sums_against_the_estimate(make_task, page, org, today):
    task = make_task("in_progress", estimate_minutes=120)
    browser = page(org.staff, htmx=True)
    typed = {"day": today.isoformat(), "minutes": "1.5", "note": "On site"}
    assert browser.post(f"/tasks/{task.pk}/time/", typed).status_code == 200
    shown = browser.get(f"/tasks/{task.pk}/evidence/").content.decode()
    assert "1.5 h of an estimated 2 h" in shown
    assert "On site" in shown
    late = browser.post(f"/tasks/{task.pk}/time/", typed | {"day": (today + timedelta(days=2)).isoformat()})
    assert late.status_code == 422
    assert "once it was worked" in late.content.decode()
    entry = TimeEntry.objects.get()
    assert browser.post(f"/tasks/time/{entry.pk}/", typed | {"minutes": "2.5"}).status_code == 204
    assert "more than estimated" in browser.get(f"/tasks/{task.pk}/evidence/").content.decode()
    assert page(org.outsider).get(f"/tasks/time/{entry.pk}/").status_code == 404
    assert browser.post(f"/tasks/time/{entry.pk}/remove/").status_code == 204


def test_the_api_notes_filters_and_corrects(make_task, client, org, today):
    task, sent = make_task("in_progress"), {"content_type": "application/json"}
    client.force_login(org.staff)
    body = {"task": task.pk, "day": today.isoformat(), "minutes": 90, "note": "On site"}
    made = client.post("/api/v1/time-entries/", body, **sent)
    assert (made.status_code, made.json()["person"]["id"]) == (201, org.staff.pk)
    client.post("/api/v1/time-entries/", body | {"day": (today - timedelta(days=3)).isoformat()}, **sent)
    place = "/api/v1/time-entries/"
    since = client.get(f"{place}?task={task.pk}&person={org.staff.pk}&from={today.isoformat()}")
    assert [row["day"] for row in since.json()["results"]] == [today.isoformat()]
    until = client.get(f"{place}?to={(today - timedelta(days=1)).isoformat()}").json()["results"]
    assert len(until) == 1
    refused = client.post(place, body | {"minutes": -1}, **sent)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "minutes")
    own = f"{place}{made.json()['id']}/"
    assert client.patch(own, {"minutes": 30}, **sent).json()["minutes"] == 30
    client.force_login(org.head)
    assert client.patch(own, {"minutes": 31}, **sent).status_code == 403
    client.force_login(org.outsider)
    assert client.get(own).status_code == 404
    assert client.get(place).json()["results"] == []
