"""Plans through pages, dialogs, the API and the console; what is not shared stays a placeholder."""

from datetime import timedelta

import pytest

from collab.matters.doings import doing_named
from collab.matters.models import Kind
from tasks.actions import add_to_plan, confirm_plan, edit_draft, save_template
from tasks.models import Plan, PlanTemplate, Task

from .planning import a_monday

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_autumn")]


def test_the_pages_show_a_plan_and_hide_what_is_not_shared(org, by, make_plan, make_task, page):
    plan, (_first, _second) = make_plan("draft", "draft")
    hidden = make_task("draft", title="Geheim", visibility="parties", actor=org.admin, responsible=org.admin)
    plan = add_to_plan(plan=plan, task=hidden, actor=by(org.admin), version=plan.version)
    plan = confirm_plan(plan=plan, actor=by(org.head), version=plan.version)
    browser = page(org.colleague)
    shown = browser.get(f"/tasks/plans/{plan.pk}/").content.decode()
    assert "Step 0" in shown
    assert "gantt-base" in shown
    assert "is-critical" in shown
    assert "Geheim" not in shown
    assert "Something not shared with you" in shown
    for path in ("story/", "compare/", "compare/?from=1&to=1"):
        answer = browser.get(f"/tasks/plans/{plan.pk}/{path}")
        assert answer.status_code == 200
        assert "Geheim" not in answer.content.decode()
    assert plan.title in browser.get("/tasks/plans/").content.decode()
    assert page(org.outsider).get(f"/tasks/plans/{plan.pk}/").status_code == 404


def test_a_plan_is_begun_edited_and_filled_on_pages(org, page, make_task):
    browser = page(org.head)
    sent = {
        "title": "By hand",
        "department": org.housing.pk,
        "starts_on": "2027-01-04",
        "ends_on": "2027-02-04",
        "visibility": "departments",
    }
    assert browser.post("/tasks/plans/new/", sent | {"ends_on": "2026-01-01"}).status_code == 400
    assert browser.post("/tasks/plans/new/", sent).status_code == 302
    plan = Plan.objects.get()
    task = make_task("draft", actor=org.head)
    doing = f"/matters/{plan.pk}/do/add-task/"
    assert browser.get(doing).status_code == 200
    assert browser.post(doing, {"version": plan.version, "number": task.number}).status_code == 302
    plan.refresh_from_db()
    period = {
        "version": plan.version,
        "starts_on": "2027-01-05",
        "ends_on": "2027-03-01",
        "owner": org.staff.pk,
    }
    assert browser.post(f"/tasks/plans/{plan.pk}/edit/", period).status_code == 302
    plan.refresh_from_db()
    assert (plan.owner_id, plan.starts_on.day) == (org.staff.pk, 5)
    stale = page(org.head, htmx=True).post(f"/tasks/plans/{plan.pk}/edit/", period)
    assert stale.status_code == 412


def test_the_dialog_shows_what_moves_before_it_moves(org, make_plan, page):
    plan, (first, _second) = make_plan("draft", "draft")
    browser = page(org.head, htmx=True)
    door = f"/tasks/plans/{plan.pk}/shift/"
    assert browser.get(door).status_code == 200
    sent = {"version": plan.version, "task": first.pk, "days": 5, "reason": "Rain"}
    shown = browser.post(door, sent)
    assert shown.status_code == 200
    assert "2 tasks move" in shown.content.decode()
    assert Task.objects.get(pk=first.pk).due_at == first.due_at
    stamp = shown.context["form"].data["stamp"]
    assert browser.post(door, sent | {"stamp": stamp}).status_code == 204
    assert Task.objects.get(pk=first.pk).due_at > first.due_at
    assert browser.post(door, sent | {"days": 0}).status_code == 400


def test_a_template_is_begun_from_on_its_page(org, by, make_plan, page):
    plan, _tasks = make_plan("draft", "draft")
    template = save_template(plan=plan, actor=by(org.head), version=plan.version, title="Renewal")
    browser = page(org.head)
    door = f"/tasks/plans/new/?template={template.pk}"
    assert "Housing: person" in browser.get(door).content.decode()
    sent = {
        "title": "Again",
        "department": org.housing.pk,
        "starts_on": (a_monday() + timedelta(days=28)).isoformat(),
        "visibility": "departments",
        "department_0": org.housing.pk,
        "person_0": "",
    }
    assert browser.post(door, sent).status_code == 302
    assert Plan.objects.get(title="Again").items.count() == 2


