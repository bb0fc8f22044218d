"""The checklist of a task: kept by those who do the work, ticked in readable sentences."""

import pytest

from collab.activity.models import Activity
from collab.activity.sentences import sentence_of
from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid, NotFound
from tasks import actions
from tasks.models import ChecklistItem

pytestmark = pytest.mark.django_db


def texts(task) -> list[str]:
    return list(task.checklist.values_list("text", flat=True))


@pytest.fixture
def listed(make_task, by, org):
    """A task with three steps."""

    def make(state: str = "in_progress"):
        task = make_task(state)
        for text in ("Measure", "Order", "Build"):
            actions.add_checklist_item(task=task, actor=by(org.staff), text=text)
        return task

    return make


def test_ticking_is_told_in_a_sentence_with_the_progress(listed, by, org):
    task = listed()
    item = task.checklist.first()
    actions.tick_checklist_item(item=item, actor=by(org.staff))
    actions.tick_checklist_item(item=item, actor=by(org.staff))
    entry = Activity.objects.get(matter=task, event="task.checklist_ticked")
    assert "ticked “Measure”" in sentence_of(entry)
    assert "(1 of 3)" in sentence_of(entry)
    actions.tick_checklist_item(item=item, actor=by(org.planner), done=False)
    item.refresh_from_db()
    assert (item.done_at, item.done_by) == (None, None)


def test_steps_move_and_go(listed, by, org):
    task = listed()
    last = task.checklist.last()
    actions.move_checklist_item(item=last, actor=by(org.staff), position=1)
    assert texts(task) == ["Build", "Measure", "Order"]
    actions.move_checklist_item(item=last, actor=by(org.staff), position=99)
    assert texts(task) == ["Measure", "Order", "Build"]
    actions.rename_checklist_item(item=last, actor=by(org.staff), text="Build it")
    actions.remove_checklist_item(item=task.checklist.first(), actor=by(org.staff))
    assert texts(task) == ["Order", "Build it"]
    with pytest.raises(Invalid):
        actions.move_checklist_item(item=last, actor=by(org.staff), position=0)


@pytest.mark.parametrize("who", ["staff", "liaison", "head", "planner", "coordinator"])
def test_doers_and_supervisors_keep_it(listed, by, org, who):
    actions.add_checklist_item(task=listed(), actor=by(getattr(org, who)), text="Paint")


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_nobody_else_does(listed, by, org, who):
    task = listed()
    with pytest.raises(Forbidden):
        actions.add_checklist_item(task=task, actor=by(getattr(org, who)), text="Paint")
    with pytest.raises(Forbidden):
        actions.tick_checklist_item(item=task.checklist.first(), actor=by(getattr(org, who)))


def test_bad_steps_are_refused_and_finished_work_stays(listed, make_task, by, org):
    task = listed()
    for text in ("", "  ", "x" * 301):
        with pytest.raises(Invalid):
            actions.add_checklist_item(task=task, actor=by(org.staff), text=text)
    with pytest.raises(Conflict):
        actions.add_checklist_item(task=make_task("completed"), actor=by(org.planner), text="Late")
    gone = task.checklist.first()
    actions.remove_checklist_item(item=gone, actor=by(org.staff))
    with pytest.raises(NotFound):
        actions.tick_checklist_item(item=ChecklistItem(pk=gone.pk or 999, task=task), actor=by(org.staff))


def test_the_page_adds_by_enter_and_ticks_by_button(listed, page, org):
    task = listed()
    browser = page(org.staff, htmx=True)
    shown = browser.get(f"/tasks/{task.pk}/evidence/").content.decode()
    assert "0/3" in shown
    again = browser.post(f"/tasks/{task.pk}/checklist/", {"text": "Paint"})
    assert "autofocus" in again.content.decode()
    assert again["HX-Trigger-After-Settle"] == f"matter-{task.pk}"
    assert browser.post(f"/tasks/{task.pk}/checklist/", {"text": ""}).status_code == 422
    item = task.checklist.last()
    assert browser.post(f"/tasks/checklist/{item.pk}/tick/").status_code == 204
    assert "1/4" in browser.get(f"/tasks/{task.pk}/evidence/").content.decode()
    assert browser.post(f"/tasks/checklist/{item.pk}/up/").status_code == 204
    assert texts(task)[2] == "Paint"
    assert browser.post(f"/tasks/checklist/{item.pk}/sideways/").status_code == 404
    assert browser.post(f"/tasks/checklist/{item.pk}/", {"text": "Paint it"}).status_code == 204
    assert browser.post(f"/tasks/checklist/{item.pk}/remove/").status_code == 204
    assert page(org.outsider).post(f"/tasks/checklist/{task.checklist.first().pk}/tick/").status_code == 404


def test_the_api_keeps_it_too(listed, client, org):
    task = listed()
    client.force_login(org.staff)
    sent = {"content_type": "application/json"}
    made = client.post("/api/v1/checklist-items/", {"task": task.pk, "text": "Paint"}, **sent)
    assert (made.status_code, made.json()["position"]) == (201, 4)
    place = f"/api/v1/checklist-items/{made.json()['id']}/"
    changed = client.patch(place, {"text": "Paint it", "is_done": True, "position": 1}, **sent).json()
    assert (changed["text"], changed["is_done"], changed["position"]) == ("Paint it", True, 1)
    assert changed["done_by"]["id"] == org.staff.pk
    assert len(client.get(f"/api/v1/checklist-items/?task={task.pk}").json()["results"]) == 4
    assert client.patch(place, {"position": 0}, **sent).status_code == 400
    assert client.delete(place).status_code == 204
    client.force_login(org.outsider)
    assert client.get(f"/api/v1/checklist-items/?task={task.pk}").json()["results"] == []
    assert client.post("/api/v1/checklist-items/", {"task": task.pk, "text": "x"}, **sent).status_code == 400


@pytest.mark.parametrize("size", [3, 30])
def test_what_it_costs_does_not_grow_with_it(make_task, page, by, org, size, query_budget):
    task = make_task("in_progress")
    for n in range(size):
        actions.add_checklist_item(task=task, actor=by(org.staff), text=f"Step {n}")
        asked = actions.add_deliverable(task=task, actor=by(org.planner), name=f"Paper {n}", requires="text")
        actions.hand_in_evidence(deliverable=asked, actor=by(org.staff), text="There")
        today = clock.now().astimezone(org.staff.zone).date()
        actions.note_time(task=task, actor=by(org.staff), day=today, minutes=2)
    browser = page(org.staff, htmx=True)
    browser.get(f"/tasks/{task.pk}/evidence/")
    with query_budget(13):
        assert browser.get(f"/tasks/{task.pk}/evidence/").status_code == 200
