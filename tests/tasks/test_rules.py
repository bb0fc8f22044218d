"""Who may do what with a task, and what each step does."""

import json
from datetime import timedelta

import pytest

from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid, StaleVersion, TransitionRefused
from collab.deadlines.models import Clock, Deadline, State
from collab.org.models import Absence, Scope
from tasks import actions
from tasks.models import Task

pytestmark = pytest.mark.django_db


def test_the_person_named_signs_and_the_receipt_stops(make_task, by, org):
    task = make_task("issued")
    actions.sign_for_task(task=task, actor=by(org.staff), version=task.version)
    task.refresh_from_db()
    assert task.status == "accepted"
    assert task.deadlines.get(clock=Clock.RECEIPT).state == State.MET
    assert task.deadlines.get(clock=Clock.DUE).state == State.RUNNING


@pytest.mark.parametrize("who", ["liaison", "head", "leader"])
def test_officers_of_the_line_sign_for_their_department(make_task, by, org, who):
    task = make_task("issued")
    actions.sign_for_task(task=task, actor=by(getattr(org, who)), version=task.version)
    assert Task.objects.get(pk=task.pk).status == "accepted"


@pytest.mark.parametrize("who", ["colleague", "planner", "outsider", "coordinator"])
def test_nobody_else_signs(make_task, by, org, who):
    task = make_task("issued")
    with pytest.raises(Forbidden):
        actions.sign_for_task(task=task, actor=by(getattr(org, who)), version=task.version)


def test_a_delegate_signs_in_the_absent_persons_name(make_task, by, org):
    now = clock.now()
    Absence.objects.create(
        person=org.staff,
        delegate=org.colleague,
        scope=Scope.ALL,
        starts_at=now,
        ends_at=now + timedelta(days=5),
    )
    task = make_task("issued")
    actions.sign_for_task(task=task, actor=by(org.colleague), version=task.version)
    entry = task.activities.filter(event="task.signed_for").get()
    assert (entry.actor, entry.on_behalf_of) == (org.colleague, org.staff)


def test_a_delegate_for_approvals_alone_does_not_sign(make_task, by, org):
    now = clock.now()
    Absence.objects.create(
        person=org.staff,
        delegate=org.colleague,
        scope=Scope.APPROVAL,
        starts_at=now,
        ends_at=now + timedelta(days=5),
    )
    task = make_task("issued")
    with pytest.raises(Forbidden):
        actions.sign_for_task(task=task, actor=by(org.colleague), version=task.version)


def test_each_co_department_signs_for_its_own_part(make_task, by, org):
    task = make_task("issued", co_departments=[org.office])
    actions.sign_for_task(task=task, actor=by(org.staff), version=task.version)
    task.refresh_from_db()
    assert task.status == "accepted"
    assert task.deadlines.filter(clock=Clock.RECEIPT, state=State.RUNNING).count() == 1


def test_a_stale_version_changes_nothing(make_task, by, org):
    task = make_task("accepted")
    with pytest.raises(StaleVersion):
        actions.start_task(task=task, actor=by(org.staff), version=task.version - 1)
    assert Task.objects.get(pk=task.pk).status == "accepted"


def test_a_wrong_step_names_the_state_and_what_is_allowed(make_task, by, org):
    task = make_task("issued")
    with pytest.raises(TransitionRefused) as refusal:
        actions.start_task(task=task, actor=by(org.staff), version=task.version)
    assert refusal.value.facts["state"] == "issued"
    assert "sign_for" in refusal.value.facts["allowed"]


def test_nobody_verifies_their_own_work(make_task, by, org):
    task = make_task("issued", actor=org.head, responsible=org.head)
    task = actions.sign_for_task(task=task, actor=by(org.head), version=task.version)
    task = actions.submit_task(task=task, actor=by(org.head), version=task.version, result="Done.")
    with pytest.raises(Forbidden):
        actions.verify_task(task=task, actor=by(org.head), version=task.version)


def test_sending_back_needs_a_reason_and_counts_as_rework(make_task, by, org):
    task = make_task("submitted")
    with pytest.raises(Invalid):
        actions.send_back_task(task=task, actor=by(org.planner), version=task.version, reason=" ")
    task = actions.send_back_task(
        task=task, actor=by(org.planner), version=task.version, reason="Photos missing"
    )
    assert (task.status, task.rework_count) == ("sent_back", 1)
    assert task.deadlines.get(clock=Clock.DUE).state == State.RUNNING


def test_lateness_is_measured_at_submission_and_stays(make_task, by, org):
    task = make_task("accepted", due_at=clock.now() + timedelta(hours=1))
    with clock.told(clock.now() + timedelta(days=3)):
        task = actions.submit_task(
            task=task, actor=by(org.staff), version=task.version, result="Late, but done."
        )
        task = actions.verify_task(task=task, actor=by(org.planner), version=task.version)
        task = actions.complete_task(task=task, actor=by(org.planner), version=task.version)
    assert task.done_late
    assert not task.is_open


def test_work_handed_in_on_time_is_not_late_because_verification_took_long(make_task, by, org):
    task = make_task("submitted", due_at=clock.now() + timedelta(hours=1))
    with clock.told(clock.now() + timedelta(days=9)):
        task = actions.verify_task(task=task, actor=by(org.planner), version=task.version)
        task = actions.complete_task(task=task, actor=by(org.planner), version=task.version)
    assert not task.done_late


