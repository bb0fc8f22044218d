"""Every rung fires once, at its instant, to whom the line is then; the oracle here knows nothing of our code."""

from datetime import UTC, datetime, timedelta

import pytest

from collab.activity.models import Activity
from collab.common import clock
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock, Deadline, Firing, State
from collab.matters.models import Light
from collab.org.models import Absence
from tasks import actions
from tasks.models import Task

pytestmark = pytest.mark.django_db

# Monday 2 March 2026, 10:00 in Shanghai; no holiday within the next four weeks.
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def due_in_a_fortnight(make_task, by, org):
    with clock.told(MONDAY):
        task = make_task("accepted", due_at=MONDAY + timedelta(days=14))
    return task


def fired(task) -> list[tuple[int, str, datetime, list[int]]]:
    rows = Firing.objects.filter(deadline__matter_id=task.pk, deadline__clock=Clock.DUE).select_related(
        "rung"
    )
    return [
        (row.rung.offset, row.rung.unit, row.planned_at, row.people) for row in rows.order_by("planned_at")
    ]


def test_the_whole_ladder_fires_at_the_instants_spec_names(due_in_a_fortnight, org):
    due = MONDAY + timedelta(days=14)
    deadlines.sweep(now=due + timedelta(days=30))
    assert fired(due_in_a_fortnight) == [
        (-3, "working_day", due - timedelta(days=5), [org.staff.pk]),
        (-1, "working_day", due - timedelta(days=3), [org.staff.pk]),
        (-120, "working_minute", due - timedelta(days=3, hours=0) + timedelta(hours=7), [org.staff.pk]),
        (0, "working_day", due, [org.staff.pk, org.liaison.pk]),
        (1, "working_day", due + timedelta(days=1), [org.head.pk]),
        (3, "working_day", due + timedelta(days=3), [org.leader.pk]),
        (5, "working_day", due + timedelta(days=7), [org.coordinator.pk]),
    ]


def test_sweeping_again_and_again_fires_nothing_twice(due_in_a_fortnight):
    end = MONDAY + timedelta(days=40)
    at = MONDAY
    while at < end:
        deadlines.sweep(now=at)
        deadlines.sweep(now=at)
        at += timedelta(hours=7)
    assert len(fired(due_in_a_fortnight)) == 7
    assert Activity.objects.filter(event="deadline.reminded", matter=due_in_a_fortnight).count() == 7


def test_rungs_already_passed_when_the_clock_starts_never_fire(make_task, org):
    with clock.told(MONDAY):
        task = make_task("accepted", due_at=MONDAY + timedelta(hours=6))
    deadlines.sweep(now=MONDAY + timedelta(hours=8))
    assert [offset for offset, *_ in fired(task)] == [-120, 0]


def test_an_extension_cancels_what_was_left_and_counts_anew(due_in_a_fortnight, by, org):
    task = due_in_a_fortnight
    with clock.told(MONDAY + timedelta(days=10)):
        deadlines.sweep()
        task = Task.objects.get(pk=task.pk)
        asked = deadlines.request_extension(
            matter=task,
            actor=by(org.staff),
            version=task.version,
            due_at=MONDAY + timedelta(days=21),
            reason="Rain",
        )
        asked = deadlines.approve_extension(extension=asked, actor=by(org.head), version=asked.version)
        deadlines.approve_extension(extension=asked, actor=by(org.planner), version=asked.version)
    deadlines.sweep(now=MONDAY + timedelta(days=60))
    row = Deadline.objects.get(matter=task, clock=Clock.DUE)
    assert (row.version, row.original_due_at) == (2, MONDAY + timedelta(days=14))
    offsets = list(Firing.objects.filter(deadline=row).order_by("pk").values_list("version", "rung__offset"))
    assert offsets == [(1, -3)] + [(2, offset) for offset in (-3, -1, -120, 0, 1, 3, 5)]


def test_finishing_stops_the_ladder(due_in_a_fortnight, by, org):
    task = due_in_a_fortnight
    with clock.told(MONDAY + timedelta(days=1)):
        task = actions.submit_task(task=task, actor=by(org.staff), version=task.version, result="Done")
        task = actions.verify_task(task=task, actor=by(org.planner), version=task.version)
        actions.complete_task(task=task, actor=by(org.planner), version=task.version)
    assert deadlines.sweep(now=MONDAY + timedelta(days=90)) == 0


