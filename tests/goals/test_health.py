"""How a goal stands: by its figures against time, by hand for a while, by what is said, and by the goals below."""

from copy import copy
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collab.activity.models import Activity
from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid, Refusal, TransitionRefused
from collab.matters.models import Matter
from goals import actions
from goals.health.computing import COUNTING, LIVE, worst
from goals.health.selectors import current_mark, latest_said, span_of
from goals.models import Goal, Health, HealthPoint
from goals.pace import health_of
from tests.conftest import acting

from .agreeing import accepted, confirmed
from .measuring import SUMMER, fresh

pytestmark = pytest.mark.usefixtures("summer")


def tell(key_result, who, value):
    row = fresh(key_result)
    return actions.tell_figure(key_result=row, actor=acting(who), version=row.version, value=Decimal(value))


def set_by_hand(goal, who, health=Health.RED, days=10):
    row = fresh(goal)
    return actions.set_health(
        goal=row,
        actor=acting(who),
        version=row.version,
        health=health,
        reason="The contractor is insolvent.",
        until=SUMMER + timedelta(days=days),
    )


def realign(goal, org, parent=None, **more):
    """Put it below another goal, as contributors and sponsor agree on it."""
    row = fresh(goal)
    terms = {"parent": parent and fresh(parent)} | more
    row = actions.propose_change(
        goal=row, actor=acting(org.staff), version=row.version, reason="It serves that one.", **terms
    )
    for asked in row.proposal.consultations.filter(answer="pending"):
        accepted(asked, acting, org.planner)
    confirmed(row, acting, org.leader)


@pytest.mark.parametrize(
    ("value", "health"), [(50, Health.GREEN), (35, Health.YELLOW), (10, Health.RED), (None, Health.NONE)]
)
def test_health_follows_from_how_far_behind_the_target_line_the_figures_are(live, measure, value, health):
    goal = live()
    measure(goal, value)
    assert fresh(goal).health == health


def test_one_key_result_off_course_puts_the_goal_off_course(live, measure):
    goal = live()
    measure(goal, 100, weight=9)
    measure(goal, 5)
    point = HealthPoint.objects.filter(goal=goal).last()
    assert (point.value, point.causes) == (Health.RED, {"time": "green", "key_results": "red"})


def test_a_value_set_by_hand_counts_until_it_expires_and_never_flatters(live, measure, org):
    goal = live()
    row = measure(goal, 60)
    set_by_hand(goal, org.leader, Health.YELLOW)
    assert fresh(goal).health == Health.YELLOW
    tell(row, org.colleague, 5)
    assert fresh(goal).health == Health.RED
    tell(row, org.colleague, 90)
    assert fresh(goal).health == Health.YELLOW
    with clock.told(SUMMER + timedelta(days=11)):
        assert actions.turn_due_healths() == 1
    assert fresh(goal).health == Health.GREEN


def test_a_value_set_by_hand_can_be_taken_back(live, measure, org):
    goal = live()
    measure(goal, 60)
    set_by_hand(goal, org.staff)
    goal = fresh(goal)
    actions.release_health(goal=goal, actor=acting(org.staff), version=goal.version)
    assert fresh(goal).health == Health.GREEN
    with pytest.raises(Conflict):
        actions.release_health(goal=fresh(goal), actor=acting(org.staff), version=fresh(goal).version)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("health", {"health": Health.GREEN}),
        ("until", {"until": SUMMER}),
        ("until", {"until": SUMMER + timedelta(days=400)}),
        ("reason", {"reason": " "}),
    ],
)
def test_a_value_set_by_hand_needs_a_reason_and_an_end(live, org, field, changes):
    goal = live()
    given_ = {"health": Health.RED, "reason": "Flood.", "until": SUMMER + timedelta(days=3)} | changes
    with pytest.raises(Invalid) as refused:
        actions.set_health(goal=goal, actor=acting(org.staff), version=goal.version, **given_)
    assert refused.value.errors[0].field == field


