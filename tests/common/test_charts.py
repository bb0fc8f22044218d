"""Line charts: points stay on the paper, a gap breaks the line, labels do not crowd."""

from hypothesis import given, settings
from hypothesis import strategies as st

from collab.common.charts import HEIGHT, MOST_LABELS, WIDTH, Series, line_chart


def test_a_missing_value_breaks_the_line_and_leaves_no_dot():
    [line] = line_chart(list("abcde"), [Series("Rate", [10, 20, None, 30, 40])])["lines"]
    assert len(line["dots"]) == 4
    assert len(line["pieces"]) == 2


def test_a_single_point_stands_alone_in_the_middle():
    chart = line_chart(["2026-11"], [Series("Rate", [50])])
    [dot] = chart["lines"][0]["dots"]
    assert chart["lines"][0]["pieces"] == []
    assert chart["left"] < dot["x"] < chart["right"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.none() | st.integers(0, 100), max_size=80))
def test_every_value_is_a_point_on_the_paper(values):
    labels = [str(place) for place in range(len(values))]
    chart = line_chart(labels, [Series("Rate", values)])
    dots = chart["lines"][0]["dots"]
    assert [dot["value"] for dot in dots] == [value for value in values if value is not None]
    assert all(0 <= dot["x"] <= WIDTH and 0 <= dot["y"] <= HEIGHT for dot in dots)
    assert len(chart["labels"]) <= MOST_LABELS