def test_a_submission_holds_the_ladder_and_sending_back_lets_what_came_due_fire(due_in_a_fortnight, by, org):
    task = due_in_a_fortnight
    with clock.told(MONDAY + timedelta(days=1)):
        task = actions.submit_task(task=task, actor=by(org.staff), version=task.version, result="Done")
    with clock.told(MONDAY + timedelta(days=15)):
        assert deadlines.sweep() == 0
        actions.send_back_task(task=task, actor=by(org.planner), version=task.version, reason="No")
        assert deadlines.sweep() == 5
    row = Deadline.objects.get(matter=task, clock=Clock.DUE)
    assert (row.state, row.due_at) == (State.RUNNING, MONDAY + timedelta(days=14))


def test_a_delegate_at_firing_time_is_told_in_the_absent_persons_place(due_in_a_fortnight, org):
    due = MONDAY + timedelta(days=14)
    Absence.objects.create(
        person=org.head,
        delegate=org.colleague,
        starts_at=due + timedelta(hours=1),
        ends_at=due + timedelta(days=2),
    )
    deadlines.sweep(now=due + timedelta(days=1))
    told = {offset: people for offset, _unit, _at, people in fired(due_in_a_fortnight)}
    assert told[1] == [org.colleague.pk]


def test_an_unsigned_task_climbs_from_assignee_to_liaison_to_head(make_task, org):
    with clock.told(MONDAY):
        task = make_task("issued")
    deadlines.sweep(now=MONDAY + timedelta(days=4))
    rows = Firing.objects.filter(deadline__matter=task, deadline__clock=Clock.RECEIPT).order_by("planned_at")
    assert [row.people for row in rows] == [[org.staff.pk], [org.liaison.pk], [org.head.pk]]


def test_the_light_turns_yellow_orange_red_and_the_history_keeps_it(due_in_a_fortnight):
    at = MONDAY
    while at < MONDAY + timedelta(days=16):
        deadlines.sweep(now=at)
        at += timedelta(hours=1)
    turns = Activity.objects.filter(matter=due_in_a_fortnight, event="deadline.light_changed").order_by("pk")
    assert [row.facts["light"] for row in turns] == [Light.YELLOW, Light.ORANGE, Light.RED]
    due_in_a_fortnight.refresh_from_db()
    assert due_in_a_fortnight.light == Light.RED


def test_a_progress_report_answers_a_yellow_light(due_in_a_fortnight, by, org):
    with clock.told(MONDAY + timedelta(days=9, hours=2)):
        deadlines.sweep()
        task = Task.objects.get(pk=due_in_a_fortnight.pk)
        assert task.light == Light.YELLOW
        task = actions.start_task(task=task, actor=by(org.staff), version=task.version)
        task = actions.report_progress(
            task=task, actor=by(org.staff), version=task.version, percent=60, text="On it"
        )
        assert task.light == Light.GREEN


def test_a_light_set_by_hand_ends_with_its_expiry(due_in_a_fortnight, by, org):
    task = due_in_a_fortnight
    with clock.told(MONDAY):
        deadlines.override_light(
            matter=task,
            actor=by(org.coordinator),
            version=task.version,
            light=Light.RED,
            reason="The contractor is bankrupt",
            until=MONDAY + timedelta(days=2),
        )
    assert Task.objects.get(pk=task.pk).light == Light.RED
    deadlines.sweep(now=MONDAY + timedelta(days=2, hours=1))
    assert Task.objects.get(pk=task.pk).light == Light.GREEN


def test_nobody_decides_on_their_own_request(due_in_a_fortnight, by, org):
    from collab.common.errors import Forbidden

    with clock.told(MONDAY):
        task = due_in_a_fortnight
        Task.objects.get(pk=task.pk)
        asked = deadlines.request_extension(
            matter=task,
            actor=by(org.staff),
            version=task.version,
            due_at=MONDAY + timedelta(days=30),
            reason="More",
        )
        with pytest.raises(Forbidden):
            deadlines.approve_extension(extension=asked, actor=by(org.staff), version=asked.version)


@pytest.mark.parametrize("size", [3, 30])
def test_a_sweep_costs_the_same_for_many_as_for_few(make_task, query_budget, size):
    with clock.told(MONDAY):
        for _ in range(size):
            make_task("accepted", due_at=MONDAY + timedelta(days=3))
    with query_budget(32):
        deadlines.sweep(now=MONDAY + timedelta(days=2))
