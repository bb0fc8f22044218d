"""Co-departments' parts: each with its own instant, receipt and submission; the whole waits for them."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid, StaleVersion, TransitionRefused
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock, Deadline, Firing, State
from collab.matters.actions import add_party, remove_party
from collab.matters.models import Light, PartyRole
from tasks import actions
from tasks.actions.importing import TaskRow, import_tasks
from tasks.actions.parts import PartBrief
from tasks.models import CoPart, Task
from tests.conftest import person

from .sharing import handed_in

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def test_each_part_has_its_own_receipt_and_due_clock(shared, org):
    task, part = shared(signed=False)
    clocks = Deadline.objects.filter(matter=task, party=part.party)
    assert {(row.clock, row.state) for row in clocks} == {("receipt", "running"), ("due", "running")}
    assert clocks.get(clock=Clock.DUE).due_at == part.party.due_at
    assert Deadline.objects.get(matter=task, clock=Clock.DUE, party=None).due_at == task.due_at


def test_a_part_that_runs_late_tells_its_own_department_and_reddens_the_whole(shared, org, desk):
    head = person("curator", (org.culture, "head"))
    with clock.told(MONDAY):
        task, part = shared(due_at=MONDAY + timedelta(days=60), part_due=MONDAY + timedelta(days=7))
    deadlines.sweep(now=MONDAY + timedelta(days=9))
    fired = Firing.objects.filter(deadline__party=part.party, deadline__clock=Clock.DUE)
    told = {row.rung.offset: row.people for row in fired.select_related("rung") if row.rung.offset >= 0}
    assert told == {0: [desk.pk], 1: [head.pk]}
    assert Task.objects.get(pk=task.pk).light == Light.RED


def test_the_whole_cannot_be_submitted_while_a_part_is_open_and_the_refusal_names_it(shared, by, org, desk):
    task, part = shared()
    with pytest.raises(Conflict) as refusal:
        actions.submit_task(task=task, actor=by(org.staff), version=task.version, result="Done")
    assert refusal.value.code == "open_parts"
    assert "Culture" in str(refusal.value)
    part = handed_in(part, by, desk)
    with pytest.raises(Conflict):
        actions.submit_task(task=task, actor=by(org.staff), version=part.task.version, result="Done")
    part = actions.accept_part(part=part, actor=by(org.staff), version=part.version)
    task = actions.submit_task(task=task, actor=by(org.staff), version=part.task.version, result="Done")
    assert task.status == "submitted"


def test_submitting_with_a_reason_waives_what_is_open_and_says_so(shared, by, org):
    task, part = shared()
    actions.submit_task(
        task=task, actor=by(org.staff), version=task.version, result="Done", waiver="Not needed any more"
    )
    part.refresh_from_db()
    assert (part.status, part.reason) == ("waived", "Not needed any more")
    assert task.activities.filter(event="task.part_waived").exists()
    assert task.activities.get(event="task.submitted").facts["waived"] == ["Culture"]


def test_a_waived_part_no_longer_holds_up_submission(shared, by, org):
    task, part = shared()
    with pytest.raises(Forbidden):
        actions.waive_part(part=part, actor=by(org.staff), version=part.version, reason="Busy")
    with pytest.raises(Invalid) as refusal:
        actions.waive_part(part=part, actor=by(org.planner), version=part.version, reason=" ")
    assert refusal.value.errors[0].field == "reason"
    part = actions.waive_part(part=part, actor=by(org.planner), version=part.version, reason="Settled")
    assert not Deadline.objects.running().filter(party=part.party).exists()
    assert actions.submit_task(
        task=task, actor=by(org.staff), version=part.task.version, result="Done"
    ).status == ("submitted")


def test_a_part_is_submitted_by_its_department_and_only_after_signing(shared, by, org, desk):
    _task, part = shared(signed=False)
    for who in (org.staff, org.planner, org.outsider):
        with pytest.raises(Forbidden):
            actions.submit_part(part=part, actor=by(who), version=part.version, result="Done")
    with pytest.raises(Conflict) as refusal:
        actions.submit_part(part=part, actor=by(desk), version=part.version, result="Done")
    assert refusal.value.code == "unsigned"


def test_a_member_named_in_the_task_may_submit_the_part(shared, by, org):
    task, part = shared()
    add_party(matter=task, actor=by(org.planner), version=task.version, role="consulted", person=org.outsider)
    part = actions.submit_part(part=part, actor=by(org.outsider), version=part.version, result="Done")
    assert (part.status, part.submitted_by) == ("submitted", org.outsider)


def test_a_part_sent_back_is_owed_again_and_counts_as_rework(shared, by, org, desk):
    _task, part = shared()
    part = handed_in(part, by, desk)
    assert Deadline.objects.get(party=part.party, clock=Clock.DUE).state == State.MET
    part = actions.send_back_part(part=part, actor=by(org.staff), version=part.version, reason="Page 3")
    assert (part.status, part.rework_count, part.reason) == ("sent_back", 1, "Page 3")
    assert Deadline.objects.get(party=part.party, clock=Clock.DUE).state == State.RUNNING
    with pytest.raises(TransitionRefused):
        actions.accept_part(part=part, actor=by(org.staff), version=part.version)


def test_a_part_submitted_late_stays_marked_as_late(shared, by, org, desk):
    _task, part = shared(part_due=clock.now() + timedelta(days=1))
    with clock.told(clock.now() + timedelta(days=3)):
        part = handed_in(part, by, desk)
        part = actions.accept_part(part=part, actor=by(org.staff), version=part.version)
    assert part.done_late


def test_nobody_accepts_a_part_they_handed_in_themselves(org, make_task, by):
    task = make_task("accepted", parts=[PartBrief(org.office)])
    task = actions.sign_for_task(task=task, actor=by(org.leader), version=task.version)
    part = handed_in(CoPart.objects.get(task=task), by, org.leader)
    with pytest.raises(Forbidden):
        actions.accept_part(part=part, actor=by(org.leader), version=part.version)


def test_suspension_stops_the_clocks_of_parts_and_moves_them(shared, by, org):
    task, part = shared()
    before = part.party.due_at
    task = actions.suspend_task(task=task, actor=by(org.planner), version=task.version, reason="Budget")
    assert not Deadline.objects.running().filter(matter=task).exists()
    with pytest.raises(TransitionRefused):
        actions.waive_part(part=part, actor=by(org.planner), version=part.version, reason="x")
    with clock.told(clock.now() + timedelta(days=7)):
        actions.resume_task(task=task, actor=by(org.planner), version=task.version)
    part = CoPart.objects.select_related("party").get(pk=part.pk)
    row = Deadline.objects.get(party=part.party, clock=Clock.DUE)
    assert part.party.due_at == row.due_at > before
    assert (row.original_due_at, row.state) == (before, State.RUNNING)


def test_sending_the_whole_back_leaves_accepted_parts_alone_until_they_are_sent_back_too(
    shared, by, org, desk
):
    task, part = shared()
    part = handed_in(part, by, desk)
    part = actions.accept_part(part=part, actor=by(org.staff), version=part.version)
    task = actions.submit_task(task=task, actor=by(org.staff), version=part.task.version, result="Done")
    task = actions.send_back_task(task=task, actor=by(org.planner), version=task.version, reason="Maps")
    part.refresh_from_db()
    assert (task.rework_count, part.status) == (1, "accepted")
    part = actions.send_back_part(part=part, actor=by(org.staff), version=part.version, reason="Maps")
    assert part.is_open


def test_a_co_department_added_later_has_to_sign_by_its_own_clock(make_task, by, org, desk):
    task = make_task("in_progress")
    due = clock.now() + timedelta(days=9)
    part = actions.add_part(
        task=task, actor=by(org.staff), version=task.version, department=org.culture, part="Maps", due_at=due
    )
    receipt = Deadline.objects.get(party=part.party, clock=Clock.RECEIPT)
    assert receipt.state == State.RUNNING
    actions.sign_for_task(task=task, actor=by(desk), version=part.task.version)
    receipt.refresh_from_db()
    assert receipt.state == State.MET
    assert Task.objects.get(pk=task.pk).status == "in_progress"
    told = task.activities.get(event="task.part_given").facts
    assert told["people"] == [desk.pk]


def test_what_cannot_be_given_as_a_part_is_refused_by_field(make_task, by, org):
    task = make_task("accepted", co_departments=[org.office])
    late = task.due_at + timedelta(days=1)
    wrong = {
        "twice": {"department": org.office},
        "lead": {"department": org.housing},
        "after_due": {"department": org.culture, "due_at": late},
        "in_the_past": {"department": org.culture, "due_at": clock.now() - timedelta(days=1)},
    }
    fields = {}
    for code, given in wrong.items():
        with pytest.raises(Invalid) as refusal:
            actions.add_part(task=task, actor=by(org.planner), version=task.version, **given)
        fields[refusal.value.errors[0].code] = refusal.value.errors[0].field
        assert refusal.value.errors[0].code == code
    assert fields == {
        "twice": "department",
        "lead": "department",
        "after_due": "due_at",
        "in_the_past": "due_at",
    }
    assert CoPart.objects.filter(task=task).count() == 1


def test_changing_a_part_moves_its_clock_and_keeps_the_original(shared, by, org):
    _task, part = shared()
    first, due = part.party.due_at, clock.now() + timedelta(days=25)
    part = actions.edit_part(
        part=part, actor=by(org.staff), version=part.version, text="Maps and plans", due_at=due
    )
    row = Deadline.objects.get(party=part.party, clock=Clock.DUE)
    assert (row.due_at, row.original_due_at, row.version) == (due, first, 2)
    part = actions.edit_part(part=part, actor=by(org.planner), version=part.version, text="Maps")
    assert Deadline.objects.get(pk=row.pk).state == State.CANCELLED
    with pytest.raises(StaleVersion):
        actions.edit_part(part=part, actor=by(org.staff), version=1, text="Old")


def test_in_a_draft_a_part_is_taken_out_and_afterwards_it_is_waived(shared, by, org):
    task, part = shared("draft")
    actions.remove_part(part=part, actor=by(org.planner), version=part.version)
    assert not task.parties.filter(role=PartyRole.CO).exists()
    _task, issued = shared()
    with pytest.raises(TransitionRefused):
        actions.remove_part(part=issued, actor=by(org.planner), version=issued.version)


def test_a_draft_does_not_fall_due_before_its_parts(shared, by, org):
    task, part = shared("draft")
    with pytest.raises(Invalid) as refusal:
        actions.edit_draft(
            task=task,
            actor=by(org.planner),
            version=task.version,
            due_at=part.party.due_at - timedelta(days=1),
        )
    assert refusal.value.errors[0].code == "after_due"


def test_a_light_task_has_no_co_departments(make_task, org):
    with pytest.raises(Invalid) as refusal:
        make_task(actor=org.staff, is_light=True, co_departments=[org.culture])
    assert refusal.value.errors[0].field == "co_departments"


def test_co_departments_come_and_go_by_their_own_steps_only(shared, by, org):
    task, part = shared()
    with pytest.raises(Invalid):
        add_party(matter=task, actor=by(org.planner), version=task.version, role="co", department=org.office)
    with pytest.raises(Conflict):
        remove_party(matter=task, actor=by(org.planner), version=task.version, party=part.party)


def test_a_department_with_an_open_part_does_not_become_the_lead(shared, by, org):
    task, _part = shared()
    with pytest.raises(Invalid) as refusal:
        actions.reassign_task(
            task=task, actor=by(org.planner), version=task.version, department=org.culture, reason="Theirs"
        )
    assert refusal.value.errors[0].field == "department"


def test_reassigning_keeps_the_co_departments_receipt_and_clock(shared, by, org):
    task, part = shared(signed=False)
    before = Deadline.objects.get(party=part.party, clock=Clock.RECEIPT)
    actions.reassign_task(
        task=task, actor=by(org.planner), version=task.version, responsible=org.colleague, reason="Leave"
    )
    rows = Deadline.objects.filter(party=part.party, clock=Clock.RECEIPT)
    assert [(row.pk, row.state, row.due_at) for row in rows] == [(before.pk, "running", before.due_at)]


def post(browser, address: str, body: dict, version: int | None = None):
    headers = {"If-Match": f'"v{version}"'} if version else {}
    return browser.post(address, json.dumps(body), content_type="application/json", headers=headers)


def test_parts_are_given_listed_and_moved_through_the_api(page, org, by, desk):
    due = (clock.now() + timedelta(days=20)).isoformat()
    body = {
        "title": "Move the market",
        "department": org.housing.pk,
        "issue": True,
        "due_at": (clock.now() + timedelta(days=30)).isoformat(),
        "parts": [{"department": org.culture.pk, "part": "Maps", "due_at": due}],
        "co_departments": [org.office.pk],
    }
    made = post(page(org.planner), "/api/v1/tasks/", body)
    assert made.status_code == 201, made.content
    task = made.json()
    assert [row["department"]["name"] for row in task["parts"]] == ["Culture", "Coordination office"]
    found = page(desk).get(f"/api/v1/task-parts/?task={task['id']}&department={org.culture.pk}&status=open")
    (row,) = found.json()["results"]
    signed = post(page(desk), f"/api/v1/tasks/{task['id']}/sign-for/", {}, task["version"])
    assert signed.status_code == 200, signed.content
    door = f"/api/v1/task-parts/{row['id']}/submit/"
    answer = post(page(desk), door, {"result": "Here"}, row["version"])
    assert (answer.status_code, answer.json()["status"]) == (200, "submitted")
    assert post(page(desk), door, {"result": "Again"}, row["version"]).status_code == 412


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"parts": [{"department": 987654}]}, "parts[0].department"),
        ({"parts": [{"part": "Maps"}]}, "parts[0].department"),
        ({"parts": [{"department": "culture", "colour": "red"}]}, "parts[0].colour"),
        ({"parts": {"department": 1}}, "parts"),
        ({"co_departments": ["culture", "culture"]}, "co_departments"),
        ({"co_departments": ["culture"], "parts": [{"department": "culture"}]}, "co_departments"),
        ({"co_departments": ["housing"]}, "co_departments"),
    ],
)
def test_wrong_parts_are_refused_by_name_and_nothing_is_made(page, org, given, field):
    def ids(value):
        if isinstance(value, list):
            return [ids(one) for one in value]
        if isinstance(value, dict):
            return {key: ids(one) for key, one in value.items()}
        return getattr(org, value).pk if value in ("culture", "housing") else value

    body = {"title": "Move", "department": org.housing.pk} | ids(given)
    answer = post(page(org.planner), "/api/v1/tasks/", body)
    assert answer.status_code in (400, 422), answer.content
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert not Task.objects.exists()


def test_the_page_shows_each_part_with_the_buttons_of_the_reader(page, shared, org, desk):
    task, part = shared()
    address = reverse("tasks:part", args=[part.pk, "submit"])
    waive = reverse("tasks:part", args=[part.pk, "waive"])
    culture = page(desk).get(reverse("tasks:detail", args=[task.pk])).content.decode()
    planning = page(org.planner).get(reverse("tasks:detail", args=[task.pk])).content.decode()
    assert "Hand over the maps" in culture
    assert address in culture
    assert waive not in culture
    assert waive in planning
    answer = page(desk, htmx=True).post(address, {"version": part.version, "result": "Here they are"})
    assert answer.status_code == 204, answer.content
    assert page(org.colleague, htmx=True).get(waive).status_code == 403
    assert page(desk, htmx=True).get(address).status_code == 409


def test_a_stale_part_dialog_shows_both_texts(page, shared, by, org):
    _task, part = shared()
    address, typed = reverse("tasks:part", args=[part.pk, "edit"]), {"version": part.version, "text": "Mine"}
    actions.edit_part(part=part, actor=by(org.planner), version=part.version, text="Theirs")
    answer = page(org.staff, htmx=True).post(address, typed)
    shown = answer.content.decode()
    assert answer.status_code == 412
    assert "Mine" in shown
    assert "Theirs" in shown


def test_signed_parts_stand_on_the_workbench_of_whoever_delivers_and_accepts_them(
    page, shared, by, org, desk
):
    task, part = shared()
    assert [row["id"] for row in stack(page(desk), "do")] == [task.pk]
    handed_in(part, by, desk)
    assert stack(page(desk), "do") == []
    assert task.pk in [row["id"] for row in stack(page(org.staff), "decide") + stack(page(org.staff), "do")]


def stack(browser, code: str) -> list[dict]:
    stacks = {one["code"]: one["rows"] for one in browser.get("/").context["stacks"]}
    return stacks[code]


def test_imported_co_departments_have_parts_that_are_over_where_the_work_is(by, org):
    rows = [
        TaskRow(f"K-{state}", line, "Imported", org.housing.pk, state=state, co_ids=[org.culture.pk])
        for line, state in enumerate(("in_progress", "closed"), start=2)
    ]
    import_tasks(rows, actor=by(org.coordinator), file="list.csv")
    found = CoPart.objects.values_list("task__status", "status", "party__department")
    assert set(found) == {("in_progress", "open", org.culture.pk), ("closed", "accepted", org.culture.pk)}
