"""Finds the agenda items inside the blocks where a meeting talks, with the text written under each."""

import itertools
import re

from collab.common.later import later

from .lines import HAN, Line
from .models import ReadItem
from .numbering import Numbered, next_text, presented
from .outcomes import outcome_of
from .sections import TALK, Block
from .tables import items_of_table, tables_of
from .titles import TIMEBOX, ends_with_ref, people_named, refs_of, split_title
from .vocabulary import labelled, role_of, split_label

rapidfuzz = later("rapidfuzz")
MAX_MERGE = 400
_GROUP = re.compile(
    r"[\w.-]+/[\w.-]+|(?:old|new|unfinished|general|recurring|other|main|regular) (?:business|work|"
    r"items|topics)|"
    r"(?:main |open |general |technical )?(?:discussions?|proposals?|topics|issues|items|"
    r"items for discussion|pull requests|prs?|"
    r"pr review|approving prs?|(?:project|stage|proposal)s? (?:progression|advancement|review)|"
    r"for (?:discussion|decision|information)|"
    r"consent agenda|part [a-z0-9]+|working sessions?.{0,40}|讨论|议题|决策类?(?:议题)?|汇报类?(?:议题)?)",
    re.I,
)
_STANDING = re.compile(
    r".{0,30}\b(?:announcements?|updates?|introductions?|welcome|round ?table|q ?& ?a.*|other|"
    r"a\.?o\.?b\.?|any other business|shout-?outs|"
    r"news|kudos|reminders)(?: on progress)?|通报|其他|其它|公告",
    re.I,
)
_BOILERPLATE = re.compile(
    r"[*_]?extracted from .{0,60}labell?ed issues|this is a tentative agenda|"
    r"are there any (?:initiatives|items)|please (?:add|review) ",
    re.I,
)
_TAG = re.compile(r"\[(@?[\w -]{2,30})\]\s*(.+)")
_HEADLINE = re.compile(r"[A-Z][\w'’&/,-]*(?: (?:[A-Z0-9][\w'’&/,-]*|of|the|and|for|to|in|on|a|with)){0,8}")


