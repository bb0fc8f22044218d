"""Retrospectives: opened when something ends, written by whoever answered for it, closed with lessons that lead on."""

from datetime import timedelta

import pytest

from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid, TransitionRefused
from collab.deadlines.models import Deadline
from collab.matters.endings import look_back_on
from collab.matters.models import Link, Matter
from feedback import actions
from feedback.models import Lesson, Retrospective
from tasks.models import Task
from tests.access.doors import BACKEND

pytestmark = pytest.mark.django_db
ACCOUNT = {"actual": "146 of 146 stalls moved", "why": "Traders were asked first"}


@pytest.fixture
def opened(make_task, by, org) -> Retrospective:
    """A retrospective on a task of housing, with planning's head as the one who judges."""
    ended = make_task("completed")
    return look_back_on(ended, actor=by(org.planner), expected="All stalls moved", supervisor=org.planner)


def moved(name: str, retrospective: Retrospective, actor, **answers):
    step = getattr(actions, f"{name}_retrospective")
    fresh = Retrospective.objects.get(pk=retrospective.pk)
    return step(retrospective=fresh, actor=actor, version=fresh.version, **answers)


def learn(retrospective: Retrospective, actor, **answers) -> Lesson:
    fresh = Retrospective.objects.get(pk=retrospective.pk)
    given = {"kind": "keep", "text": "Ask the traders first"} | answers
    return actions.add_lesson(retrospective=fresh, actor=actor, version=fresh.version, **given)


def test_it_belongs_to_the_owner_of_what_ended_and_is_due_in_ten_working_days(opened, org):
    assert (opened.owner, opened.department, opened.status) == (org.staff, org.housing, "open")
    assert opened.number.startswith("R-")
    assert opened.due_at > clock.now() + timedelta(days=10)
    assert Deadline.objects.get(matter=opened).state == "running"
    link = Link.objects.get(target=opened)
    assert (link.kind, link.source_id) == ("led_to", opened.ended_id)


def test_everyone_who_took_part_takes_part_in_it(opened, org):
    roles = {(party.role, party.person or party.department) for party in opened.parties.all()}
    assert {("responsible", org.staff), ("supervisor", org.planner), ("lead", org.housing)} == roles


def test_one_thing_is_looked_back_on_once(opened, by, org):
    with pytest.raises(Conflict) as refused:
        look_back_on(Task.objects.get(pk=opened.ended_id), actor=by(org.planner), expected="Again")
    assert refused.value.code == "already_looked_back"


def test_it_goes_from_open_to_written_to_closed_and_its_clock_stops_when_it_was_written(opened, by, org):
    moved("write", opened, by(org.staff), **ACCOUNT)
    assert Deadline.objects.get(matter=opened).state == "paused"
    learn(opened, by(org.staff))
    closed = moved("close", opened, by(org.planner))
    assert (closed.status, closed.is_open, closed.done_late) == ("closed", False, False)
    assert Deadline.objects.get(matter=opened).state == "met"


def test_what_was_written_late_stays_late(opened, by, org):
    learn(opened, by(org.staff))
    with clock.told(opened.due_at + timedelta(days=1)):
        moved("write", opened, by(org.staff), **ACCOUNT)
        assert moved("close", opened, by(org.planner)).done_late


def test_nobody_closes_what_they_wrote_themselves(opened, by, org):
    learn(opened, by(org.head))
    Retrospective.objects.filter(pk=opened.pk).update(owner=org.coordinator)
    moved("write", opened, by(org.coordinator), **ACCOUNT)
    with pytest.raises(Forbidden):
        moved("close", opened, by(org.coordinator))


def test_without_a_lesson_it_stays_open(opened, by, org):
    moved("write", opened, by(org.staff), **ACCOUNT)
    with pytest.raises(Conflict) as refused:
        moved("close", opened, by(org.planner))
    assert refused.value.code == "no_lesson"


@pytest.mark.parametrize("missing", ["actual", "why"])
def test_both_what_came_of_it_and_why_are_needed(opened, by, org, missing):
    with pytest.raises(Invalid) as refused:
        moved("write", opened, by(org.staff), **ACCOUNT | {missing: "  "})
    assert [error.field for error in refused.value.errors] == [missing]


def test_sent_back_it_is_owed_by_the_same_instant(opened, by, org):
    moved("write", opened, by(org.staff), **ACCOUNT)
    back = moved("send_back", opened, by(org.planner), reason="Why, though?")
    assert (back.status, back.due_at) == ("open", opened.due_at)
    assert Deadline.objects.get(matter=opened).state == "running"
    with pytest.raises(TransitionRefused):
        moved("send_back", opened, by(org.planner), reason="Again")


def test_a_revision_keeps_the_former_words_in_the_history(opened, by, org):
    moved("write", opened, by(org.staff), **ACCOUNT)
    moved("revise", opened, by(org.staff), **ACCOUNT | {"why": "Luck"})
    entry = opened.activities.get(event="retrospective.revised")
    assert entry.facts["before"]["why"] == ACCOUNT["why"]


