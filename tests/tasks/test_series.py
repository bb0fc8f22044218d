"""Recurring tasks: occurrences as the rule says, each once, with dates, checklist and deliverables of its own."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid, StaleVersion
from collab.org import recurrence
from collab.org.selectors import calendar_of
from tasks import actions
from tasks.models import SeriesOccurrence, Task, TaskSeries

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MONDAY = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)


@pytest.fixture
def repeat(make_task, by, org):
    """A task repeated by planning; the present is a Monday in March."""

    def make(task: Task | None = None, **rule) -> TaskSeries:
        rule = {"rrule": "FREQ=WEEKLY", "first_at": MONDAY, "zone": "Asia/Shanghai"} | rule
        with clock.told(NOW):
            task = task or make_task("in_progress")
            actor = by(rule.pop("actor", org.planner))
            return actions.repeat_task(task=task, actor=actor, version=task.version, **rule)

    return make


def run(until: datetime, start: datetime = NOW, step: timedelta = timedelta(hours=12)) -> int:
    """The job, twice at each instant."""
    made, now = 0, start
    while now <= until:
        made += actions.make_due_occurrences(now=now)
        assert actions.make_due_occurrences(now=now) == 0
        now += step
    return made


def falls(series) -> list[datetime]:
    return list(series.occurrences.order_by("at").values_list("at", flat=True))


def test_only_the_next_task_is_made_at_its_lead_time(repeat):
    series = repeat(lead_days=2)
    assert actions.make_due_occurrences(now=NOW) == 0
    assert run(MONDAY) == 1
    task = SeriesOccurrence.objects.get().task
    assert (task.status, task.due_at, task.series_of.count()) == ("issued", MONDAY, 0)
    assert task.title == series.title
    assert run(MONDAY + timedelta(days=14)) == 2


def test_each_task_has_a_checklist_and_deliverables_of_its_own(repeat, make_task, by, org):
    task = make_task("in_progress", co_departments=[org.office])
    item = actions.add_checklist_item(task=task, actor=by(org.staff), text="Measure")
    actions.tick_checklist_item(item=item, actor=by(org.staff))
    actions.add_deliverable(task=task, actor=by(org.planner), name="Photos", requires="link")
    repeat(Task.objects.get(pk=task.pk), lead_days=2)
    run(MONDAY)
    made = SeriesOccurrence.objects.get().task
    assert [(row.text, row.done_at) for row in made.checklist.all()] == [("Measure", None)]
    assert [(row.name, row.requires) for row in made.deliverables.all()] == [("Photos", "link")]
    assert made.owner == org.staff
    roles = {party.role: party.person or party.department for party in made.parties.all()}
    assert (roles["supervisor"], roles["co"], roles["lead"]) == (org.planner, org.office, org.housing)


def test_the_next_is_made_when_the_one_before_is_completed(repeat, make_task, by, org):
    pattern = make_task("submitted")
    series = repeat(pattern, occasion="done", rrule="FREQ=DAILY", due_after_days=3)
    assert run(MONDAY) == 0
    with clock.told(MONDAY + timedelta(hours=2)):
        pattern = actions.verify_task(task=pattern, actor=by(org.planner), version=None)
        actions.complete_task(task=pattern, actor=by(org.planner), version=None)
    assert run(MONDAY + timedelta(days=4), start=MONDAY + timedelta(hours=3)) == 1
    assert falls(series) == [MONDAY]


def test_a_due_date_on_a_day_off_moves_as_the_series_says(repeat):
    saturday = datetime(2026, 3, 14, 1, 0, tzinfo=UTC)
    dues = {}
    for rule in ("as_is", "next", "previous"):
        series = repeat(first_at=saturday, on_day_off=rule, rrule="FREQ=MONTHLY")
        run(saturday)
        dues[rule] = series.occurrences.get().task.due_at
    assert dues == {
        "as_is": saturday,
        "next": saturday + timedelta(days=2),
        "previous": saturday - timedelta(days=1),
    }


def test_the_wall_clock_holds_across_clock_changes():
    berlin = ZoneInfo("Europe/Berlin")
    first = datetime(2026, 3, 27, 9, 0, tzinfo=berlin)
    found = [at for at, _ in zip(recurrence.occurrences("FREQ=DAILY", first, berlin), range(5), strict=False)]
    assert {at.astimezone(berlin).hour for at in found} == {9}
    assert len({(b - a) for a, b in pairwise(found)}) == 2


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "weekly",
        "FREQ=SECONDLY",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;COUNT=x",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYHOUR=1,2,3",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;UNTIL=20200101T000000",
        "FREQ=WEEKLY\nRDATE:20260101T000000",
        "FREQ",
    ],
)
def test_a_bad_rule_is_refused_by_name(repeat, bad):
    with pytest.raises(Invalid) as refusal:
        repeat(rrule=bad)
    assert [error.field for error in refusal.value.errors] == ["rrule"]
    assert not TaskSeries.objects.exists()


def test_other_bad_answers_are_refused_by_name(repeat, make_task, org):
    for wrong, field in (
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"lead_days": 0}, "lead_days"),
        ({"due_after_days": 999}, "due_after_days"),
        ({"on_day_off": "never"}, "on_day_off"),
        ({"first_at": NOW + timedelta(days=9000)}, "first_at"),
    ):
        with pytest.raises(Invalid) as refusal:
            repeat(**wrong)
        assert [error.field for error in refusal.value.errors] == [field]
    with pytest.raises(Forbidden):
        repeat(actor=org.staff)
    task = make_task("in_progress")
    repeat(task)
    with pytest.raises(Conflict):
        repeat(Task.objects.get(pk=task.pk))


def test_a_paused_series_makes_nothing_and_leaves_out_what_fell_meanwhile(repeat, by, org):
    series = repeat(lead_days=2)
    with clock.told(NOW):
        with pytest.raises(StaleVersion):
            actions.pause_series(series=series, actor=by(org.planner), version=9, reason="Flood")
        series = actions.pause_series(
            series=series, actor=by(org.planner), version=series.version, reason="Flood"
        )
    assert run(MONDAY + timedelta(days=10)) == 0
    back = MONDAY + timedelta(days=10)
    with clock.told(back):
        series = actions.resume_series(series=series, actor=by(org.planner), version=series.version)
    assert run(back + timedelta(days=5), start=back) == 1
    assert falls(series) == [MONDAY + timedelta(days=14)]
    with clock.told(back):
        series.refresh_from_db()
        series = actions.end_series(
            series=series, actor=by(org.planner), version=series.version, reason="Done with it"
        )
        with pytest.raises(Conflict):
            actions.resume_series(series=series, actor=by(org.planner), version=series.version)
    assert run(back + timedelta(days=30), start=back + timedelta(days=6)) == 0


def test_a_series_that_cannot_hand_out_says_why_and_others_go_on(repeat):
    broken, sound = repeat(lead_days=2), repeat(lead_days=2)
    TaskSeries.objects.filter(pk=broken.pk).update(report_every_days=999)
    assert run(MONDAY) == 1
    broken.refresh_from_db()
    assert broken.trouble
    assert falls(sound) == [MONDAY]


RULES = st.one_of(
    st.builds("FREQ=DAILY;INTERVAL={}".format, st.integers(1, 9)),
    st.builds(
        "FREQ=WEEKLY;INTERVAL={};BYDAY={}".format,
        st.integers(1, 3),
        st.lists(st.sampled_from(["MO", "TU", "SA", "SU"]), min_size=1, max_size=3, unique=True).map(
            ",".join
        ),
    ),
    st.builds("FREQ=MONTHLY;BYMONTHDAY={}".format, st.sampled_from([1, 15, 29, 31, -1])),
    st.builds("FREQ=DAILY;COUNT={}".format, st.integers(1, 12)),
)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rule=RULES,
    zone=st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York"]),
    lead=st.integers(1, 4),
)
def test_occurrences_are_those_of_the_rule_and_none_is_made_twice(repeat, org, rule, zone, lead):
    TaskSeries.objects.all().delete()
    series = repeat(rrule=rule, zone=zone, lead_days=lead, on_day_off="as_is")
    until = NOW + timedelta(days=45)
    made = run(until)
    local = MONDAY.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    walls = rrulestr(rule, dtstart=local).between(local, local + timedelta(days=90), inc=True)
    expected = [wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for wall in walls]
    calendar = calendar_of(org.housing)
    assert falls(series) == [at for at in expected if calendar.add_days(at, -lead) <= until]
    assert made == len([at for at in expected if calendar.add_days(at, -lead) <= until])


def test_set_up_from_a_page_shown_in_the_list_and_run_by_its_dialogs(make_task, page, org):
    task = make_task("in_progress")
    browser = page(org.planner, htmx=True)
    typed = {
        "version": task.version,
        "every": "FREQ=WEEKLY",
        "rrule": "",
        "first_at": f"{clock.now() + timedelta(days=20):%Y-%m-%dT%H:%M}",
        "occasion": "ahead",
        "lead_days": 5,
        "due_after_days": 0,
        "on_day_off": "next",
    }
    refused = browser.post(f"/matters/{task.pk}/do/repeat/", typed | {"rrule": "often"})
    assert (refused.status_code, "FREQ=WEEKLY;BYDAY=MO" in refused.content.decode()) == (400, True)
    assert browser.post(f"/matters/{task.pk}/do/repeat/", typed).status_code == 204
    series = TaskSeries.objects.get()
    assert series.title in browser.get("/tasks/series/").content.decode()
    assert "Every week" in page(org.staff).get("/tasks/series/").content.decode()
    assert series.title not in page(org.outsider).get("/tasks/series/").content.decode()
    assert page(org.outsider).get(f"/tasks/series/{series.pk}/pause/").status_code == 404
    assert (
        page(org.staff, htmx=True)
        .post(f"/tasks/series/{series.pk}/pause/", {"version": 1, "reason": "No"})
        .status_code
        == 403
    )
    place = f"/tasks/series/{series.pk}"
    assert browser.post(f"{place}/pause/", {"version": 1, "reason": "Flood"}).status_code == 204
    assert browser.post(f"{place}/resume/", {"version": 2}).status_code == 204
    shown = browser.get(f"{place}/edit/").content.decode()
    assert "FREQ=WEEKLY" in shown
    assert browser.post(f"{place}/end/", {"version": 3, "reason": "Over"}).status_code == 204


def test_the_api_sets_up_changes_and_ends(make_task, client, org):
    task = make_task("in_progress")
    client.force_login(org.planner)

    def send(verb, path, body, version):
        headers = {"If-Match": f'"v{version}"'}
        return getattr(client, verb)(
            f"/api/v1/task-series/{path}", body, content_type="application/json", headers=headers
        )

    first = (clock.now() + timedelta(days=20)).isoformat()
    bad = send("post", "", {"task": task.pk, "rrule": "FREQ=OFTEN", "first_at": first}, task.version)
    assert (bad.status_code, bad.json()["errors"][0]["field"]) == (400, "rrule")
    made = send("post", "", {"task": task.pk, "rrule": "FREQ=WEEKLY", "first_at": first}, task.version)
    assert (made.status_code, made.json()["state"]) == (201, "active")
    place = f"{made.json()['id']}/"
    changed = send("patch", place, {"rrule": "FREQ=MONTHLY", "lead_days": 3}, 1).json()
    assert (changed["rrule"], changed["lead_days"], changed["version"]) == ("FREQ=MONTHLY", 3, 2)
    assert send("patch", place, {"lead_days": 3}, 1).status_code == 412
    assert send("post", f"{place}pause/", {"reason": "Flood"}, 2).json()["state"] == "paused"
    assert send("post", f"{place}resume/", {}, 3).json()["state"] == "active"
    assert send("post", f"{place}end/", {}, 4).status_code == 400
    assert send("post", f"{place}end/", {"reason": "Over"}, 4).json()["state"] == "ended"
    client.force_login(org.outsider)
    assert client.get(f"/api/v1/task-series/{place}").status_code == 404
    assert client.get("/api/v1/task-series/").json()["results"] == []


def test_those_who_take_part_change_for_the_tasks_to_come(repeat, by, org):
    series = repeat(lead_days=2)
    chosen = {"responsible": org.colleague, "supervisor": None, "co_departments": [org.office]}
    with clock.told(NOW):
        series = actions.set_series_parties(
            series=series, actor=by(org.planner), version=series.version, **chosen
        )
    run(MONDAY)
    made = SeriesOccurrence.objects.get().task
    roles = {party.role: party.person or party.department for party in made.parties.all()}
    assert (roles["responsible"], roles["supervisor"], roles["co"]) == (
        org.colleague,
        org.planner,
        org.office,
    )
    assert series.pattern.owner == org.staff


def test_the_lead_department_takes_no_second_part_in_a_series(repeat, by, org):
    series = repeat()
    chosen = {"responsible": None, "supervisor": None, "co_departments": [org.housing]}
    with pytest.raises(Invalid):
        actions.set_series_parties(series=series, actor=by(org.planner), version=series.version, **chosen)
    with pytest.raises(Forbidden):
        actions.set_series_parties(
            series=series, actor=by(org.staff), version=series.version, **chosen | {"co_departments": []}
        )


def test_parties_of_a_series_are_set_through_the_api_and_on_its_page(repeat, page, org):
    series = repeat()
    browser, door = page(org.planner), f"/api/v1/task-series/{series.pk}/parties/"
    answer = browser.post(
        door,
        {"co_departments": [org.office.pk]},
        content_type="application/json",
        headers={"If-Match": f'"v{series.version}"'},
    )
    assert answer.status_code == 200
    assert [one["id"] for one in answer.json()["co_departments"]] == [org.office.pk]
    assert answer.json()["responsible"]["id"] == org.staff.pk
    place = f"/tasks/series/{series.pk}/parties/"
    assert "Coordination office" in browser.get(place).content.decode()
    sent = {"version": answer.json()["version"], "responsible": org.colleague.pk}
    assert browser.post(place, sent).status_code == 302
    series.refresh_from_db()
    assert (series.responsible, series.co_departments.count()) == (org.colleague, 0)
