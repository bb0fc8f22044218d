"""Random steps by random people never break a task: no undeclared state, nothing lost, and the journal replays."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collab.activity.models import Activity
from collab.activity.verification import verify
from collab.common import clock
from collab.common.errors import Refusal
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock, Deadline, State
from collab.matters.doings import doings_of
from collab.matters.models import Kind, Party, PartyRole
from tasks.models import Task
from tests.conftest import acting

pytestmark = pytest.mark.django_db

PEOPLE = ("staff", "colleague", "liaison", "head", "planner", "coordinator", "outsider")
NAMES = tuple(doings_of(Kind.TASK))
REACHED = {
    "task.issued": {"issued", "accepted"},
    "task.started": {"in_progress"},
    "task.return_requested": {"return_requested"},
    "task.return_refused": {"issued"},
    "task.reassigned": {"issued", "accepted"},
    "task.blocked": {"blocked"},
    "task.unblocked": {"in_progress"},
    "task.submitted": {"submitted"},
    "task.verification_begun": {"verification"},
    "task.sent_back": {"sent_back"},
    "task.completed": {"completed"},
    "task.closed_out": {"closed"},
    "task.suspended": {"suspended"},
    "task.withdrawn": {"withdrawn"},
}


def answers(name: str, org) -> dict:
    """Well-formed answers to whatever a doing asks for."""
    ahead = clock.now() + timedelta(days=60)
    given = {
        "reason": "Because",
        "note": "",
        "percent": 40,
        "text": "Going on",
        "result": "Done",
        "waiver": "",
        "blockage": "time",
        "resolver": "Planning",
        "until": ahead,
        "due_at": ahead,
        "department": None,
        "responsible": org.colleague,
        "light": "red",
        "every": "FREQ=WEEKLY",
        "rrule": "",
        "first_at": ahead,
        "occasion": "ahead",
        "lead_days": 5,
        "due_after_days": 0,
        "on_day_off": "next",
    }
    return {ask.name: given[ask.name] for ask in doings_of(Kind.TASK)[name].asks}


def check(task: Task, status_before: str) -> None:
    """What holds after every step, taken or refused."""
    assert task.status in Task.machine.states
    assert task.is_open == Task.machine.is_open(task.status)
    assert task.is_blocked == (task.status == "blocked")
    assert Party.objects.filter(matter=task, role=PartyRole.LEAD).count() == 1
    assert Party.objects.filter(matter=task, role=PartyRole.GIVER).count() == 1
    assert task.original_due_at is not None
    due = Deadline.objects.get(matter=task, clock=Clock.DUE) if task.status != "draft" else None
    if due is not None:
        assert due.due_at == task.due_at
        expected = {"submitted", "verification", "suspended", "return_requested"}
        if task.is_open:
            assert due.state == (State.PAUSED if task.status in expected else State.RUNNING)
        else:
            assert due.state in (State.MET, State.CANCELLED)
    if not task.is_open:
        assert not Deadline.objects.running().filter(matter=task).exists()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(PEOPLE)), min_size=5, max_size=25))
def test_random_steps_by_random_people_leave_a_task_whole(org, make_task, steps):
    task = make_task("issued")
    walked = []
    for name, who in steps:
        before = task.status
        entries = Activity.objects.filter(matter=task).count()
        try:
            doing = doings_of(Kind.TASK)[name]
            doing.do(matter=task, actor=acting(getattr(org, who)), version=task.version, **answers(name, org))
            walked.append(name)
        except Refusal:
            assert Activity.objects.filter(matter=task).count() == entries
            assert Task.objects.get(pk=task.pk).status == before
        task = Task.objects.get(pk=task.pk)
        check(task, before)
    assert list(verify(f"matter:{task.pk}")) == []
    assert replay(task) == task.status


def replay(task: Task) -> str:
    """The state the journal alone leads to."""
    status = before_suspension = "draft"
    for entry in Activity.objects.filter(matter=task).order_by("seq"):
        if entry.event == "task.resumed":
            status = before_suspension
        elif entry.event == "task.signed_for" and status == "issued":
            status = "accepted"
        elif entry.event in REACHED:
            if entry.event == "task.suspended":
                before_suspension = status
            (status,) = REACHED[entry.event] - {"accepted"} or {"accepted"}
    return status


def test_a_year_of_sweeps_after_the_end_finds_nothing(make_task):
    make_task("closed")
    assert deadlines.sweep(now=clock.now() + timedelta(days=365)) == 0