def test_who_does_not_guide_the_goal_does_not_set_its_health(live, org):
    goal = live()
    with pytest.raises(Forbidden):
        set_by_hand(goal, org.planner)


def test_time_alone_turns_the_health_at_the_instant_foretold(live, measure):
    goal = live()
    measure(goal, 50)
    wakes = fresh(goal).health_wakes_at
    with clock.told(wakes - timedelta(minutes=1)):
        assert actions.turn_due_healths() == 0
    with clock.told(wakes):
        assert actions.turn_due_healths() == 1
    assert fresh(goal).health == Health.YELLOW
    assert fresh(goal).health_wakes_at > wakes


def test_a_goal_that_is_paused_or_over_has_no_health_but_keeps_its_progress(live, measure, take, org):
    top, goal = live(), live()
    measure(goal, 5)
    realign(goal, org, top)
    assert fresh(top).health == Health.RED
    goal = take(goal, "pause")
    assert (goal.health, goal.progress) == (Health.NONE, Decimal("0.0500"))
    assert (fresh(top).health, fresh(top).progress) == (Health.RED, Decimal("0.0500"))
    with pytest.raises(TransitionRefused):
        set_by_hand(goal, org.staff)


def test_only_goals_that_report_count_for_the_goal_above(live, measure, org):
    top, reporting, linked = live(), live(), live()
    measure(reporting, 60)
    measure(linked, 5)
    realign(reporting, org, top)
    realign(linked, org, top, is_reporting=False)
    assert (fresh(top).progress, fresh(top).health) == (Decimal("0.6000"), Health.GREEN)
    realign(linked, org, top, is_reporting=True, weight=3)
    assert (fresh(top).progress, fresh(top).health) == (Decimal("0.1875"), Health.RED)
    realign(linked, org)
    assert (fresh(top).progress, fresh(top).health) == (Decimal("0.6000"), Health.GREEN)


def test_a_goal_cannot_stand_above_itself(live, org):
    top, middle, low = live(), live(), live()
    realign(middle, org, top)
    realign(low, org, middle)
    for target in (middle, low):
        with pytest.raises(Conflict) as refused:
            realign(top, org, target)
        assert refused.value.code == "parent_circle"
        assert target.number in str(refused.value)
    assert fresh(top).parent_id is None


def test_a_turn_of_health_is_told_in_the_history_of_every_goal_it_reached(live, measure, org):
    top, goal = live(), live()
    row = measure(goal, 60)
    realign(goal, org, top)
    tell(row, org.colleague, 5)
    told = Activity.objects.filter(event="goal.health_turned", facts__health="red")
    assert set(told.values_list("matter_id", flat=True)) == {top.pk, goal.pk}