def test_open_parts_stand_in_the_way_of_submitting_unless_waived(make_task, by, org):
    whole = make_task("in_progress")
    make_task("issued", parent=whole)
    with pytest.raises(Conflict) as refusal:
        actions.submit_task(task=whole, actor=by(org.staff), version=whole.version, result="Done")
    assert refusal.value.code == "open_parts"
    actions.submit_task(
        task=whole, actor=by(org.staff), version=whole.version, result="Done", waiver="Dropped"
    )


def test_a_light_task_skips_receipt_and_verification(make_task, by, org):
    task = make_task("issued", actor=org.staff, is_light=True)
    assert task.status == "accepted"
    assert not task.deadlines.filter(clock=Clock.RECEIPT).exists()
    task = actions.finish_task(task=task, actor=by(org.staff), version=task.version)
    assert task.status == "completed"
    assert not Deadline.objects.running().filter(matter=task).exists()


def test_members_hand_out_inside_their_department_only(by, org):
    with pytest.raises(Forbidden):
        actions.create_task(actor=by(org.staff), title="For others", department=org.planning)
    assert actions.create_task(actor=by(org.staff), title="For us", department=org.housing).pk


def test_a_return_is_asked_for_within_the_time_to_sign(make_task, by, org):
    task = make_task("issued")
    why = {"reason": "Not ours", "evidence": "See the list of duties"}
    with clock.told(clock.now() + timedelta(days=20)), pytest.raises(Conflict):
        actions.request_return(task=task, actor=by(org.staff), version=task.version, **why)
    task = actions.request_return(task=task, actor=by(org.staff), version=task.version, **why)
    task = actions.refuse_return(task=task, actor=by(org.planner), version=task.version, reason="It is")
    assert (task.status, task.return_count) == ("issued", 1)


def test_reassigning_asks_for_a_new_receipt_and_keeps_the_due_date(make_task, by, org):
    task = make_task("in_progress")
    due = task.due_at
    task = actions.reassign_task(
        task=task, actor=by(org.planner), version=task.version, reason="Leave", responsible=org.colleague
    )
    assert (task.status, task.due_at, task.owner) == ("issued", due, org.colleague)
    running = task.deadlines.filter(clock=Clock.RECEIPT, state=State.RUNNING)
    assert [row.party.person for row in running] == [org.colleague]


def test_only_a_supervisor_moves_a_task_to_another_department(make_task, by, org):
    task = make_task("issued")
    with pytest.raises(Forbidden):
        actions.reassign_task(
            task=task, actor=by(org.head), version=task.version, reason="Theirs", department=org.planning
        )


def test_urging_is_possible_once_per_working_day(make_task, by, org):
    task = make_task("accepted")
    task = actions.urge_task(task=task, actor=by(org.planner), version=task.version)
    with pytest.raises(Conflict) as refusal:
        actions.urge_task(task=task, actor=by(org.planner), version=task.version)
    assert refusal.value.code == "urged_already"
    with clock.told(clock.now() + timedelta(days=8)):
        actions.urge_task(task=task, actor=by(org.planner), version=task.version)


def test_suspending_stops_the_clocks_and_resuming_moves_them(make_task, by, org):
    task = make_task("in_progress")
    before = task.due_at
    task = actions.suspend_task(task=task, actor=by(org.planner), version=task.version, reason="Budget")
    assert not Deadline.objects.running().filter(matter=task).exists()
    with clock.told(clock.now() + timedelta(days=7)):
        task = actions.resume_task(task=task, actor=by(org.planner), version=task.version)
    assert task.status == "in_progress"
    assert task.due_at > before
    assert task.original_due_at == before


def test_withdrawing_stops_everything(make_task, by, org):
    task = make_task("in_progress")
    task = actions.withdraw_task(task=task, actor=by(org.planner), version=task.version, reason="Obsolete")
    assert not task.is_open
    assert set(task.deadlines.values_list("state", flat=True)) == {State.MET, State.CANCELLED}


@pytest.mark.parametrize("title", ["x" * 10_000, "a\x00b", "", "   "])
def test_a_title_that_cannot_be_kept_is_refused_by_field(by, org, title):
    with pytest.raises(Invalid) as refusal:
        actions.create_task(actor=by(org.staff), title=title, department=org.housing)
    assert refusal.value.errors[0].field == "title"


def test_right_to_left_and_emoji_titles_are_kept(by, org):
    task = actions.create_task(actor=by(org.staff), title="‮abc 🏮 שלום", department=org.housing)
    assert Task.objects.get(pk=task.pk).title == "‮abc 🏮 שלום"


def test_a_due_date_in_the_past_is_refused(by, org):
    with pytest.raises(Invalid) as refusal:
        actions.create_task(
            actor=by(org.staff), title="Late", department=org.housing, due_at=clock.now() - timedelta(days=1)
        )
    assert refusal.value.errors[0].field == "due_at"


@pytest.mark.parametrize("field", ["report_every_days", "is_milestone", "priority", "due_at", "source"])
def test_null_leaves_what_a_field_is_without_it(client, make_task, org, field):
    client.force_login(org.planner, backend="collab.org.backends.AccountBackend")
    sent = {"title": "Null", "department": org.housing.pk, field: None}
    made = client.post("/api/v1/tasks/", json.dumps(sent), content_type="application/json")
    assert made.status_code == 201
    door = f"/api/v1/tasks/{made.json()['id']}/"
    headers = {"If-Match": made.headers["ETag"]}
    changed = client.patch(door, json.dumps({field: None}), content_type="application/json", headers=headers)
    assert changed.status_code == 200
