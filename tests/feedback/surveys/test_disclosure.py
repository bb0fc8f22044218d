"""No adversary who has everything that is told, and every sum and difference of it, comes by a small group.

The oracle knows what is told as linear equations over the finest cells, knows that counts are not negative (so that
nothing in a sum of nothing is nothing), and tries every set of cells: one whose size follows from the equations
must be empty or of five answers or more.
"""

from collections import Counter
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.surveys.disclosure import BLANK, groups_of, is_comparable, is_safe, tell, turnout

FEW = settings(max_examples=60, deadline=None)
SCALE = [[(1,), (2,), (3,), (BLANK,)], [(1,), (2, 3), (BLANK,)]]


def reduced(rows):
    """The row echelon form, as pairs of a pivot and its row."""
    basis = []
    for row in rows:
        row = [Fraction(value) for value in row]
        for pivot, known in basis:
            if row[pivot]:
                row = [a - row[pivot] * b for a, b in zip(row, known, strict=True)]
        pivot = next((at for at, value in enumerate(row) if value), None)
        if pivot is not None:
            basis.append((pivot, [value / row[pivot] for value in row]))
    return basis


def follows(basis, row):
    row = [Fraction(value) for value in row]
    for pivot, known in basis:
        if row[pivot]:
            row = [a - row[pivot] * b for a, b in zip(row, known, strict=True)]
    return not any(row)


def isolated(sizes, told):
    """Sets of cells whose size follows from the sizes of the sets told, and is 1 to 4."""
    empty = {cell for cells in told if not sum(sizes[cell] for cell in cells) for cell in cells}
    cells = [cell for cell in sizes if cell not in empty]
    basis = reduced([[cell in some for cell in cells] for some in told])
    found = []
    for chosen in product((0, 1), repeat=len(cells)):
        size = sum(sizes[cell] for cell, is_in in zip(cells, chosen, strict=True) if is_in)
        if not is_safe(size) and follows(basis, chosen):
            found.append((size, chosen))
    return found


def test_the_oracle_finds_what_a_careless_table_gives_away():
    sizes = {"roads": 8, "parks": 3}
    assert isolated(sizes, [{"roads", "parks"}, {"roads"}])
    assert not isolated(sizes, [{"roads", "parks"}])


trees = st.lists(st.integers(-1, 5), min_size=1, max_size=6).map(
    lambda above: {unit: (parent if -1 < parent < unit else None) for unit, parent in enumerate(above)}
)


@FEW
@given(trees, st.lists(st.integers(0, 9), min_size=7, max_size=7))
def test_no_departments_can_be_told_apart_that_are_fewer_than_five_answers(parents, sizes):
    counts = dict(zip([*parents, None], sizes, strict=False))
    groups = groups_of(parents, counts)
    told = [{unit for unit in counts if groups[unit] == head} for head in set(groups.values())]
    told += [set(counts)] if groups else []
    for unit in parents:  # a department with all below it, where that is made of whole groups
        inside = {one for one in counts if one is not None and unit in lineage(parents, one)}
        heads = {groups.get(one) for one in inside}
        if heads and {one for one in counts if groups.get(one) in heads} == inside:
            told.append(inside)
    assert not isolated(counts, told)


def lineage(parents, unit):
    while unit is not None:
        yield unit
        unit = parents[unit]


def test_a_unit_that_would_be_the_parent_minus_its_sisters_is_told_with_them():
    groups = groups_of({"bureau": None, "roads": "bureau", "parks": "bureau"}, {"roads": 9, "parks": 2})
    assert set(groups.values()) == {None}


def test_what_is_small_goes_up_to_the_department_above():
    parents = {"bureau": None, "roads": "bureau", "parks": "bureau"}
    groups = groups_of(parents, {"bureau": 6, "roads": 9, "parks": 2})
    assert groups == {"bureau": "bureau", "parks": "bureau", "roads": "roads"}


def test_under_five_answers_nothing_is_told():
    assert groups_of({"roads": None}, {"roads": 4}) == {}
    assert tell({"roads": {1: 4}}, SCALE) is None


cell_counts = st.lists(st.sampled_from([0, 0, 1, 2, 3, 5, 6, 8, 12]), min_size=12, max_size=12)


