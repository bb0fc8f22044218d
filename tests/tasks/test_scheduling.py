"""The critical path against an oracle that knows nothing but a list of working minutes and patience."""

import time
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collab.org.worktime import Calendar
from tasks.load import capacity, monday_of, spread
from tasks.scheduling import Cycle, Node, Tie, order_of, path_between, schedule, shift

ORIGIN = datetime(2026, 11, 23, 9, tzinfo=UTC)
OFFICE = Calendar("UTC", (((540, 720), (780, 1080)),) * 5 + ((), ()))
SHORT = Calendar("UTC", (((540, 544), (600, 603)),) * 5 + ((), ()))
LATE = Calendar("UTC", (((542, 546),), ((602, 604),), (), ((541, 543), (700, 703)), ((540, 549),), (), ()))
MINUTE = timedelta(minutes=1)


def working_minutes(calendar: Calendar) -> tuple[list[datetime], int]:
    """Every working minute from two weeks before the origin on, and how many lie before it."""
    first = ORIGIN.date() - timedelta(days=14)
    found = [
        start + n * MINUTE
        for day in range(600)
        for start, end in calendar.spans(first + timedelta(days=day))
        for n in range((end - start) // MINUTE)
    ]
    return found, sum(1 for minute in found if minute < ORIGIN)


LAID_OUT = {id(calendar): working_minutes(calendar) for calendar in (SHORT, LATE)}


class Oracle:
    """Tries minute after minute until nothing is wrong any more."""

    def __init__(self, nodes: list[Node], ties: list[Tie]):
        self.nodes, self.ties = {node.key: node for node in nodes}, ties

    def event(self, key, start: int, finish: bool) -> datetime:
        node = self.nodes[key]
        minutes, before = LAID_OUT[id(node.calendar)]
        if finish:
            return minutes[before + start + node.minutes - 1] + MINUTE
        return minutes[before + start]

    def holds(self, tie: Tie, starts: dict) -> bool:
        before, after = self.nodes[tie.before], self.nodes[tie.after]
        reached = starts[tie.after] + (after.minutes if tie.to_finish else 0)
        if before.calendar is after.calendar:
            wanted = starts[tie.before] + (before.minutes if tie.from_finish else 0)
        else:
            instant = self.event(tie.before, starts[tie.before], tie.from_finish)
            minutes, earlier = LAID_OUT[id(after.calendar)]
            wanted = sum(1 for minute in minutes if minute < instant) - earlier
        return reached >= wanted + tie.lag

    def earliest(self) -> dict:
        starts = {
            key: sum(1 for m in LAID_OUT[id(n.calendar)][0] if ORIGIN <= m < (n.start or ORIGIN))
            for key, n in self.nodes.items()
        }
        wrong = True
        while wrong:
            wrong = False
            for tie in self.ties:
                while not self.nodes[tie.after].fixed and not self.holds(tie, starts):
                    starts[tie.after] += 1
                    wrong = True
        return starts

    def latest(self, earliest: dict) -> dict:
        end = max(self.event(key, start, True) for key, start in earliest.items())
        starts = dict.fromkeys(self.nodes, 700)
        for key in starts:
            while self.event(key, starts[key], True) > end:
                starts[key] -= 1
        wrong = True
        while wrong:
            wrong = False
            for tie in self.ties:
                fixed = {tie.after: earliest[tie.after]} if self.nodes[tie.after].fixed else {}
                while not self.holds(tie, starts | fixed):
                    starts[tie.before] -= 1
                    wrong = True
        return starts


@st.composite
def networks(draw, *, fixed: bool = False, least: int = 0):
    size = draw(st.integers(1, 7))
    nodes = [
        Node(
            n,
            draw(st.sampled_from([SHORT, LATE])),
            draw(st.integers(1, 15)),
            draw(st.none() | st.integers(0, 9000).map(lambda m: ORIGIN + m * MINUTE)),
            draw(st.booleans()) if fixed else False,
        )
        for n in range(size)
    ]
    pairs = [(a, b) for a in range(size) for b in range(a + 1, size)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    kinds = st.sampled_from(["finish_start", "start_start", "finish_finish", "start_finish"])
    ties = [Tie(a, b, draw(kinds), draw(st.integers(least, 9))) for a, b in chosen]
    return nodes, ties


@settings(max_examples=150, deadline=None)
@given(networks())
def test_dates_and_slack_are_what_patience_finds(network):
    nodes, ties = network
    oracle = Oracle(nodes, ties)
    starts = oracle.earliest()
    latest = oracle.latest(starts)
    for key, placed in schedule(nodes, ties, ORIGIN).items():
        assert placed.earliest_start == oracle.event(key, starts[key], False)
        assert placed.earliest_finish == oracle.event(key, starts[key], True)
        assert placed.latest_finish == oracle.event(key, latest[key], True)
        assert placed.slack == latest[key] - starts[key] >= 0


@settings(max_examples=100, deadline=None)
@given(networks(fixed=True, least=-9))
def test_fixed_dates_and_leads_are_what_patience_finds(network):
    nodes, ties = network
    starts = Oracle(nodes, ties).earliest()
    found = schedule(nodes, ties, ORIGIN)
    assert {key: placed.earliest_start for key, placed in found.items()} == {
        key: Oracle(nodes, ties).event(key, start, False) for key, start in starts.items()
    }


@settings(max_examples=100, deadline=None)
@given(networks())
def test_something_always_decides_the_end(network):
    nodes, ties = network
    found = schedule(nodes, ties, ORIGIN)
    assert any(placed.critical for placed in found.values())


@settings(max_examples=100, deadline=None)
@given(networks(), st.integers(0, 4000))
def test_a_shift_moves_only_what_lies_behind_and_never_forward_in_time(network, later):
    nodes, ties = network
    placed = schedule(nodes, ties, ORIGIN)
    agreed = [Node(n.key, n.calendar, n.minutes, placed[n.key].earliest_start) for n in nodes]
    moved = shift(agreed, ties, 0, placed[0].earliest_start + later * MINUTE)
    reachable, waiting = {0}, [0]
    while waiting:
        at = waiting.pop()
        waiting += [t.after for t in ties if t.before == at and t.after not in reachable]
        reachable |= {t.after for t in ties if t.before == at}
    assert 0 in moved
    assert moved.keys() <= reachable
    assert all(start >= placed[key].earliest_start for key, (start, _end) in moved.items())


def test_a_successor_with_room_does_not_move():
    nodes = [
        Node("a", OFFICE, 480, ORIGIN),
        Node("b", OFFICE, 480, ORIGIN + timedelta(days=7)),
    ]
    moved = shift(nodes, [Tie("a", "b")], "a", ORIGIN + timedelta(days=2))
    assert list(moved) == ["a"]
    assert moved["a"] == (ORIGIN + timedelta(days=2), datetime(2026, 11, 25, 18, tzinfo=UTC))


def test_a_weekend_is_no_slack():
    friday = datetime(2026, 11, 27, 9, tzinfo=UTC)
    found = schedule([Node(1, OFFICE, 480, friday), Node(2, OFFICE, 480)], [Tie(1, 2)], friday)
    assert found[2].earliest_start == datetime(2026, 11, 30, 9, tzinfo=UTC)
    assert (found[1].slack, found[2].slack) == (0, 0)


def test_a_milestone_falls_on_the_end_of_what_leads_to_it():
    found = schedule([Node(1, OFFICE, 960), Node(2, OFFICE, 0)], [Tie(1, 2)], ORIGIN)
    assert found[2].earliest_start == found[2].earliest_finish == datetime(2026, 11, 24, 18, tzinfo=UTC)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda p: p[0] != p[1]), unique=True))
