"""The wording of minutes as plain paragraphs, and what changed from one version to the next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..live_minutes.blocks import COMMAND_LINE, COMMANDS, DECISION, NOTE, TASK

MARKS = re.compile(r"(\*\*|__|~~|`|(?<![\w*])\*(?=\S))(.+?)(?<=\S)\1")
LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]+\)")
ESCAPED = re.compile(r"\\([-+*#>.)_])")
HEADING = re.compile(r"^(#{1,6})\s+(.*)$")
BULLET = re.compile(r"^(\s*)[-*+]\s+")
RULE = re.compile(r"^\s*(-{3,}|\*{3,}|_{3,})\s*$")
LONGEST = 2000  # characters of one paragraph; a longer one is broken, which no page could hold
MOST_LINES = 3000  # compared one by one; beyond, a version is shown as replaced in whole


@dataclass(frozen=True)
class Paragraph:
    """`level` is that of a heading, 0 for text."""

    level: int
    words: str


def labels() -> dict[str, str]:
    """What marked lines are called in the reader's language."""
    return {TASK: _("Task"), DECISION: _("Decision"), NOTE: pgettext("in minutes", "Note")}


def letter_words(year: int | None, letter: int | None) -> str:
    """The number of an official letter 文号 in the reader's language; empty before the first issue."""
    return _("[%(year)s] No. %(serial)s") % {"year": year, "serial": letter} if letter else ""


def spelled_out(text: str) -> str:
    """The wording for those who only read: a marked line opens with what it is instead of its command."""
    named = labels()
    label = _("%(label)s: %(words)s")
    return COMMAND_LINE.sub(
        lambda found: found[1] + label % {"label": f"**{named[COMMANDS[found[2].lower()]]}**", "words": ""},
        text,
    )


def paragraphs_of(text: str) -> Iterator[Paragraph]:
    """The Markdown's lines without its marks."""
    for row in text.split("\n"):
        if not row.strip() or RULE.match(row):
            continue
        head = HEADING.match(row)
        words = LINK.sub(r"\1", head[2] if head else BULLET.sub(r"\1• ", row))
        words = ESCAPED.sub(r"\1", MARKS.sub(r"\2", words)).strip()
        for at in range(0, len(words), LONGEST):
            yield Paragraph(len(head[1]) if head else 0, words[at : at + LONGEST])


@dataclass(frozen=True)
class Change:
    """A line that was kept, added or removed."""

    sign: str
    words: str


def changes_between(before: list[str], after: list[str]) -> list[Change]:
    """Line by line what a version changed of the one before."""
    if len(before) + len(after) > MOST_LINES:
        return [Change("-", row) for row in before] + [Change("+", row) for row in after]
    found: list[Change] = []
    for sort, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if sort == "equal":
            found += [Change(" ", row) for row in before[i:j]]
        else:
            found += [Change("-", row) for row in before[i:j]]
            found += [Change("+", row) for row in after[k:m]]
    return found
