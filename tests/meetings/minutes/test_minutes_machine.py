"""Random steps by random people never break minutes: nothing undeclared, nothing issued lost, no clock left running."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collab.activity.verification import verify
from collab.common.errors import Refusal
from collab.deadlines.models import Deadline
from collab.matters.doings import doings_of
from collab.matters.models import Kind
from meetings.models import Meeting, Minutes
from tests.conftest import acting

pytestmark = pytest.mark.django_db
STEPS = tuple(doings_of(Kind.MINUTES))
PEOPLE = ("planner", "coordinator", "head", "staff", "outsider")


def answers(name: str, org, stance: str) -> dict:
    """Well-formed answers to whatever a doing asks for."""
    whole = {
        "departments": [org.housing],
        "due_at": None,
        "silence_agrees": False,
        "department": "",
        "stance": stance,
        "text": "Said",
        "reason": "Because",
        "note": "",
    }
    return {ask.name: whole[ask.name] for ask in doings_of(Kind.MINUTES)[name].asks}


def check(minutes: Minutes) -> None:
    """What holds after every step, taken or refused."""
    assert minutes.is_open == Minutes.machine.is_open(minutes.status)
    assert list(minutes.editions.values_list("edition", flat=True)) == list(range(1, minutes.edition + 1))
    assert all(row.digest == row.seal() for row in minutes.editions.all())
    assert (minutes.letter is not None) == (minutes.edition > 0)
    assert (Meeting.objects.get(pk=minutes.meeting_id).status == "closed") == (minutes.edition > 0)
    running = set(Deadline.objects.running().filter(matter=minutes).values_list("clock", flat=True))
    wanted = {"drafting": {"due"}, "countersigning": {"due"}, "archived": set()}
    assert running == wanted.get(minutes.status, {"receipt"})


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    walk=st.lists(
        st.tuples(st.sampled_from(STEPS), st.sampled_from(PEOPLE), st.sampled_from(["agrees", "objects"])),
        min_size=6,
        max_size=14,
    )
)
def test_a_random_walk_keeps_every_promise(walk, take, org):
    minutes = take()
    for name, who, stance in walk:
        with contextlib.suppress(Refusal):
            doing = doings_of(Kind.MINUTES)[name]
            doing.do(
                matter=minutes,
                actor=acting(getattr(org, who)),
                version=minutes.version,
                **answers(name, org, stance),
            )
        minutes = Minutes.objects.get(pk=minutes.pk)
        check(minutes)
    assert list(verify(f"matter:{minutes.pk}")) == []