def test_what_goes_round_is_named_step_by_step(pairs):
    after = {n: [b for a, b in pairs if a == n] for n in range(7)}
    path: list = []
    try:
        order = order_of(range(7), after)
    except Cycle as cycle:
        path = cycle.path
    if not path:
        assert all(order.index(a) < order.index(b) for a, b in pairs)
        return
    assert path[0] == path[-1]
    assert len(path) > 2
    assert all(b in after[a] for a, b in pairwise(path))


def test_the_shortest_way_between_two_tasks():
    after = {1: [2, 3], 2: [4], 3: [5], 5: [4]}
    assert path_between(1, 4, after) == [1, 2, 4]
    assert path_between(4, 1, after) is None


def test_a_thousand_tasks_take_well_under_a_second():
    nodes = [Node(n, OFFICE, 480 + n % 7) for n in range(1000)]
    ties = [Tie(n, n + step, "finish_start", n % 3) for n in range(990) for step in (1, 7, 9)]
    schedule(nodes, ties, ORIGIN)
    began = time.perf_counter()
    schedule(nodes, ties, ORIGIN)
    assert time.perf_counter() - began < 1


@given(
    st.integers(0, 60_000), st.integers(0, 60_000), st.integers(0, 10_000), st.sampled_from([OFFICE, SHORT])
)
def test_no_minute_of_work_is_lost_over_the_weeks(begin, length, minutes, calendar):
    start = ORIGIN + begin * MINUTE
    weeks = spread(start, start + length * MINUTE, minutes, calendar)
    assert sum(weeks.values()) == pytest.approx(minutes)
    assert all(monday.weekday() == 0 for monday in weeks)


def test_work_is_laid_evenly_on_working_time():
    friday = datetime(2026, 11, 27, 9, tzinfo=UTC)
    weeks = spread(friday, friday + timedelta(days=4, hours=9), 300, OFFICE)
    assert weeks == {date(2026, 11, 23): pytest.approx(100), date(2026, 11, 30): pytest.approx(200)}


def test_absences_that_overlap_take_nothing_twice():
    monday = date(2026, 11, 23)
    day = (ORIGIN, ORIGIN + timedelta(hours=9))
    half = (ORIGIN - timedelta(days=3), ORIGIN + timedelta(hours=3))
    assert capacity(OFFICE, [], monday) == 5 * 480
    assert capacity(OFFICE, [day, half], monday) == 4 * 480
    assert capacity(OFFICE, [half], monday) == 5 * 480 - 180
    assert monday_of(date(2026, 11, 29)) == monday