class ItemFinder:
    """Collects items block by block; `owner_of[line.no]` tells which item a line's text belongs to."""

    def __init__(self, names: set[str]) -> None:
        self.names = names
        self.items: list[ReadItem] = []
        self.bodies: list[list[Line]] = []
        self.item_at: dict[int, int] = {}

    def add(self, line: Line, number: str, text: str) -> None:
        title, presenters, refs = split_title(text)
        if (tag := _TAG.match(title)) and self._first_name(tag[1]):
            title, presenters = tag[2], [tag[1].lstrip("@"), *presenters]
        lead, _, last = title.rpartition(" ")
        if lead and not presenters and last in self.names and HAN.search(last):
            title, presenters = lead.rstrip(" :：-"), [last]
        if not title and not presenters:
            self.body(line)
            return
        self.items.append(
            ReadItem(number, title or "、".join(presenters), presenters, refs=refs, line=line.no)
        )
        self.bodies.append([])
        self.item_at[line.no] = len(self.items) - 1

    def _first_name(self, word: str) -> bool:
        word = word.lstrip("@").casefold()
        return any(word in (name.casefold(), name.casefold().split()[0]) for name in self.names)

    def body(self, line: Line) -> None:
        if self.items:
            self.bodies[-1].append(line)
            self.item_at[line.no] = len(self.items) - 1

    def read_block(self, block: Block) -> None:
        lines = block.lines
        if block.value and block.role in TALK and not refs_of(block.value) and block.label:
            self.add(block.label, "", block.value) if block.role == "topic" else None
        if tabled := self._tabled(lines):
            self._rows(lines, tabled)
        elif block.role == "other" and block.label:
            self._standing(block.label, lines)
        elif any(line.style == "topic" for line in lines):
            self._topics(lines)
        elif any(self._is_topic_label(line) for line in lines):
            self._labelled_topics(lines)
        elif any(self._titling(line) for line in lines):
            self._headings(lines)
        else:
            self._listed(lines, None)

    def _tabled(self, lines: list[Line]) -> dict[int, tuple[str, str]]:
        """Number and title by line where a table lists the topics and no heading does."""
        if any(line.style == "topic" or self._titling(line) for line in lines):
            return {}
        rows = [row for table in tables_of(lines) for row in items_of_table(table)]
        return {no: (number, title) for no, number, title in rows}

    def _rows(self, lines: list[Line], tabled: dict[int, tuple[str, str]]) -> None:
        for line in lines:
            if line.no in tabled:
                self.add(line, *tabled[line.no])
            self.body(line)

    @staticmethod
    def _titling(line: Line) -> bool:
        return line.mark == "h" and not role_of(line.text)

    @staticmethod
    def _is_topic_label(line: Line) -> bool:
        return (
            line.mark in ("", "h")
            and labelled(line.text, ("topic",))[1] != ""
            and bool(line.gap or line.mark)
        )

    def _topics(self, lines: list[Line]) -> None:
        """议题1：… or Item 1: … — nothing else opens an item."""
        for n, line in enumerate(lines):
            if line.style == "topic":
                self.add(line, line.number, line.text or next_text(lines, n))
            elif line.mark == "h" and line.level <= 2 and not role_of(line.text):
                self.add(line, line.number, line.text)
            else:
                self.body(line)

    def _labelled_topics(self, lines: list[Line]) -> None:
        for line in lines:
            if self._is_topic_label(line):
                self.add(line, line.number, labelled(line.text, ("topic",))[1])
            else:
                self.body(line)

    def _standing(self, heading: Line, lines: list[Line]) -> None:
        """A heading that is an agenda item of its own if anything is written under it."""
        told = [line for line in lines if _tells(line) and not labelled(line.text, ("skip",))[0]]
        if told:
            self.add(heading, heading.number, heading.text)
            for line in lines:
                self.body(line)

    def _headings(self, lines: list[Line]) -> None:
        top = min(line.level for line in lines if self._titling(line))
        start = next(n for n, line in enumerate(lines) if self._titling(line) and line.level == top)
        if start:
            self._listed(lines[:start], None)
        edges = [n for n, line in enumerate(lines) if self._titling(line) and line.level == top] + [
            len(lines)
        ]
        for a, b in itertools.pairwise(edges):
            self._heading(lines[a], lines[a + 1 : b])

    def _heading(self, heading: Line, lines: list[Line]) -> None:
        name = TIMEBOX.sub("", heading.text).strip(" :：")
        bullets = [line for line in lines if line.mark == "b"]
        referred = sum(ends_with_ref(line.text) for line in bullets)
        if _GROUP.fullmatch(name) or referred >= 2 or (bullets and referred * 2 > len(bullets)):
            if any(self._titling(line) for line in lines):
                self._headings(lines)
            else:
                self._listed(lines, heading)
        elif _STANDING.fullmatch(name) and not heading.number:
            self._standing(heading, lines)
        else:
            self.add(heading, heading.number, heading.text)
            for line in lines:
                self.body(line)

    def _listed(self, lines: list[Line], group: Line | None) -> None:
        numbered = self._number_style(lines)
        if numbered:
            Numbered(self, *numbered).read(lines)
            return
        referred = [line for line in lines if line.mark in ("b", "n") and ends_with_ref(line.text)]
        bullets = [
            line for line in lines if line.mark == "b" and not line.checked and not self._speaks(line.text)
        ]
        if len(referred) >= 2 or (referred and group and len(referred) * 2 >= len(_outer(bullets))):
            self._referred(lines, min(line.indent for line in referred))
        elif bullets and bullets[0] is next((line for line in lines if line.text and line.mark != "r"), None):
            self._bulleted(lines, bullets)
        elif titles := _plain_titles(lines):
            for line in lines:
                self.add(line, "", line.text) if line.no in titles else self.body(line)
        elif bullets:
            self._bulleted(lines, bullets)
        elif group:
            self._standing(group, lines)
        else:
            for line in lines:
                self.body(line)

    def _speaks(self, text: str) -> bool:
        """熊伟：… or Bob: … — somebody's words, not a topic."""
        parts = split_label(text)
        if not parts or not parts[1]:
            return False
        who = parts[0].strip()
        return (
            who in self.names
            or any(who == name.split()[0] for name in self.names)
            or bool(re.fullmatch(r"[\u3400-\u9fff][Cc]ore|[\u3400-\u9fff]博", who))
        )

    @staticmethod
    def _number_style(lines: list[Line]) -> tuple[str, int] | None:
        told = [line for line in lines if line.mark not in ("e", "r")]
        first = next((line for line in told if line.mark == "n"), None)
        if first is not None and first.number not in ("0", "1") and first is not told[0]:
            first = next((line for line in told if line.mark == "n" and line.number in ("0", "1")), None)
        if first is None or first.ordinal is None:
            return None
        referred = sum(line.mark == "b" and ends_with_ref(line.text) for line in told)
        outer = [
            line for line in told if line.mark == "b" and line.indent < first.indent and line.no < first.no
        ]
        early = told.index(first) <= 3 or first.indent == 0
        return (first.style, first.indent) if early and referred < 2 and not outer else None

    def _referred(self, lines: list[Line], indent: int) -> None:
        """A generated agenda: the bullets that end in an issue link are the items, the rest are notes."""
        for n, line in enumerate(lines):
            listed = line.mark in ("b", "n")
            reference = listed and line.indent <= indent + 1 and ends_with_ref(_with_next(lines, n))
            parent = (
                line.mark == "b"
                and line.indent <= indent
                and line.style == "*"
                and _has_children(lines, n)
                and line.gap
            )
            if reference or (parent and not _note(line.text)):
                self.add(line, line.number, _with_next(lines, n))
            else:
                self.body(line)

    def _bulleted(self, lines: list[Line], bullets: list[Line]) -> None:
        indent = min(line.indent for line in bullets)
        style = next(line.style for line in bullets if line.indent <= indent + 1)
        for line in lines:
            if (
                line.mark == "b"
                and line.indent <= indent + 1
                and line.style == style
                and not _note(line.text)
                and not self._speaks(line.text)
            ):
                self.add(line, line.number, line.text)
            else:
                self.body(line)