def told_sets(cells, found):
    """What is told of one question, as sets of (group, answer)."""
    answers = [answer for bin in SCALE[0] for answer in bin]
    sets = [{(unit, answer) for answer in answers} for unit in cells]  # how many answered in each group
    sets += [{(unit, answer) for unit in cells for answer in bin} for bin in found.total]
    sets += [{(unit, answer) for answer in bin} for unit, row in found.rows.items() for bin in row]
    return sets


@FEW
@given(cell_counts, st.booleans())
def test_no_answer_of_fewer_than_five_follows_from_a_question_by_group(sizes, ordered):
    answers = [1, 2, 3, BLANK]
    cells = {unit: dict(zip(answers, sizes[at * 4 :], strict=False)) for at, unit in enumerate("abc")}
    if any(not is_safe(sum(row.values())) for row in cells.values()):
        return
    found = tell(cells, SCALE, ordered=ordered)
    if found is None:
        return
    flat = {(unit, answer): cells[unit][answer] for unit in cells for answer in answers}
    assert sum(found.total.values()) == sum(flat.values())
    assert not isolated(flat, told_sets(cells, found))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([0, 1, 2, 4, 5, 7, 9]), min_size=12, max_size=12))
def test_two_questions_together_isolate_nobody_either(sizes):
    flat = dict(zip(product("abc", (0, 1), (0, 1)), sizes, strict=True))
    if any(not is_safe(sum(n for (unit, _, _), n in flat.items() if unit == one)) for one in "abc"):
        return
    told = [{cell for cell in flat if cell[0] == unit} for unit in "abc"]
    for question in (1, 2):
        cells = {unit: Counter() for unit in "abc"}
        for cell, size in flat.items():
            cells[cell[0]][cell[question]] += size
        found = tell(cells, [[(0,), (1,)]])
        if found is None:
            return
        told += [{cell for cell in flat if cell[question] in bin} for bin in found.total]
        told += [
            {cell for cell in flat if cell[0] == unit and cell[question] in bin}
            for unit, row in found.rows.items()
            for bin in row
        ]
    assert not isolated(flat, told)


@FEW
@given(st.lists(st.tuples(*[st.sampled_from(["", "a", "b"])] * 3), min_size=1, max_size=40))
def test_rounds_told_beside_one_another_cannot_be_subtracted(people):
    rounds = [{at: who[place] for at, who in enumerate(people) if who[place]} for place in range(3)]
    if not is_comparable(rounds):
        return
    alike = Counter(people)
    told = [{kind for kind in alike if kind[place] == group} for place in range(3) for group in "ab"]
    assert not isolated(alike, told)


@pytest.mark.parametrize(("came", "left", "fine"), [(0, 0, True), (1, 0, False), (0, 4, False), (5, 6, True)])
def test_a_round_is_not_told_beside_one_from_which_few_came_or_went(came, left, fine):
    before = dict.fromkeys(range(20), "all")
    after = dict.fromkeys(range(left, 20 + came), "all")
    assert is_comparable([before, after]) is fine


@given(st.integers(0, 200))
def test_turnout_is_told_in_fives_and_not_below_five(answered):
    told = turnout(answered)
    assert told is None if answered < 5 else (told % 5 == 0 and answered - 5 < told <= answered)


def test_narrow_answers_are_merged_with_their_neighbours_only():
    found = tell({None: {1: 2, 2: 6, 3: 7, BLANK: 0}}, SCALE, ordered=True)
    assert found.total == {(1, 2): 8, (3,): 7, (BLANK,): 0}


def test_groups_are_told_by_wide_bins_where_narrow_ones_are_too_small():
    cells = {"a": {1: 6, 2: 3, 3: 4, BLANK: 0}, "b": {1: 9, 2: 4, 3: 5, BLANK: 0}}
    found = tell(cells, SCALE, ordered=True)
    assert found.rows == {"a": {(1,): 6, (2, 3): 7, (BLANK,): 0}, "b": {(1,): 9, (2, 3): 9, (BLANK,): 0}}
    assert found.total == {(1,): 15, (2,): 7, (3,): 9, (BLANK,): 0}
