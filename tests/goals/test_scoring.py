"""Scores and the target line against plain reckoning: clamped, in both directions, never nought for what is missing."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collab.org.worktime import Calendar
from goals.models import Health
from goals.pace import ALLOWANCES, Span, health_of, next_turn
from goals.scoring import reading, share_done, value_at, weighted_mean

OFFICE = Calendar("Asia/Shanghai", (((540, 720), (780, 1080)),) * 5 + ((), ()))
YEAR = Span(datetime(2026, 1, 5, 1, tzinfo=UTC), datetime(2026, 12, 18, 10, tzinfo=UTC), OFFICE)
FIGURES = st.decimals(-10_000, 10_000, places=2)
SHARES = st.none() | st.decimals(0, 1, places=4)
INSTANTS = st.datetimes(datetime(2025, 12, 1), datetime(2027, 1, 31)).map(lambda at: at.replace(tzinfo=UTC))


@given(FIGURES, FIGURES, FIGURES)
@settings(max_examples=60, deadline=None)
def test_a_score_is_the_clamped_share_of_the_way_in_either_direction(start, target, current):
    if start == target:
        with pytest.raises(ValueError):
            share_done(start, target, current)
        return
    way = Fraction(current) - Fraction(start)
    exact = min(max(way / (Fraction(target) - Fraction(start)), Fraction(0)), Fraction(1))
    assert abs(Fraction(share_done(start, target, current)) - exact) <= Fraction(1, 20_000)


def test_a_key_result_without_a_figure_has_no_score_rather_than_nought():
    assert share_done(Decimal(0), Decimal(10), None) is None
    assert share_done(Decimal(0), Decimal(10), Decimal(0)) == 0


@given(st.lists(st.tuples(SHARES, st.integers(0, 9)), max_size=6))
@settings(max_examples=60, deadline=None)
def test_a_weighted_mean_leaves_out_what_is_missing_with_its_weight(parts):
    mean = weighted_mean(parts)
    given_ = [(Fraction(share), weight) for share, weight in parts if share is not None]
    weight = sum(weight for _share, weight in given_)
    assert (mean.known, mean.whole) == (weight, sum(weight for _share, weight in parts))
    if not weight:
        assert mean.share is None
    else:
        exact = sum(share * weight for share, weight in given_) / weight
        assert abs(Fraction(mean.share) - exact) <= Fraction(1, 20_000)


@pytest.mark.parametrize(
    ("score", "committed", "aspirational"),
    [("1", "met", "met"), ("0.85", "partly", "met"), ("0.7", "partly", "met"), ("0.5", "missed", "partly")],
)
def test_the_same_score_means_less_where_all_of_it_was_promised(score, committed, aspirational):
    assert reading(Decimal(score), "committed") == committed
    assert reading(Decimal(score), "aspirational") == aspirational
    assert reading(None, "committed") == ""


def test_the_value_of_a_share_is_the_way_back_from_it():
    assert value_at(Decimal(80), Decimal(20), share_done(Decimal(80), Decimal(20), Decimal(50))) == 50


def test_a_weekend_does_not_move_the_target_line():
    friday, monday = datetime(2026, 3, 6, 10, tzinfo=UTC), datetime(2026, 3, 9, 1, tzinfo=UTC)
    assert YEAR.elapsed(friday) == YEAR.elapsed(monday)
    assert YEAR.elapsed(YEAR.starts) == 0
    assert YEAR.elapsed(YEAR.ends) == 1


@given(INSTANTS, INSTANTS)
@settings(max_examples=40, deadline=None)
def test_the_target_line_never_falls(one, other):
    first, last = sorted([one, other])
    assert 0 <= YEAR.elapsed(first) <= YEAR.elapsed(last) <= 1


@given(st.decimals(0, 1, places=4), INSTANTS)
@settings(max_examples=40, deadline=None)
def test_a_health_turns_exactly_when_it_was_foretold(done, now):
    def light(at):
        return health_of(done, YEAR.elapsed(at), over=at >= YEAR.ends)

    turn = next_turn(done, YEAR, now)
    if turn is None:
        assert light(now) == light(max(now, YEAR.ends))
    else:
        assert turn > now
        assert light(turn - timedelta(minutes=1)) == light(now) or turn - timedelta(minutes=1) < now
        assert light(turn) != light(now) or turn >= YEAR.ends


def test_being_behind_the_line_turns_the_health_step_by_step():
    due = Decimal("0.9")
    seen = [health_of(due - allowed, due, over=False) for _health, allowed in ALLOWANCES]
    assert seen == [health for health, _allowed in ALLOWANCES]
    assert health_of(Decimal("0.1"), due, over=False) == Health.RED
    assert health_of(None, due, over=False) == Health.NONE
    assert health_of(Decimal("0.99"), Decimal(1), over=True) == Health.RED
