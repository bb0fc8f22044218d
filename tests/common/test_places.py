"""Moving a row in an order puts it there whatever the positions were, and seldom writes another."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from collab.common.places import put_at


@dataclass
class Row:
    pk: int
    position: int


@settings(max_examples=60, deadline=None)
@given(
    places=st.lists(st.integers(0, 5000), min_size=1, max_size=12).map(sorted),
    moves=st.lists(st.tuples(st.integers(0, 11), st.integers(1, 14)), max_size=20),
    gap=st.sampled_from([1, 1024]),
)
def test_a_moved_row_stands_where_it_was_put_and_the_rest_keep_their_order(places, moves, gap):
    rows = [Row(pk, position) for pk, position in enumerate(places)]
    for which, place in moves:
        row = rows[which % len(rows)]
        expected = [one.pk for one in rows if one is not row]
        expected.insert(min(place, len(rows)) - 1, row.pk)
        changed = put_at(rows, row, place, gap)
        rows.sort(key=lambda one: (one.position, one.pk))
        assert [one.pk for one in rows] == expected
        assert all(one.position >= 0 for one in rows)
        assert len({one.pk for one in changed}) == len(changed)


def test_with_room_between_them_one_row_is_written():
    rows = [Row(pk, 1024 * (pk + 1)) for pk in range(1000)]
    assert put_at(rows, rows[900], 2, 1024) == [rows[900]]
    assert put_at(rows, rows[0], 1000, 1024) == [rows[0]]