@pytest.fixture
def grown(live):
    """A tree of this many goals, seven below each, copied from one in the database."""

    def grow(size: int) -> list[int]:
        pattern = live()
        spine = Matter.objects.get(pk=pattern.pk)
        copies = []
        for number in range(1, size):
            row = copy(spine)
            row.pk, row.serial, row.external_key = None, 10_000 + number, None
            copies.append(row)
        ids = [pattern.pk, *(row.pk for row in Matter.objects.bulk_create(copies, batch_size=500))]
        names = [f.column for f in Goal._meta.local_fields if f.column not in ("matter_ptr_id", "parent_id")]
        columns = ", ".join(names)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO goals_goal (matter_ptr_id, parent_id, {columns}) "
                f"SELECT %s, %s, {columns} FROM goals_goal WHERE matter_ptr_id = %s",
                [(ids[number], ids[(number - 1) // 7], ids[0]) for number in range(1, size)],
            )
        return ids

    return grow


@pytest.mark.parametrize("size", [60, 10_000])
def test_a_check_in_touches_only_the_goals_above_and_costs_the_same_in_any_tree(
    grown, measure, org, size, query_budget
):
    leaf = Goal.objects.get(pk=grown(size)[58])
    row = measure(leaf, 60)
    before = dict(Goal.objects.values_list("pk", "progress"))
    stored = fresh(row)
    with query_budget(75):
        actions.check_in(
            key_result=stored,
            actor=acting(org.colleague),
            version=stored.version,
            light=Health.GREEN,
            message="Moved.",
            value=Decimal(70),
        )
    after = dict(Goal.objects.values_list("pk", "progress"))
    above, step = set(), leaf
    while step is not None:
        above.add(step.pk)
        step = step.parent
    assert {pk for pk in after if after[pk] != before[pk]} == above
    assert len(above) == 4


def naive(goal: Goal) -> tuple[Decimal | None, str]:
    """What a goal stands at, reckoned from nothing but its own rows and those below it, all the way down."""
    parts, healths = [], []
    span = span_of(goal)
    due, over = span.elapsed(clock.now()), clock.now() >= span.ends
    for row in goal.key_results.exclude(status="cancelled"):
        way = row.target_value - row.start_value
        share = None
        if row.current_value is not None:
            share = min(max((row.current_value - row.start_value) / way, Decimal(0)), Decimal(1))
            share = share.quantize(Decimal("0.0001"), "ROUND_HALF_UP")
            parts.append((share, row.weight))
        healths.append(health_of(share, due, over=over))
    for child in Goal.objects.filter(parent=goal, is_reporting=True, status__in=COUNTING):
        progress, health = naive(child)
        healths.append(health)
        if progress is not None:
            parts.append((progress, child.weight))
    whole = sum(weight for _share, weight in parts)
    mean = sum(share * weight for share, weight in parts) / whole if whole else None
    mean = mean if mean is None else mean.quantize(Decimal("0.0001"), "ROUND_HALF_UP")
    if goal.status not in LIVE:
        return mean, Health.NONE
    mark = current_mark(goal.pk)
    said = list(latest_said(goal.pk).values())
    hand = [mark.value] if mark and mark.expires_at > clock.now() else []
    return mean, worst([health_of(mean, due, over=over), *healths, *said, *hand])


GOALS = st.integers(0, 4)
CHANGES = st.one_of(
    st.tuples(st.just("tell"), GOALS, st.integers(-20, 120)),
    st.tuples(st.just("weigh"), GOALS, st.integers(1, 5)),
    st.tuples(st.just("realign"), GOALS, st.none() | GOALS, st.booleans(), st.integers(1, 4)),
    st.tuples(st.just("take"), GOALS, st.sampled_from(["pause", "resume", "score", "close", "cancel"])),
    st.tuples(st.just("hand"), GOALS, st.sampled_from([Health.YELLOW, Health.RED])),
    st.tuples(st.just("cancel"), GOALS),
)


@given(st.lists(CHANGES, min_size=3, max_size=14))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_changes_what_is_stored_equals_a_naive_reckoning(live, measure, take, org, changes):
    goals = [live(title=f"Goal {number}") for number in range(5)]
    results = [measure(goal, 10 * number or None) for number, goal in enumerate(goals, start=1)]
    for name, at, *more in changes:
        try:
            change(name, goals[at], results[at], goals, more, take, org)
        except Refusal:
            continue
    for goal in goals:
        stored = fresh(goal)
        assert (stored.progress, stored.health) == naive(stored)


def change(name, goal, key_result, goals, more, take, org):
    """One change as a person would make it; refused where the state does not allow it."""
    row = fresh(key_result)
    if name == "tell":
        tell(row, org.colleague, more[0])
    elif name == "weigh":
        actions.edit_key_result(
            key_result=row, actor=acting(org.staff), version=row.version, weight=more[0], reason="Fairer."
        )
    elif name == "realign":
        parent = None if more[0] is None else fresh(goals[more[0]])
        realign(goal, org, parent, is_reporting=more[1], weight=more[2])
    elif name == "take":
        take(goal, more[0])
    elif name == "hand":
        set_by_hand(goal, org.staff, more[0])
    else:
        actions.cancel_key_result(
            key_result=row, actor=acting(org.staff), version=row.version, reason="Measured twice."
        )
