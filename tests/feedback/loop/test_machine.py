"""Random steps by random people never break feedback: nothing said is lost, nobody but the submitter closes it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collab.activity.models import Activity
from collab.activity.verification import verify
from collab.common.errors import Refusal
from collab.deadlines.models import Clock, Deadline
from collab.matters.doings import doings_of
from collab.matters.models import Kind, Matter, Party, PartyRole
from feedback.models import Feedback, Submitter, Turn
from tests.conftest import acting

pytestmark = pytest.mark.django_db

PEOPLE = ("staff", "planner", "coordinator", "head", "leader", "outsider")
NAMES = tuple(doings_of(Kind.FEEDBACK))
REACHED = {
    "submitted": "submitted",
    "accepted": "accepted",
    "refused": "not_accepted",
    "assigned": "assigned",
    "reassigned": "reassigned",
    "started": "in_progress",
    "asked": "waiting",
    "replied": "in_progress",
    "first_answered": "answered",
    "answered": "awaiting_confirmation",
    "confirmed": "closed",
    "not_solved": "reopened",
    "reopened": "reopened",
    "merged": "merged",
    "withdrawn": "withdrawn",
    "parted": "reopened",
}
RUNNING = {
    "submitted": {Clock.ACCEPTANCE},
    "waiting": {Clock.REPLY},
    "awaiting_confirmation": {Clock.CONFIRMATION},
    "closed": set(),
    "merged": set(),
    "withdrawn": set(),
    "not_accepted": set(),
}


def answers(doing, org, head: Feedback, interim: bool) -> dict:
    """Well-formed answers to whatever a step asks for."""
    said = {
        "severity": "high",
        "note": "",
        "reason": "Because",
        "text": "Something",
        "interim": interim,
        "cause": "process",
        "cause_words": "",
        "score": "3",
        "words": "",
        "said": "Somebody said something.",
        "did": "We did something.",
        "shows_words": False,
        "department": org.housing if interim else org.planning,
        "responsible": None,
        "into": Matter.objects.get(pk=head.pk),
    }
    return {ask.name: said[ask.name] for ask in doing.asks}


def check(feedback: Feedback) -> None:
    """What holds after every step, taken or refused."""
    assert feedback.is_open == Feedback.machine.is_open(feedback.status)
    assert Party.objects.filter(matter=feedback, role=PartyRole.LEAD).count() == 1
    assert Submitter.objects.filter(feedback=feedback).count() == 1
    running = set(Deadline.objects.running().filter(matter=feedback).values_list("clock", flat=True))
    assert running == RUNNING.get(feedback.status, running)
    if feedback.status in ("accepted", "assigned", "reassigned", "reopened", "in_progress", "answered"):
        assert Clock.SOLUTION in running
    if feedback.status == "closed":
        [last] = Turn.objects.filter(feedback=feedback).order_by("-pk")[:1]
        assert (last.kind, last.by.username) == ("confirmed", "staff")
    assert feedback.round == feedback.reopened + 1


STEPS = st.tuples(st.integers(0, 60), st.sampled_from(PEOPLE), st.booleans())


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEPS, min_size=6, max_size=25))
def test_random_steps_by_random_people_leave_feedback_whole(org, give, steps):
    feedback, head = give(), give(by=org.colleague)
    said: set[int] = set()
    for number, who, interim in steps:
        fitting = [one for one in doings_of(Kind.FEEDBACK).values() if one.suits(feedback)]
        doing = (
            doings_of(Kind.FEEDBACK)[NAMES[number % len(NAMES)]]
            if number % 5 == 0 or not fitting
            else fitting[number % len(fitting)]
        )
        able = [one for one in PEOPLE if doing.may(acting(getattr(org, one)), feedback)]
        actor = acting(getattr(org, who if number % 3 == 0 or not able else able[0]))
        before = feedback.status, Turn.objects.filter(feedback=feedback).count()
        given = answers(doing, org, head, interim)
        try:
            doing.do(matter=feedback, actor=actor, version=feedback.version, **given)
        except Refusal:
            after = (
                Feedback.objects.get(pk=feedback.pk).status,
                Turn.objects.filter(feedback=feedback).count(),
            )
            assert after == before
        feedback = Feedback.objects.get(pk=feedback.pk)
        check(feedback)
        now = set(Turn.objects.filter(feedback=feedback).values_list("pk", flat=True))
        assert said <= now
        said = now
    assert list(verify(f"matter:{feedback.pk}")) == []
    told = Activity.objects.filter(matter=feedback, event__startswith="feedback.").order_by("seq")
    reached = [REACHED[one] for row in told if (one := row.event.removeprefix("feedback.")) in REACHED]
    assert reached[-1] == feedback.status
