"""Corrective actions: five steps with owners and dates, an impartial check, rounds; each rule as a sentence."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collab.activity.sentences import sentence_of
from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid, Refusal
from collab.deadlines.actions import sweep
from collab.deadlines.models import Deadline
from collab.matters.models import Link, Matter
from collab.org.models import Absence
from feedback import actions
from feedback.corrective.states import LINE
from feedback.models import CorrectiveAction, CorrectiveStep, Retrospective
from tests.access.doors import BACKEND
from tests.feedback.corrective.conftest import ROOT

pytestmark = pytest.mark.django_db


def running(row) -> list:
    return list(Deadline.objects.filter(matter=row, state="running").values_list("due_at", flat=True))


def after(row, days: int = 1):
    """Time stands some days after the effect can be checked."""
    return clock.told(row.check_from + timedelta(days=days))


def test_it_begins_with_containment_owed_within_two_working_days(opened, org):
    assert (opened.number[:2], opened.status, opened.owner) == ("Q-", "containment", org.staff)
    assert running(opened) == [opened.due_at]
    assert opened.due_at < clock.now() + timedelta(days=6)


def test_only_coordinators_open_one_by_hand(org, by):
    with pytest.raises(Forbidden):
        actions.open_corrective(actor=by(org.head), title="X", department=org.housing)


def test_without_an_owner_the_department_s_desk_contains_it(org, by):
    made = actions.open_corrective(actor=by(org.coordinator), title="X", department=org.housing)
    assert made.owner == org.liaison
    with pytest.raises(Invalid) as refused:
        actions.open_corrective(actor=by(org.coordinator), title="X", department=org.culture)
    assert refused.value.errors[0].field == "owner"


def test_each_step_handed_in_begins_the_next_with_a_clock_of_its_own(opened, step, org):
    due = opened.due_at
    row = step("hand_in_step", opened, org.staff, result="Counter closed")
    assert (row.status, row.owner) == ("root_cause", org.staff)
    assert running(row) == [row.due_at]
    assert row.due_at > due


def test_a_step_goes_to_whom_it_was_assigned_by_the_date_set(opened, step, org):
    due = clock.now() + timedelta(days=30)
    step("assign_step", opened, org.head, step="root_cause", owner=org.colleague, due_at=due)
    row = step("hand_in_step", opened, org.staff, result="Counter closed")
    assert (row.owner, row.due_at) == (org.colleague, due)
    with pytest.raises(Forbidden):
        step("hand_in_step", row, org.staff, result="Mine", **ROOT)


def test_the_date_of_the_step_that_runs_moves_by_an_extension_only(opened, step, org):
    due = clock.now() + timedelta(days=30)
    with pytest.raises(Invalid) as refused:
        step("assign_step", opened, org.head, step="containment", owner=org.colleague, due_at=due)
    assert refused.value.errors[0].field == "due_at"
    row = step("assign_step", opened, org.head, step="containment", owner=org.colleague)
    assert (row.owner, row.due_at) == (org.colleague, opened.due_at)


@pytest.mark.parametrize(("wrong", "field"), [({"branch": ""}, "branch"), ({"whys": "Because"}, "whys")])
def test_a_root_cause_lies_on_a_branch_and_was_asked_why_more_than_once(opened, step, org, wrong, field):
    step("hand_in_step", opened, org.staff, result="Counter closed")
    with pytest.raises(Invalid) as refused:
        step("hand_in_step", opened, org.staff, result="The list", **ROOT | wrong)
    assert refused.value.errors[0].field == field


def test_sent_back_the_step_before_is_owed_again_with_the_reason(opened, step, org):
    step("hand_in_step", opened, org.staff, result="Counter closed")
    with pytest.raises(Forbidden):
        step("send_back_step", opened, org.staff, reason="No")
    row = step("send_back_step", opened, org.coordinator, reason="It is still open")
    assert (row.status, row.owner) == ("containment", org.staff)
    kept = CorrectiveStep.objects.get(corrective=row, kind="containment")
    assert (kept.sent_back, kept.done_at, kept.result) == ("It is still open", None, "Counter closed")


def test_whoever_implements_is_not_assigned_the_check_nor_the_other_way_round(opened, step, org):
    with pytest.raises(Invalid):
        step("assign_step", opened, org.head, step="effectiveness", owner=org.staff)
    step("assign_step", opened, org.head, step="effectiveness", owner=org.liaison)
    with pytest.raises(Invalid):
        step("assign_step", opened, org.head, step="preventive", owner=org.liaison)


@pytest.mark.parametrize("door", ["action", "api", "page"])
def test_whoever_implemented_never_checks_not_even_for_an_absent_verifier(at, step, org, client, door):
    row = at("effectiveness")
    now = clock.now()
    Absence.objects.create(
        person=org.liaison,
        delegate=org.staff,
        starts_at=now,
        ends_at=row.check_from + timedelta(days=9),
        scope="all",
    )
    with after(row):
        if door == "action":
            with pytest.raises(Forbidden) as refused:
                step("check_effect", row, org.staff, verdict="effective")
            assert "implemented" in str(refused.value)
            return
        client.force_login(org.staff, backend=BACKEND)
        if door == "api":
            answer = client.post(
                f"/api/v1/corrective-actions/{row.pk}/check-effect/",
                {"verdict": "effective"},
                content_type="application/json",
                headers={"If-Match": f'"v{row.version}"'},
            )
        else:
            address = f"/matters/{row.pk}/do/check-effect/"
            answer = client.post(address, {"verdict": "effective", "version": row.version})
        assert answer.status_code == 403
    assert CorrectiveAction.objects.get(pk=row.pk).status == "effectiveness"


def test_the_effect_is_checked_after_the_time_the_rule_sets(at, step, org, by):
    actions.save_rule(actor=by(org.coordinator), version=1, check_after_days=10)
    row = at("effectiveness")
    assert row.owner == org.liaison
    assert timedelta(days=11) < row.check_from - clock.now() < timedelta(days=24)
    assert running(row) == [row.due_at]
    with pytest.raises(Conflict) as refused:
        step("check_effect", row, org.liaison, verdict="effective")
    assert refused.value.code == "too_early"


def test_effective_it_is_closed_and_a_retrospective_is_opened_where_asked(at, step, org):
    row = at("effectiveness")
    with after(row):
        done = step("check_effect", row, org.liaison, verdict="effective", note="None lost", look_back=True)
    assert (done.status, done.done_late, running(done)) == ("closed", False, [])
    assert Retrospective.objects.get(ended=done.pk).owner == org.staff


def test_not_effective_it_goes_back_to_the_root_cause_and_what_was_done_stays(at, step, org):
    row = at("effectiveness")
    with after(row):
        with pytest.raises(Invalid):
            step("check_effect", row, org.liaison, verdict="not_effective")
        again = step("check_effect", row, org.liaison, verdict="not_effective", note="Two more lost")
        assert (again.status, again.round, again.owner) == ("root_cause", 2, org.staff)
        assert running(again) == [again.due_at]
    kept = CorrectiveStep.objects.filter(corrective=row, round=1).exclude(result="")
    assert [one.kind for one in kept] == list(LINE)
    with pytest.raises(Invalid):
        step("assign_step", row, org.head, step="effectiveness", owner=org.staff)


def test_without_a_verifier_the_check_waits_and_is_nobody_s(opened, step, org):
    row = opened
    for kind in LINE[:-1]:
        more = ROOT if kind == "root_cause" else {}
        row = step("hand_in_step", row, org.staff, result="Done", **more)
    assert (row.status, row.owner) == ("effectiveness", None)
    assert step("assign_step", row, org.head, step="effectiveness", owner=org.liaison).owner == org.liaison


def test_the_check_is_asked_for_once_the_effect_can_show_and_rings_under_its_own_name(at, client, org):
    row = at("effectiveness")
    check = f"/matters/{row.pk}/do/check-effect/"
    client.force_login(org.liaison, backend=BACKEND)
    assert check not in client.get("/").content.decode()
    assert check not in client.get(f"/feedback/corrective/{row.pk}/").content.decode()
    with after(row, days=30):
        assert check in client.get("/").content.decode()
        assert check in client.get(f"/feedback/corrective/{row.pk}/").content.decode()
        sweep()
        told = row.activities.filter(event="deadline.reminded").latest("pk")
        assert "Effectiveness check, due" in sentence_of(told)


def test_a_check_without_a_verifier_asks_the_departments_officers_for_one(opened, step, client, org):
    row = opened
    for kind in LINE[:-1]:
        row = step("hand_in_step", row, org.staff, result="Done", **(ROOT if kind == "root_cause" else {}))
    client.force_login(org.head, backend=BACKEND)
    assert f"/matters/{row.pk}/do/assign/" in client.get("/").content.decode()


def test_more_matters_hang_on_it_each_once(opened, step, org, make_task):
    task = make_task("in_progress")
    step("hang_on", opened, org.coordinator, source=task)
    assert Link.objects.filter(source=task.pk, target=opened.pk, kind="led_to").exists()
    with pytest.raises(Conflict):
        step("hang_on", opened, org.coordinator, source=task)


def test_withdrawn_it_is_owed_no_more(opened, step, org):
    with pytest.raises(Forbidden):
        step("withdraw_corrective", opened, org.head, reason="No")
    assert running(step("withdraw_corrective", opened, org.coordinator, reason="Opened twice")) == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=st.lists(st.sampled_from(["hand_in", "send_back", "check", "assign"]), max_size=9))
def test_wherever_it_goes_one_clock_runs_and_nobody_checks_their_own_work(walk, org, by, step):
    row = actions.open_corrective(
        actor=by(org.coordinator), title="Walk", department=org.housing, owner=org.staff
    )
    for name in walk:
        row = CorrectiveAction.objects.get(pk=row.pk)
        now = (row.check_from or clock.now()) + timedelta(minutes=1)
        try:
            with clock.told(now):
                if name == "hand_in":
                    step("hand_in_step", row, org.staff, result="Done", **ROOT)
                elif name == "send_back":
                    step("send_back_step", row, org.coordinator, reason="Again")
                elif name == "assign":
                    step("assign_step", row, org.head, step="effectiveness", owner=org.liaison)
                else:
                    step("check_effect", row, org.liaison, verdict="not_effective", note="No")
        except Refusal:
            continue
    row = CorrectiveAction.objects.get(pk=row.pk)
    assert len(running(row)) == int(row.is_open)
    checks = CorrectiveStep.objects.filter(corrective=row, kind="effectiveness", done_by__isnull=False)
    assert not checks.filter(done_by=org.staff).exists()
    assert CorrectiveStep.objects.filter(corrective=row, round=row.round, kind=row.status).exists()


def test_through_the_api_it_is_opened_handed_in_and_read(client, org):
    client.force_login(org.coordinator, backend=BACKEND)
    given = {"title": "Lost permits", "department": org.housing.pk, "owner": org.staff.pk}
    made = client.post("/api/v1/corrective-actions/", given, content_type="application/json")
    assert made.status_code == 201, made.content
    path = f"/api/v1/corrective-actions/{made.json()['id']}/"
    for who, status in ((org.outsider, 404), (org.colleague, 403), (org.staff, 200)):
        client.force_login(who, backend=BACKEND)
        headers = {"If-Match": f'"v{Matter.objects.get(pk=made.json()["id"]).version}"'}
        body = {"result": "Counter closed"}
        answer = client.post(path + "hand-in/", body, content_type="application/json", headers=headers)
        assert answer.status_code == status
    whole = client.get(path).json()
    assert (whole["status"], whole["steps"][0]["result"]) == ("root_cause", "Counter closed")


def test_the_page_the_list_the_form_and_the_workbench_show_it(opened, client, org):
    client.force_login(org.staff, backend=BACKEND)
    assert "Permits get lost" in client.get(f"/feedback/corrective/{opened.pk}/").content.decode()
    assert opened.number in client.get("/feedback/corrective/").content.decode()
    assert opened.number not in client.get("/feedback/corrective/?show=closed").content.decode()
    bench = client.get("/").content.decode()
    assert opened.number in bench
    assert f"/matters/{opened.pk}/do/hand-in/" in bench
    client.force_login(org.coordinator, backend=BACKEND)
    address = f"/feedback/corrective/new/?came_from={opened.number}"
    assert opened.number in client.get(address).content.decode()
    made = client.post(address, {"title": "Again", "department": org.housing.pk, "source": opened.number})
    assert made.status_code == 302
    assert opened.number in client.get(made["Location"]).content.decode()
    client.force_login(org.outsider, backend=BACKEND)
    assert client.get(f"/feedback/corrective/{opened.pk}/").status_code == 404
