"""Terms frozen and compared, the gate over any answers, and what is in force after any course of agreeing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collab.common.errors import Refusal
from goals import actions
from goals.models import Answer, Goal, GoalVersion
from goals.smart import Span, gaps
from goals.terms import changed_fields, concerned, frozen, terms_of, thawed
from tests.conftest import acting
from tests.goals.agreeing import refused_with, said

SPAN = Span(date(2026, 1, 1), date(2026, 12, 31), date(2026, 3, 2))
FIGURES = st.none() | st.decimals(-1000, 1000, places=2)
TEXTS = st.sampled_from(["", "  ", "said"])
TERMS = st.fixed_dictionaries(
    {
        **dict.fromkeys(["specific", "metric", "unit", "feasibility", "resources", "relevance"], TEXTS),
        "baseline": FIGURES,
        "target": FIGURES,
        "parent": st.none() | st.just(7),
        "due_on": st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31)),
        "contributions": st.just([]),
    }
)


@given(TERMS)
@settings(max_examples=60, deadline=None)
def test_the_gate_names_exactly_what_is_missing(terms):
    found = {gap.field for gap in gaps(terms, SPAN)}
    texts = ("specific", "metric", "unit", "feasibility", "resources")
    for name in texts:
        assert (name in found) == (not terms[name].strip())
    assert ("baseline" in found) == (terms["baseline"] is None)
    same = terms["target"] is not None and terms["baseline"] == terms["target"]
    assert ("target" in found) == (terms["target"] is None or same)
    assert ("relevance" in found) == (terms["parent"] is None and not terms["relevance"].strip())
    due = terms["due_on"]
    assert ("due_on" in found) == (due is None or not SPAN.today <= due <= SPAN.ends_on)


@given(TERMS, TERMS)
@settings(max_examples=60, deadline=None)
def test_frozen_terms_thaw_to_the_same_and_differ_only_where_they_differ(before, after):
    assert thawed(frozen(before)) == before
    differ = {name for name in before if before[name] != after[name]}
    assert differ >= set(changed_fields(frozen(before), frozen(after)))


def test_the_same_figure_reads_the_same_however_it_was_written():
    assert frozen({"target": Decimal("120.0000")}) == frozen({"target": Decimal("1.2E+2")})


def test_a_department_is_asked_about_the_whole_and_its_own_part_never_anothers():
    def terms(target, *texts):
        rows = [{"department": n, "person": None, "role": "", "text": t} for n, t in enumerate(texts, 1)]
        return frozen({"target": Decimal(target), "contributions": rows})

    assert concerned(terms(1, "a", "b"), terms(1, "a", "c")) == {2: ["contributions"]}
    assert concerned(terms(1, "a", "b"), terms(2, "a", "b")) == {1: ["target"], 2: ["target"]}
    assert concerned(terms(1, "a", "b"), terms(1, "a")) == {}


@pytest.mark.django_db
def test_two_proposals_that_would_make_a_circle_do_not_both_come_into_force(agreed, org):
    one, two = agreed(contributions=[]), agreed(contributions=[])
    for goal, parent in ((one, two), (two, one)):
        actions.propose_change(
            goal=goal, actor=acting(org.staff), version=goal.version, reason="Aligned", parent=parent
        )
    one.refresh_from_db()
    actions.confirm_goal(goal=one, actor=acting(org.leader), version=one.version)
    two.refresh_from_db()
    with refused_with("parent_circle"):
        actions.confirm_goal(goal=two, actor=acting(org.leader), version=two.version)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["propose", "accept", "object", "reply", "confirm", "drop"]), st.integers(1, 4)
    ),
    max_size=8,
)


@pytest.mark.django_db
@given(STEPS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_in_force_is_always_what_was_confirmed_last(agreed, org, steps):
    goal = agreed()
    for name, number in steps:
        goal = Goal.objects.get(pk=goal.pk)
        row = said(goal, org.planning)
        about = {"consultation": row, "version": row.version, "actor": acting(org.planner)}
        mine = {"goal": goal, "version": goal.version, "actor": acting(org.staff)}
        steps_by_name = {
            "propose": lambda m=mine, n=number: actions.propose_change(**m, reason="x", target=Decimal(n)),
            "accept": lambda a=about: actions.accept_goal(**a),
            "object": lambda a=about: actions.object_to_goal(**a, grounds="No"),
            "reply": lambda a=about: actions.reply_to_consultation(
                **a | {"actor": acting(org.staff)}, text="So"
            ),
            "confirm": lambda m=mine: actions.confirm_goal(**m | {"actor": acting(org.leader)}),
            "drop": lambda m=mine: actions.drop_change(**m, reason="x"),
        }
        try:
            steps_by_name[name]()
        except Refusal:
            continue
    goal = Goal.objects.get(pk=goal.pk)
    confirmed = goal.versions.filter(state=GoalVersion.State.CONFIRMED).last()
    assert frozen(terms_of(goal)) == confirmed.snapshot
    waiting = goal.versions.exclude(state=GoalVersion.State.CONSULTING)
    assert not waiting.filter(consultations__answer=Answer.PENDING).exists()
