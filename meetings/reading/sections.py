"""Cuts a text into meetings and each meeting into blocks, a block being what one label or heading opens."""

import itertools
import re
from dataclasses import dataclass, field

from .dates import find_date
from .lines import HAN, Line
from .surnames import han_name
from .titles import ends_with_ref
from .vocabulary import labelled, role_of

META = ("title", "date", "time", "end", "place", "link", "chair", "nextchair", "secretary")
PEOPLE = ("present", "absent", "guests", "inattendance")
FOLLOW = ("decisions", "actions", "carried")
TALK = ("agenda", "notes", "other", "topic")
_BARE_REST = re.compile(
    r"[\s()（）\[\],，.。:：~#*/-]|meeting|minutes|notes|call|session|agenda|weekly|the|on|of|"
    r"\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\b|会议|例会|纪要|记录|议题|"
    r"周[一二三四五六日]|星期[一二三四五六日天]|TC|技术委员会",
    re.I,
)
_STANDALONE = re.compile(r"本次|本期|上次|上期|上一|remaining|summary|all action", re.I)


@dataclass(slots=True)
class Block:
    role: str
    label: Line | None = None
    value: str = ""
    lines: list[Line] = field(default_factory=list)
    live: bool = False
    told: int = 0
    marked: bool = False
    top_heading: int = 9

    def add(self, line: Line) -> None:
        """Takes a line in, keeping count of what has been said."""
        self.lines.append(line)
        if line.mark not in ("e", "r"):
            self.told += 1
            self.marked = self.marked or line.mark in ("h", "n", "b")
        if line.mark == "h":
            self.top_heading = min(self.top_heading, line.level)

    @property
    def level(self) -> int:
        return self.label.level if self.label and self.label.mark == "h" else 0

    @property
    def talks(self) -> bool:
        """Whether items are under way here; a few stray lines in a meeting's head are not yet talk."""
        if self.label is None and not self.live and self.told <= 3 and not self.marked:
            return False
        return self.role in TALK and self.told > 0


def label_of(line: Line) -> tuple[str, str]:
    """(role, value) of a line that is a label: "与会人：…", "## Agenda", "三、遗留问题"; what can be ticked is none."""
    if line.mark in ("e", "r", "t") or line.checked:
        return "", ""
    role, value = labelled(line.text)
    if role:
        return role, value
    if line.mark in ("h", "n", "") and len(line.text) <= 60:
        role = role_of(line.text)
        if role and (
            line.mark == "h" or line.gap or line.style == "cn" or HAN.search(line.text) or role in PEOPLE
        ):
            return role, ""
    return "", ""


def _bare_date(line: Line, year: int | None) -> bool:
    if line.mark not in ("", "h") or len(line.text) > 90 or line.indent > 6:
        return False
    text = re.sub(r"\]\([^()]{0,300}\)", "]", line.raw.strip().lstrip("# "))
    text = re.sub(r"\(?\[[^\[\]]{0,40}\]\)?$", "", text)
    found = find_date(text, year if HAN.search(text) else None)
    if not found:
        return False
    if re.search(r"[，。；]\s*\S", text[found.end :]):
        return False
    before = _BARE_REST.sub("", text[: found.start])
    rest = before + _BARE_REST.sub("", text[found.end :])
    if found.doubtful and (before or not re.search("会|meeting|call", text, re.I)):
        return False
    return len(rest) <= (40 if line.mark == "h" else 24) and "http" not in text


def _starts(lines: list[Line], year: int | None) -> list[int]:
    """Line indexes at which a meeting's head begins."""
    labels = [label_of(line)[0] for line in lines]
    starts: list[int] = []
    heads: set[str] = set()
    talked = False
    for n, (line, role) in enumerate(zip(lines, labels, strict=True)):
        placed = line.indent <= 2 and not (line.mark == "b" and talked)
        labelled_date = placed and role in ("date", "time") and bool(find_date(line.text))
        dated = labelled_date or (not role and _bare_date(line, year))
        if dated and _head_follows(lines, labels, n):
            near = starts and not talked and n - starts[-1] <= 12
            if not near or (not role and lines[n].mark == "" and "chair" not in heads):
                starts.append(n)
                heads, talked = set(), False
        elif role == "chair" and "chair" in heads and talked and _head_follows(lines, labels, n):
            starts.append(n)
            heads, talked = set(), False
        heads.add(role)
        talked = talked or role in TALK or line.style == "topic"
    return starts


def _head_follows(lines: list[Line], labels: list[str], n: int) -> bool:
    seen, roles = 0, set()
    for line, role in zip(lines[n + 1 : n + 40], labels[n + 1 : n + 40], strict=True):
        seen += line.mark not in ("e", "r")
        if seen > 9:
            break
        roles.add(role)
    return (
        bool(roles & {"chair", "nextchair", "present", "agenda", "time", "link", "secretary"})
        or (bool(lines[n].mark == "h" and roles & {"notes", "actions"}))
        or any(line.style == "topic" or line.number in ("0", "1") for line in lines[n + 1 : n + 5])
    )


def split_meetings(lines: list[Line], year: int | None) -> list[list[Line]]:
    starts = _starts(lines, year)
    if len(starts) < 2:
        return [lines]
    edges = [0, *starts[1:], len(lines)]
    return [lines[a:b] for a, b in itertools.pairwise(edges)]