def _outer(bullets: list[Line]) -> list[Line]:
    if not bullets:
        return []
    indent = min(line.indent for line in bullets)
    return [line for line in bullets if line.indent <= indent + 1]


def _with_next(lines: list[Line], n: int) -> str:
    """A bullet together with an issue link that was pushed onto the line below it."""
    text = lines[n].text
    if n + 1 < len(lines):
        below = lines[n + 1]
        if below.mark == "" and re.match(r"\[(?:[^\]]{0,60}#)?\d+\]\(", below.text):
            return f"{text} {below.text}"
        if below.mark == "" and text.endswith("]") and re.match(r"\(https?:", below.text):
            return text + below.text
    return text


def _has_children(lines: list[Line], n: int) -> bool:
    below = lines[n + 1] if n + 1 < len(lines) else None
    return bool(below and below.mark in ("b", "n") and below.indent > lines[n].indent + 1)


def _note(text: str) -> bool:
    """Words that comment on an item instead of naming one."""
    parts = split_label(text)
    known = parts and role_of(
        parts[0], ("decisions", "actions", "carried", "owner", "due", "status", "presenter", "link")
    )
    return bool(known or _BOILERPLATE.match(text) or not text)


def _tells(line: Line) -> bool:
    bare = line.text.strip(" *_-")
    return (
        line.mark not in ("e", "r")
        and bool(bare)
        and not _BOILERPLATE.match(line.text)
        and not re.fullmatch(r"<?https?://\S+", bare)
    )


def _plain_titles(lines: list[Line]) -> set[int]:
    """Titles that stand unmarked: a short line after a gap, naming a presenter or followed by notes."""
    found: set[int] = set()
    for n, line in enumerate(lines):
        if line.mark or line.indent > 1 or not (line.gap or n == 0) or len(line.text) > 90 or not line.text:
            continue
        below = lines[n + 1] if n + 1 < len(lines) else None
        noted = below is not None and (
            below.mark in ("b", "n") or (below.mark == "" and below.indent > line.indent + 1)
        )
        if (
            labelled(line.text)[0]
            or role_of(line.text)
            or _note(line.text)
            or refs_of(line.text) == [line.text]
        ):
            continue
        if (
            (noted and not re.search(r"[。.;；,，]$", line.text) and len(split_label(line.text) or ()) == 0)
            or (HAN.search(line.text) and presented(line.text))
            or (
                below is not None
                and below.mark == ""
                and below.text
                and not below.gap
                and _HEADLINE.fullmatch(line.text)
            )
        ):
            found.add(line.no)
    return found


def _merge(finder: ItemFinder) -> None:
    """An agenda that is listed first and minuted afterwards gives each item once."""
    if len(finder.items) > MAX_MERGE:
        return
    kept: list[int] = []
    moved: dict[int, int] = {}
    for n, item in enumerate(finder.items):
        twin = next((k for k in kept if _twins(finder.items[k], item)), None)
        if twin is None:
            moved[n] = len(kept)
            kept.append(n)
            continue
        moved[n] = kept.index(twin)
        first = finder.items[twin]
        first.presenters = first.presenters or item.presenters
        first.refs = list(dict.fromkeys(first.refs + item.refs))
        finder.bodies[twin] += finder.bodies[n]
    finder.items = [finder.items[n] for n in kept]
    finder.bodies = [finder.bodies[n] for n in kept]
    finder.item_at = {no: moved[n] for no, n in finder.item_at.items()}


def _twins(one: ReadItem, other: ReadItem) -> bool:
    a, b = one.title.casefold()[:120], other.title.casefold()[:120]
    if a == b:
        return True
    if one.number and one.number == other.number and one.presenters and one.presenters == other.presenters:
        return True
    return (
        bool(one.number) and one.number == other.number and rapidfuzz.fuzz.token_set_ratio(a, b) >= 70
    ) or rapidfuzz.fuzz.ratio(a, b) >= 88


def _presenter_lines(item: ReadItem, lines: list[Line]) -> None:
    """发起人：… and its kin on the lines under a title."""
    for line in lines[:6]:
        role, value = labelled(line.text, ("presenter",))
        if role and value and not item.presenters:
            item.presenters = people_named(value) or [value[:40]]


def find_items(blocks: list[Block], names: set[str]) -> ItemFinder:
    finder = ItemFinder(names)
    for block in blocks:
        if block.role in TALK:
            finder.read_block(block)
    _merge(finder)
    for item, lines in zip(finder.items, finder.bodies, strict=True):
        _presenter_lines(item, lines)
        item.body = "\n".join(line.raw.rstrip() for line in lines).strip("\n")
        item.refs = list(dict.fromkeys(item.refs + refs_of(item.body)))
        item.outcome = outcome_of(item)
    return finder