@pytest.fixture
def send(org, client):
    """`send("plans/", body, version)`: head posts JSON."""
    client.force_login(org.head, backend="collab.org.backends.AccountBackend")

    def post(path, body, version=None):
        headers = {"If-Match": f'"v{version}"'} if version else {}
        return client.post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)

    return post


def test_the_api_plans_shifts_and_confirms(org, make_plan, client, send):
    monday = a_monday().isoformat()
    made = send(
        "plans/", {"title": "By API", "department": org.housing.pk, "starts_on": monday, "ends_on": monday}
    )
    assert made.status_code == 201, made.content
    plan, tasks = make_plan("draft", "draft")
    shown = client.get(f"/api/v1/plans/{plan.pk}/").json()
    assert [line["position"] for line in shown["tasks"]] == [1, 2]
    assert shown["tasks"][1]["critical"] is True
    asked = {"task": tasks[0].pk, "days": 5}
    preview = send(f"plans/{plan.pk}/shift-preview/", asked).json()
    assert len(preview["moves"]) == 2
    done = send(
        f"plans/{plan.pk}/shift/", asked | {"reason": "Rain", "stamp": preview["stamp"]}, plan.version
    )
    assert [move["how"] for move in done.json()["moves"]] == ["move", "move"]
    plan.refresh_from_db()
    assert send(f"plans/{plan.pk}/confirm/", {}, plan.version).status_code == 200
    assert client.get(f"/api/v1/plans/{plan.pk}/feasibility/").json()["overloads"] == []
    assert client.get(f"/api/v1/plans/{plan.pk}/slip/").json()["baseline"] == 1
    listed = client.get("/api/v1/plans/").json()["results"]
    assert {row["title"] for row in listed} == {"By API", "Old town 老城更新"}


def test_the_api_saves_a_template_and_begins_from_it(org, make_plan, client, send):
    plan, _tasks = make_plan("draft", "draft")
    saved = send(f"plans/{plan.pk}/save-template/", {"title": "Kept"}, plan.version)
    assert saved.status_code == 200, saved.content
    template = PlanTemplate.objects.get()
    assert client.get(f"/api/v1/plan-templates/{template.pk}/").json()["roles"] == ["Housing"]
    body = {
        "template": template.pk,
        "title": "From it",
        "department": org.housing.pk,
        "starts_on": a_monday().isoformat(),
        "roles": {"Housing": {"department": org.housing.pk, "person": None}},
    }
    assert send("plans/from-template/", body).status_code == 201
    assert send("plans/from-template/", body | {"roles": {}}).status_code == 400
    assert send("plans/from-template/", body | {"roles": {"Housing": {"department": "x"}}}).status_code == 400


def test_every_doing_of_a_plan_stands_in_the_console(org, make_plan, page):
    plan, _tasks = make_plan("draft")
    shown = page(org.coordinator).get(f"/admin/tasks/plan/{plan.pk}/change/")
    assert shown.status_code == 200
    assert str(doing_named(Kind.PLAN, "confirm").label) in shown.content.decode()


def test_the_timeline_of_the_filtered_list(org, make_plan, make_task, page):
    _plan, (_first, _second) = make_plan("draft", "draft")
    loose = make_task(title="Loose end", is_milestone=True)
    browser = page(org.staff)
    shown = browser.get("/tasks/timeline/?zoom=week").content.decode()
    assert "Loose end" in shown
    assert "gantt-arrow" in shown
    assert "polygon" in shown
    assert browser.get("/tasks/timeline/?nonsense=1").status_code == 400
    assert "Loose end" not in browser.get("/tasks/timeline/?q=Step").content.decode()
    part = page(org.staff, htmx=True).get("/tasks/timeline/").content.decode()
    assert "<html" not in part
    assert loose.number in part


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1989-12-31", "2026-02-30", "soon", "", None])
def test_a_period_out_of_reach_is_refused_by_name(day, org, send):
    body = {"title": "Far", "department": org.housing.pk, "starts_on": day, "ends_on": day}
    answer = send("plans/", body)
    assert answer.status_code == 400
    assert "starts_on" in answer.content.decode()


def test_dates_decades_apart_break_no_drawing(org, make_plan, page, by):
    plan, (task, _other) = make_plan("draft", "draft")
    far = {"start_at": task.start_at.replace(year=1971), "due_at": task.due_at.replace(year=2044)}
    edit_draft(task=task, actor=by(org.head), version=task.version, **far)
    for path in (f"/tasks/plans/{plan.pk}/", "/tasks/timeline/?zoom=quarter", f"/api/v1/plans/{plan.pk}/"):
        assert page(org.head).get(path).status_code == 200
