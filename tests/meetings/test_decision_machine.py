"""Random steps by random people never break a decision: no undeclared state, one ballot at most, nothing unexplained."""

import contextlib
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collab.activity.verification import verify
from collab.common import clock
from collab.common.errors import NotFound, Refusal
from collab.deadlines.models import Deadline
from collab.matters.doings import doings_of
from collab.matters.models import Kind
from meetings import actions
from meetings.models import Ballot, Decision, Seat, Urn
from tests.conftest import acting

from .table import Table

pytestmark = pytest.mark.django_db
STEPS = tuple(name for name in doings_of(Kind.DECISION) if name not in ("hand-out-task", "revise"))
PEOPLE = ("planner", "staff", "head", "liaison", "coordinator", "outsider")
REACHED = {
    "decision.proposed": "proposed",
    "decision.consultation_opened": "consulted",
    "decision.voting_opened": "deciding",
    "decision.consent_round_opened": "deciding",
    "decision.countersignatures_asked": "deciding",
    "decision.adopted": "adopted",
    "decision.rejected": "rejected",
    "decision.deferred": "deferred",
    "decision.carrying_out": "carrying_out",
    "decision.carried_out": "carried_out",
    "decision.review_begun": "under_review",
    "decision.upheld": "upheld",
    "decision.repealed": "repealed",
}


def answers(name: str, decision: Decision, org, choice: str) -> dict:
    """Well-formed answers to whatever a doing asks for."""
    whole = {
        "reason": "Because",
        "note": "Done on the spot",
        "rationale": "It is best",
        "text": "Said",
        "method": {"for": "vote", "against": "consent", "abstain": "countersign"}[choice],
        "secret": False,
        "threshold": "majority",
        "quorum": 20,
        "options": "",
        "silence_agrees": True,
        "mandate_holder": None,
        "evidence": "",
        "effective_on": None,
        "review_on": clock.now().date() + timedelta(days=30),
        "departments": [org.housing],
        "due_at": clock.now() + timedelta(days=3),
        "voters": [org.planner, org.staff, org.head],
        "stance": "agrees",
        "department": "",
        "seat": "",
        "choice": choice,
        "receipt": f"a long receipt of somebody {choice}",
        "remark": "",
        "how": "integrated",
    }
    return {
        ask.name: whole[ask.name]
        for ask in doings_of(Kind.DECISION)[name].asks
        if ask.when is None or ask.when(decision)
    }


def check(decision: Decision) -> None:
    """What holds after every step, taken or refused."""
    assert decision.status in Decision.machine.states
    assert decision.is_open == Decision.machine.is_open(decision.status)
    under_way = Ballot.objects.under_way().filter(decision=decision)
    assert under_way.count() <= (1 if decision.status == "deciding" and decision.method == "vote" else 0)
    assert Urn.objects.exclude(ballot__in=under_way).count() == 0
    assert not Seat.objects.filter(recused=True, has_voted=True).exists()
    if decision.status in ("proposed", "consulted", "deciding", "deferred"):
        assert decision.decided_at is None
    if decision.status in ("rejected", "repealed"):
        assert not Deadline.objects.running().filter(matter=decision).exists()


def replayed(decision: Decision) -> str:
    """The state that the history says it is in."""
    events = decision.activities.order_by("pk").values_list("event", flat=True)
    return [REACHED[event] for event in events if event in REACHED][-1]


@given(
    method=st.sampled_from(["vote", "consent", "countersign", "mandate"]),
    secret=st.booleans(),
    walk=st.lists(
        st.tuples(
            st.integers(0, 40), st.sampled_from(PEOPLE), st.sampled_from(["for", "against", "abstain"])
        ),
        min_size=8,
        max_size=25,
    ),
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_decision_survives_random_steps_of_random_people(org, method, secret, walk):
    chair = acting(org.planner)
    decision = actions.propose_decision(
        actor=chair,
        title="Anything",
        department=org.planning,
        method=method,
        secret=secret and method == "vote",
        quorum=20,
    )
    for place, who, choice in walk:
        fitting = [name for name in STEPS if doings_of(Kind.DECISION)[name].suits(decision)] or STEPS
        name = fitting[place % len(fitting)]
        with contextlib.suppress(Refusal, NotFound):
            doings_of(Kind.DECISION)[name].do(
                matter=decision,
                actor=acting(getattr(org, who)),
                version=decision.version,
                **answers(name, decision, org, choice),
            )
        decision = Decision.objects.get(pk=decision.pk)
        check(decision)
    assert replayed(decision) == decision.status
    assert list(verify(f"matter:{decision.pk}")) == []


def test_a_refused_step_changes_nothing(org):
    table = Table(org)
    table.come()
    decision = table.ballot()
    before = list(decision.activities.values_list("pk", flat=True))
    with pytest.raises(Refusal):
        table.do(actions.uphold_decision, decision=decision, actor=acting(org.planner), reason="x")
    assert list(decision.activities.values_list("pk", flat=True)) == before
    assert Decision.objects.get(pk=decision.pk).status == "deciding"