def _begins_points(line: Line) -> bool:
    """Whether the points of a meeting begin here though nothing announces them: 一、…, I. …, 88/25 …."""
    return line.style == "reference" or (line.style in ("cn", "roman") and line.number == "1")


class BlockBuilder:
    """Walks a meeting's lines once and opens a new block wherever a label or heading says so."""

    def __init__(self) -> None:
        self.blocks = [Block("head")]
        self.talked = False
        self.started = False
        self.seen: set[str] = set()

    @property
    def current(self) -> Block:
        return self.blocks[-1]

    def build(self, lines: list[Line]) -> list[Block]:
        for line in lines:
            self._place(line)
        return self.blocks

    def _open(self, role: str, line: Line | None, value: str = "") -> None:
        self.seen.add(role)
        self.blocks.append(Block(role, line, value))

    def _place(self, line: Line) -> None:
        self.talked = self.talked or self.current.talks
        role, value = label_of(line)
        if role in ("notes", "agenda") and re.match(r"\[?<?https?:", value):
            role = "link"
        if role == "agenda" and value and labelled(line.text, ("topic",))[0]:
            role = "topic"
        if role and role != "topic" and self._opens(role, value, line):
            self._open(role, line, value)
            return
        label = self.current.label
        if label and self._resumes(line):
            self._open("agenda", None)
            self.current.add(label)
        elif "topic" in (line.style, role) and not self.current.talks:
            self._open("agenda", None)
            self.current.live = True
        elif line.mark == "h" and not role:
            self._heading(line)
        elif self._at_the_top(line) and _begins_points(line):
            self._open("agenda", None)
        elif self._is_over(line):
            self._open("notes", None)
        self.current.add(line)
        self.started = self.started or (self.current.role in TALK and self.current.marked)

    def _at_the_top(self, line: Line) -> bool:
        """Whether nothing but the head and who was there has been read yet."""
        role = self.current.role
        return role == "head" or (role in PEOPLE and line.gap and not han_name(line.text))

    def _resumes(self, line: Line) -> bool:
        """A numbered "2. Action items" inside a numbered agenda ends where 3. begins."""
        block, label = self.current, self.current.label
        if label is None or label.mark != "n" or label.ordinal is None or label.style == "cn":
            return False
        if block.role not in (*FOLLOW, *PEOPLE, "skip"):
            return False
        same = line.mark == "n" and line.style == label.style and line.gap and line.indent <= label.indent + 1
        return same and line.ordinal == label.ordinal + 1

    def _heading(self, line: Line) -> None:
        block = self.current
        if block.role in TALK or (block.role == "head" and (line.level == 1 or not block.lines)):
            return
        if block.role == "head" or not block.level or line.level <= block.level:
            self._open("notes", None)

    def _is_over(self, line: Line) -> bool:
        """A value on the label's line ends with the paragraph; what follows is talk."""
        block = self.current
        if line.mark in ("e", "r"):
            return False
        if block.role in META:
            return bool(block.value) or (bool(block.lines) and line.gap)
        if block.role in PEOPLE and line.mark == "b" and ends_with_ref(line.text):
            return True
        if block.role in PEOPLE and block.level == 0:
            if block.value:
                return line.gap or line.mark != ""
            return line.gap and line.mark == "" and block.told > 1 and len(line.text) > 60
        return False

    def _opens(self, role: str, value: str, line: Line) -> bool:
        block = self.current
        in_talk = block.talks
        if role == "skip":
            after = block.role in FOLLOW and line.gap and line.mark == ""
            return line.mark == "h" or after or (not self.talked and line.mark != "n")
        if role in META:
            fresh = role not in self.seen and not self.started
            return (fresh or not self.talked) and bool(value or line.mark == "h" or not in_talk)
        if role in PEOPLE:
            if line.mark == "n" and not value and role in self.seen:
                return False
            return line.mark == "h" or not in_talk or (role not in self.seen and line.mark != "b")
        if role in ("agenda", "notes", "other"):
            return self._talk_opens(role, value, line)
        return role in FOLLOW and self._follow_opens(role, value, line)

    def _talk_opens(self, role: str, value: str, line: Line) -> bool:
        block = self.current
        if value and role != "agenda" and self.talked:
            return False
        if role == "other" and line.mark == "n" and block.role in TALK:
            return False
        if not block.talks or line.mark == "h":
            return True
        if line.mark == "" and (role == block.role == "agenda" or (role == "other" and not line.gap)):
            return line.gap and bool(re.match("新|本期|本次|其他|old|new|other", line.text, re.I))
        return line.indent <= 1 and not value and line.mark != "b"

    def _follow_opens(self, role: str, value: str, line: Line) -> bool:
        block = self.current
        if line.mark == "h":
            nested = block.role in TALK and block.top_heading < line.level
            return not nested or line.level <= 2
        if not block.talks:
            if block.role in ("actions", "carried") and value:
                return role == "decisions" and line.gap and line.mark == ""
            if block.role in FOLLOW:
                return line.indent <= 1 and (block.role != role or line.mark != "b")
            return True
        if line.mark == "n":
            return line.indent <= 1 and not value and (line.style == "cn" or role != "decisions")
        if line.mark == "b" or line.indent > 2 or role == "decisions":
            return False
        if _STANDALONE.search(line.text[:12]):
            return True
        return not value and line.gap


def blocks_of(lines: list[Line]) -> list[Block]:
    return BlockBuilder().build(lines)