def test_a_change_is_handed_out_as_a_task_that_came_from_it(opened, by, org):
    due = clock.now() + timedelta(days=20)
    given = {"kind": "change", "change": "Put it in the guide", "responsible": org.colleague, "due_at": due}
    lesson = learn(opened, by(org.head), **given)
    task = lesson.task
    assert (task.owner, task.source, task.status) == (org.colleague, "retrospective", "issued")
    assert Link.objects.filter(source=opened.pk, target=task.pk, kind="led_to").exists()


@pytest.mark.parametrize("missing", ["change", "responsible", "due_at"])
def test_a_change_names_what_who_and_by_when(opened, by, org, missing):
    given = {"change": "Guide", "responsible": org.staff, "due_at": clock.now() + timedelta(days=9)}
    with pytest.raises(Invalid) as refused:
        learn(opened, by(org.head), kind="change", **given | {missing: None if missing != "change" else ""})
    assert [error.field for error in refused.value.errors] == [missing]
    assert not Lesson.objects.exists()


def test_through_the_api_it_is_written_learned_from_and_closed(opened, client, org):
    def post(who, name, **body):
        client.force_login(who, backend=BACKEND)
        version = Matter.objects.get(pk=opened.pk).version
        path = f"/api/v1/retrospectives/{opened.pk}/{name}/"
        headers = {"If-Match": f'"v{version}"'}
        return client.post(path, body, content_type="application/json", headers=headers)

    assert post(org.outsider, "write", **ACCOUNT).status_code == 404
    assert post(org.colleague, "write", **ACCOUNT).status_code == 403
    assert post(org.staff, "write", **ACCOUNT).status_code == 200
    lesson = post(org.staff, "add-lesson", kind="keep", text="Ask first").json()["result"]
    assert post(org.planner, "close").json()["status"] == "closed"
    assert post(org.planner, "close").status_code == 409
    whole = client.get(f"/api/v1/retrospectives/{opened.pk}/").json()
    assert (whole["expected"], whole["why"]) == ("All stalls moved", ACCOUNT["why"])
    assert whole["ended"]["id"] == opened.ended_id
    shown = client.get(f"/api/v1/lessons/?retrospective={opened.pk}").json()["results"]
    assert [(one["id"], one["text"]) for one in shown] == [(lesson["id"], "Ask first")]


def test_a_change_is_written_in_the_dialog_and_handed_out(opened, client, org):
    client.force_login(org.head, backend=BACKEND)
    address = f"/matters/{opened.pk}/do/add-lesson/"
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 200
    written = {
        "kind": "change",
        "text": "Scan it with the map",
        "change": "One map of permits",
        "department": opened.department_id,
        "responsible": org.staff.pk,
        "due_at": f"{clock.now() + timedelta(days=9):%Y-%m-%dT%H:%M}",
        "check_after": 5,
        "version": opened.version,
    }
    answer = client.post(address, written, headers={"HX-Request": "true"})
    assert answer.status_code == 204, answer.content.decode()
    assert Lesson.objects.get().task.title == "One map of permits"


def test_a_change_in_a_task_one_may_not_see_is_a_placeholder(opened, by, client, org):
    due = clock.now() + timedelta(days=20)
    lesson = learn(opened, by(org.head), kind="change", change="Guide", responsible=org.staff, due_at=due)
    Matter.objects.filter(pk=lesson.task_id).update(visibility="parties")
    client.force_login(org.colleague, backend=BACKEND)
    page = client.get(f"/feedback/retrospectives/{opened.pk}/").content.decode()
    assert lesson.text in page
    assert lesson.task.number not in page
    [shown] = client.get("/api/v1/lessons/").json()["results"]
    assert shown["task"]["hidden"]


def test_the_page_shows_expected_and_account_and_the_list_filters_by_status(opened, by, client, org):
    moved("write", opened, by(org.staff), **ACCOUNT)
    client.force_login(org.staff, backend=BACKEND)
    page = client.get(f"/feedback/retrospectives/{opened.pk}/").content.decode()
    assert "All stalls moved" in page
    assert ACCOUNT["why"] in page
    for status, there in (("written", True), ("closed", False), ("", True)):
        listed = client.get(f"/feedback/retrospectives/?status={status}").content.decode()
        assert (opened.number in listed) is there
    assert client.get("/feedback/retrospectives/?nonsense=1").status_code == 400
    client.force_login(org.outsider, backend=BACKEND)
    assert client.get(f"/feedback/retrospectives/{opened.pk}/").status_code == 404


def test_it_stands_on_the_workbench_of_its_writer_and_then_of_its_judge(opened, by, client, org):
    client.force_login(org.staff, backend=BACKEND)
    assert opened.number in client.get("/").content.decode()
    moved("write", opened, by(org.staff), **ACCOUNT)
    client.force_login(org.planner, backend=BACKEND)
    assert opened.number in client.get("/").content.decode()
