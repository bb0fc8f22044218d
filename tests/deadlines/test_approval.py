"""More time is decided along a line: head, supervisor, and for much of it the sponsor."""

from datetime import UTC, datetime, timedelta

import pytest

from collab.common import clock
from collab.common.errors import Conflict, Forbidden, TransitionRefused
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Extension, Ladder
from collab.org.models import Absence, Membership, Role, Scope
from tasks import actions
from tasks.models import Task

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
DUE = MONDAY + timedelta(days=14)


@pytest.fixture(autouse=True)
def _monday():
    with clock.told(MONDAY):
        yield


@pytest.fixture
def ask(make_task, by, org):
    """`ask(days)` is a request of `who` for so many days more on a task due in a fortnight."""

    def make(days: int = 3, *, who=None, task: Task | None = None, **fields) -> Extension:
        task = task or make_task("accepted", due_at=DUE, **fields)
        task = Task.objects.get(pk=task.pk)
        return deadlines.request_extension(
            matter=task,
            actor=by(who or org.staff),
            version=task.version,
            due_at=task.due_at + timedelta(days=days),
            reason="Rain",
        )

    return make


def approve(asked: Extension, by, *people) -> Extension:
    for one in people:
        asked = deadlines.approve_extension(extension=asked, actor=by(one), version=asked.version, note="Yes")
    return asked


def line(asked: Extension) -> list[tuple[str, str]]:
    return list(asked.steps.values_list("office", "state"))


def test_a_request_of_staff_goes_to_the_head_and_then_to_the_supervisor(ask, by, org):
    asked = ask()
    assert line(asked) == [("head", "waiting"), ("supervisor", "later")]
    for who in (org.planner, org.coordinator, org.liaison, org.staff):
        with pytest.raises(Forbidden):
            approve(asked, by, who)
    asked = approve(asked, by, org.head)
    assert (asked.state, asked.matter.due_at) == ("pending", DUE)
    asked = approve(asked, by, org.planner)
    assert asked.state == "approved"
    task = Task.objects.get(pk=asked.matter_id)
    assert (task.due_at, task.original_due_at) == (asked.new_due_at, DUE)
    told = list(task.activities.filter(event__startswith="extension.").values_list("event", flat=True))
    assert sorted(told) == ["extension.approved", "extension.passed_on", "extension.requested"]


def test_whoever_decides_next_is_named_in_the_history(ask, by, org):
    asked = ask()
    first = asked.matter.activities.get(event="extension.requested").facts
    assert (first["office"], first["people"]) == ("head", [org.head.pk])
    approve(asked, by, org.head)
    second = asked.matter.activities.get(event="extension.passed_on").facts
    assert (second["office"], second["people"]) == ("supervisor", [org.planner.pk])


def test_far_beyond_the_original_date_the_sponsor_decides_too(ask, by, org):
    asked = ask(15)
    assert line(asked)[-1] == ("leader", "later")
    asked = approve(asked, by, org.head, org.planner)
    assert asked.state == "pending"
    assert approve(asked, by, org.leader).state == "approved"


def test_how_far_is_a_setting_of_the_ladder(ask):
    Ladder.objects.filter(clock="due", is_default=True).update(leader_after_days=1)
    assert line(ask(3))[-1] == ("leader", "later")


def test_the_third_extension_needs_the_sponsor_however_short(ask, by, org, make_task):
    task = make_task("accepted", due_at=DUE)
    for _ in range(2):
        approve(ask(1, task=task), by, org.head, org.planner)
    assert [office for office, _state in line(ask(1, task=task))] == ["head", "supervisor", "leader"]


def test_a_head_who_asks_skips_the_own_step(ask, org):
    assert line(ask(who=org.head)) == [("head", "skipped"), ("supervisor", "waiting")]


def test_a_department_without_a_head_anywhere_goes_on_to_the_supervisor(ask, org):
    Membership.objects.filter(role=Role.HEAD, person=org.head).delete()
    assert line(ask()) == [("head", "skipped"), ("supervisor", "waiting")]


def test_where_every_step_is_the_askers_own_a_coordinator_decides(ask, by, org):
    asked = ask(who=org.head, actor=org.head)
    assert line(asked) == [("head", "skipped"), ("supervisor", "waiting")]
    with pytest.raises(Forbidden):
        approve(asked, by, org.head)
    assert asked.matter.activities.get(event="extension.requested").facts["people"] == [org.coordinator.pk]
    assert approve(asked, by, org.coordinator).state == "approved"


def test_one_approval_counts_for_both_steps_of_a_head_who_supervises(ask, by, org):
    assert approve(ask(actor=org.head), by, org.head).state == "approved"


def test_a_delegate_decides_in_the_absent_heads_name(ask, by, org):
    Absence.objects.create(
        person=org.head,
        delegate=org.liaison,
        scope=Scope.APPROVAL,
        starts_at=MONDAY,
        ends_at=MONDAY + timedelta(days=5),
    )
    asked = approve(ask(), by, org.liaison)
    assert asked.matter.activities.get(event="extension.requested").facts["people"] == [org.liaison.pk]
    entry = asked.matter.activities.get(event="extension.passed_on")
    assert (entry.actor, entry.on_behalf_of) == (org.liaison, org.head)


def test_a_refusal_at_any_step_ends_it_and_nobody_further_is_asked(ask, by, org):
    asked = ask(15)
    asked = deadlines.reject_extension(
        extension=asked, actor=by(org.head), version=asked.version, reason="Use the night shift"
    )
    assert asked.state == "rejected"
    assert line(asked) == [("head", "refused"), ("supervisor", "moot"), ("leader", "moot")]
    assert Task.objects.get(pk=asked.matter_id).due_at == DUE


def test_an_approval_after_the_work_was_handed_in_moves_the_resting_clock_too(ask, by, org):
    asked = approve(ask(), by, org.head)
    task = Task.objects.get(pk=asked.matter_id)
    actions.submit_task(task=task, actor=by(org.staff), version=task.version, result="Done")
    approve(asked, by, org.planner)
    task.refresh_from_db()
    assert task.deadlines.get(clock="due").due_at == task.due_at == asked.new_due_at


def test_a_request_ends_with_the_work(ask, by, org):
    asked = ask()
    task = Task.objects.get(pk=asked.matter_id)
    actions.withdraw_task(task=task, actor=by(org.planner), version=task.version, reason="Settled")
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    with pytest.raises(TransitionRefused):
        approve(asked, by, org.head)


def test_a_date_that_a_suspension_has_overtaken_is_not_moved_back(ask, by, org):
    asked = ask(1)
    task = Task.objects.get(pk=asked.matter_id)
    task = actions.suspend_task(task=task, actor=by(org.planner), version=task.version, reason="Budget")
    with clock.told(MONDAY + timedelta(days=10)):
        actions.resume_task(task=task, actor=by(org.planner), version=task.version)
        with pytest.raises(Conflict) as refusal:
            approve(asked, by, org.head)
    assert refusal.value.code == "overtaken"


def test_the_api_says_who_decides_now(ask, client, org):
    asked = ask()
    client.force_login(org.head, backend="collab.org.backends.AccountBackend")
    listed = client.get("/api/v1/extensions/?waits_for=head").json()["results"]
    assert [(row["id"], row["waits_for"]) for row in listed] == [(asked.pk, "head")]
    one = client.get(f"/api/v1/extensions/{asked.pk}/").json()
    assert [(step["office"], step["state"]) for step in one["steps"]] == [
        ("head", "waiting"),
        ("supervisor", "later"),
    ]
