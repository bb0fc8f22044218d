"""Every due reminder reaches each of its people exactly once, through SIGKILL, rivals and repetition."""

import time
from collections import Counter

from collab.activity.delivery import deliver_undelivered
from collab.activity.models import Activity
from collab.activity.verification import verify
from collab.deadlines.actions import sweep
from collab.deadlines.models import Firing
from collab.notifications.models import Notification

from .conftest import DELIVER, LATER, RUNGS, SWEEP, TASKS, ended_well

SWEEP_LATER = SWEEP.format(now=LATER.isoformat())
PATIENCE = 120


def wait_until_fired(least: int) -> None:
    """Until the other process has committed this many."""
    give_up = time.monotonic() + PATIENCE
    while Firing.objects.count() < least:
        assert time.monotonic() < give_up, "the other process fires nothing"


def assert_each_reminder_once(tasks) -> None:
    """One firing per rung, one journal entry per firing, one notification per person told; and an intact chain."""
    firings = list(Firing.objects.filter(deadline__matter__in=tasks))
    assert len(firings) == TASKS * RUNGS
    assert Activity.objects.filter(event="deadline.reminded").count() == len(firings)
    due = Counter(
        (f"rung:{row.deadline_id}:{row.version}:{row.rung_id}", person)
        for row in firings
        for person in row.people
    )
    reminders = Notification.objects.filter(activity__event="deadline.reminded")
    assert Counter(reminders.values_list("dedupe_key", "person_id")) == due
    assert not Activity.objects.filter(delivered_at=None).exists()
    assert list(verify()) == []


def test_a_sweep_killed_in_the_middle_is_finished_by_the_next(ringing, elsewhere):
    first = elsewhere(SWEEP_LATER)
    wait_until_fired(RUNGS)
    first.kill()
    first.wait()
    assert Firing.objects.count() < TASKS * RUNGS, "it was done before it was killed"
    ended_well(elsewhere(SWEEP_LATER))
    deliver_undelivered(older_than_seconds=-1)
    assert_each_reminder_once(ringing)


def test_three_sweepers_at_once_fire_each_rung_once(ringing, elsewhere):
    rivals = [elsewhere(SWEEP_LATER) for _ in range(3)]
    for rival in rivals:
        ended_well(rival)
    sweep(now=LATER)
    deliver_undelivered(older_than_seconds=-1)
    assert_each_reminder_once(ringing)


def test_delivering_everything_again_by_two_processes_tells_nobody_twice(ringing, elsewhere):
    sweep(now=LATER)
    deliver_undelivered(older_than_seconds=-1)
    Activity.objects.update(delivered_at=None)
    for rival in [elsewhere(DELIVER), elsewhere(DELIVER)]:
        ended_well(rival)
    assert_each_reminder_once(ringing)
