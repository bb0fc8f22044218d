"""Files and functions stay small, say what they decide, and leave nothing for later."""

import ast
import re
from pathlib import Path

from .source import PRODUCT, SUPPORT, Source, front, python, where

LONGEST_FILE, LONGEST_FUNCTION = 400, 40
NAMES_THAT_SAY_NOTHING = re.compile(r"^(utils?|helpers?|services?|managers?|misc|part_?\d+)$")
LATER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


def every() -> tuple[Source, ...]:
    return tuple(source for source in python(*PRODUCT, *SUPPORT) if not source.is_migration)


def test_no_file_is_longer_than_four_hundred_lines():
    texts = [(source.path, source.text) for source in every()] + list(front())
    long = {path: count for path, text in texts if (count := text.count("\n")) > LONGEST_FILE}
    assert not long


def test_no_function_is_longer_than_forty_lines():
    long = {
        f"{where(source, node)} {node.name}": count
        for source in every()
        for node in source.functions()
        if (count := node.end_lineno - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert not long


def test_every_module_opens_by_saying_what_it_decides():
    silent = [source.path for source in every() if source.text.strip() and not ast.get_docstring(source.tree)]
    assert not silent


def test_no_name_says_nothing():
    parts = {part for source in every() for part in Path(source.path).with_suffix("").parts}
    assert not [part for part in parts if NAMES_THAT_SAY_NOTHING.match(part)]


def test_nothing_is_left_for_later():
    texts = [(source.path, source.text) for source in every()] + list(front())
    mine = Path(__file__).name
    assert not [path for path, text in texts if LATER.search(text) and not path.endswith(mine)]
