"""Whatever text is pasted, reading it raises nothing, keeps the text and stays linear."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.reading import read_minutes, read_register
from meetings.reading.lines import MAX_LINES, MAX_WIDTH

LABELS = [
    "Present:",
    "与会人：",
    "# ",
    "## Agenda",
    "- ",
    "1. ",
    "议题1：",
    "ACTION:",
    "@bob to ",
    "| a | b |",
]
WORDS = [
    "2024-01-02",
    "责任人：张三",
    "遗留问题：",
    "结论：",
    "Ann will ",
    "by Friday",
    "9999年99月99日",
    "25:61",
]
SIGNS = ["\n", "\n\n", " ", "\t", "(", "（", "[x](", "--", "———", "①", "**", "|", "> > >", "...", "====="]
ODDITIES = ["\u202e", "\x00", "\u200b", "https://example.org/", "五"]
PIECES = st.sampled_from(LABELS + WORDS + SIGNS + ODDITIES)
UNITS = [*"([（-—*>|#.@ 。:：1、,a会\t", "ab ", "1.", "--a", "[a](", "@a ", "a@b."]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=60).map("".join))
def test_any_text_is_read_without_an_error_and_its_lines_are_kept_in_order(text):
    meetings = read_minutes(text, name="notes 2024.md")
    read_register(text)
    for meeting in meetings:
        places = [x.line for x in (*meeting.items, *meeting.decisions, *meeting.actions)]
        assert all(1 <= line <= text.count("\n") + text.count("\r") + 1 for line in places)
        indexes = [x.item for x in (*meeting.decisions, *meeting.actions) if x.item is not None]
        assert all(0 <= index < len(meeting.items) for index in indexes)


@pytest.mark.parametrize("unit", UNITS)
def test_one_enormous_line_of_anything_is_read(unit):
    read_minutes(unit * (200_000 // len(unit)))
    read_minutes((unit * 400 + "\n") * 20)


def test_signs_nobody_sees_do_not_hide_a_label():
    (meeting,) = read_minutes("\ufeffPre\u200bsent: Ann Lee\u202e, Bo\x00 Chan\nDa\u2060te: 2024-05-01\n")
    assert [person.name for person in meeting.present] == ["Ann Lee", "Bo Chan"]
    assert str(meeting.date) == "2024-05-01"


def test_what_is_too_long_to_read_is_kept_and_doubted():
    (meeting,) = read_minutes("Present: Ann Lee\n" + "x" * (MAX_WIDTH + 1) + "\n" + "- a\n" * (MAX_LINES + 5))
    assert {"too_long", "long_line"} <= {doubt.kind for doubt in meeting.doubts}
    assert meeting.raw.count("\n") >= MAX_LINES
