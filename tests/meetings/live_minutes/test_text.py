"""The document and its readable text say the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from meetings.live_minutes.blocks import parse
from meetings.live_minutes.document import text_of, waits, write

MINUTES = """**Present:** 王芳, Bob  
**Absent:** Carl

## 1. Market relocation

Adopted: *fine*, see [the plan](https://example.org/p)

- Decision: move
- two
  1. a
  2. b

/task @staff 完成选址报告 due Friday

/decision Move it

> as it was said

---

1. Do it; Housing; 3 May"""


def document_of(text: str) -> Doc:
    document: Doc = Doc()
    write(document, text)
    return document


def test_a_text_comes_out_of_the_document_as_it_went_in():
    assert text_of(document_of(MINUTES)) == MINUTES


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from([*MINUTES.split("\n"), "", "<b>"]),
        max_size=12,
    )
)
def test_reading_what_was_written_changes_nothing_more(lines):
    once = text_of(document_of("\n".join(lines)))
    assert text_of(document_of(once)) == once


def test_a_change_from_elsewhere_leaves_other_blocks_alone():
    document = document_of(MINUTES)
    kept = [str(child) for child in document.get("default", type=XmlFragment).children]
    write(document, MINUTES.replace("Move it", "Move it by May"))
    now = [str(child) for child in document.get("default", type=XmlFragment).children]
    assert text_of(document) == MINUTES.replace("Move it", "Move it by May")
    assert len(set(kept) - set(now)) == 1


def test_an_update_without_its_beginning_is_seen_to_wait():
    first: Doc = Doc()
    root = first.get("default", type=XmlFragment)
    root.children.append(XmlElement("paragraph", {}, [XmlText("one")]))
    before = first.get_state()
    root.children.append(XmlElement("paragraph", {}, [XmlText("two")]))
    update = first.get_update(before)
    other: Doc = Doc()
    other.apply_update(update)
    assert waits(other, update)
    assert not waits(first, update)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("/task x", "task"),
        ("/任务 写报告", "task"),
        ("/决定：搬迁", "decision"),
        ("/NOTE y", "note"),
        ("/taskforce", ""),
        ("a /task x", ""),
    ],
)
def test_a_line_that_begins_with_a_command_is_a_proposal(line, kind):
    (block,) = parse(line)
    assert block.attrs.get("kind", "") == kind


def test_a_document_nobody_would_write_is_read_all_the_same():
    document: Doc = Doc()
    root = document.get("default", type=XmlFragment)
    root.children.append(XmlText("bare words"))
    root.children.append(XmlElement("heading", {"level": "many"}, [XmlText("odd")]))
    root.children.append(XmlElement("widget", {"x": "y"}, [XmlText("unknown")]))
    root.children.append(XmlElement("orderedList", {"start": "x"}, [XmlElement("listItem")]))
    assert "bare words" in text_of(document)
    assert "unknown" in text_of(document)
