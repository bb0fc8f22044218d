"""Finds decisions: sections, 结论 and RESOLVED labels, and sentences saying something was agreed."""

import re

from .items import ItemFinder
from .lines import HAN, SENTENCE, Line
from .models import ReadDecision
from .sections import TALK, Block
from .vocabulary import labelled, split_label

_LABEL = re.compile(
    r"(?:>\s*)?(?:\[\s?)?(?:RESOLVED|RESOLUTION|Resolution|Resolved|DECISIONS?|Decisions?|AGREED|"
    r"Agreed|DECIDED|Decided|AGREEMENT|CONCLUSION|Conclusion|"
    r"Outcome|OUTCOME|Motion (?:carried|passed))(?:\s?#?\d{1,3})?(?:\s?\])?\s*(?:[:：]|"
    r"\s[-–—]+)\s*(?P<rest>.*)"
)
_SAID = re.compile(
    r"\b(?:(?:it was|was|were|we|group|committee|board|everyone|all|"
    r"general(?:ly)?) (?:unanimously )?(?:agreed|decided|resolved|approved)\b|"
    r"(?:general |rough )?consensus (?:on|to|is|was|reached|that)|agreed (?:to|that|on)\b|"
    r"decided (?:to|that|on)\b|(?:general )?agreement (?:to|that|on)\b|"
    r"\bresolved,? that\b|motion (?:carried|passed|approved)|passed \d{1,2}[-–:]\d|\b(?:carried|passed) unanimously|"
    r"approved unanimously|carried unanimously|(?:decision|vote) (?:was )?(?:made|taken|to)\b)",
    re.I,
)
_HAN_SAID = re.compile(
    r"^(?:会议)?(?:一致)?(?:同意|通过|批准|议定|决定|原则同意|全票(?:通过|同意)|TC\s?投票通过|"
    r"投票通过|审议通过|会议(?:同意|决定|认为)|"
    r"(?:会议|经)[^，。]{0,12}(?:审议|研究|讨论)，(?:一致|原则)?(?:同意|通过|决定))|TC[^，。]{0,12}同意|全票"
)
_INTRODUCED = re.compile(r"(?:议定|决定|明确)(?:如下|以下事项)?[:：]$")
_NEGATED = re.compile(
    r"\bno (?:consensus|decision|agreement)|not (?:agreed|decided)|是否同意|need[s]? (?:consensus|"
    r"agreement|a decision)",
    re.I,
)
_EMPTY = re.compile(r"(?:无|暂无|none|n/?a|nil|tbd|暂无进展.*)[.。]?", re.I)


def _entries(lines: list[Line]) -> list[Line]:
    """The outer entries of a decisions block."""
    told = [line for line in lines if line.mark not in ("e", "r", "t") and line.text]
    if not told:
        return []
    marked = next((line for line in told if line.mark in ("n", "b")), None)
    if marked is None:
        return told[:60]
    return [
        line
        for line in told
        if (line.mark == marked.mark and line.indent <= marked.indent + 1) or line is told[0]
    ]


class DecisionFinder:
    def __init__(self, finder: ItemFinder) -> None:
        self.finder = finder
        self.decisions: list[ReadDecision] = []
        self._seen: set[str] = set()

    def read(self, blocks: list[Block]) -> list[ReadDecision]:
        for block in blocks:
            if block.role == "decisions":
                if block.value and block.label:
                    self._record(block.value, block.label, 0.9)
                for line in _entries(block.lines):
                    self._record(line.text, line, 0.85)
            elif block.role in TALK:
                self._talk(block.lines)
        return self.decisions

    def _record(self, text: str, line: Line, confidence: float) -> None:
        text = text.strip(" -–—*:：")
        if _INTRODUCED.fullmatch(re.sub(r"^会议", "", f"{text}：")):
            return
        key = re.sub(r"[\W_]+", "", text).casefold()[:120]
        if len(text) < 2 or _EMPTY.fullmatch(text) or key in self._seen:
            return
        self._seen.add(key)
        self.decisions.append(
            ReadDecision(text[:1_000], self.finder.item_at.get(line.no), line.no, confidence)
        )

    def _talk(self, lines: list[Line]) -> None:
        n = 0
        while n < len(lines):
            line = lines[n]
            n += 1
            if line.mark in ("e", "r", "t"):
                continue
            role, value = labelled(line.text, ("decisions",))
            if found := _LABEL.match(line.text):
                role, value = "decisions", found["rest"]
            if role and value:
                self._record(value, line, 0.9)
            elif role:
                n += self._below(lines, n, line)
            else:
                self._said(line)
                n += self._below(lines, n, line) if _INTRODUCED.search(line.text) else 0

    def _titles(self, line: Line) -> bool:
        """Whether an agenda item begins on this line."""
        at = self.finder.item_at.get(line.no)
        return at is not None and self.finder.items[at].line == line.no

    def _below(self, lines: list[Line], start: int, label: Line) -> int:
        """Reads the paragraph or list under an empty label; returns how many lines it took."""
        taken: list[Line] = []
        for line in lines[start:]:
            stop = (
                (line.gap and taken)
                or line.mark in ("h", "r")
                or line.style == "topic"
                or labelled(line.text)[0]
                or self._titles(line)
            )
            if stop or (line.mark == "e" and taken):
                break
            if line.mark != "e":
                taken.append(line)
        for line in _entries(taken):
            self._record(line.text, line, 0.8)
        return len(taken)

    def _said(self, line: Line) -> None:
        text = line.text
        if self._titles(line):
            return
        if parts := split_label(text):
            text = parts[1] if len(parts[0]) <= 20 and parts[1] and "。" not in parts[0] else text
        said = _SAID.search(text)
        if HAN.search(text):
            said_in = (one for one in SENTENCE.split(text) if _HAN_SAID.search(one))
            text = next((one for one in said_in if not one.startswith("会议认为")), text)
            said = _HAN_SAID.search(text)
        if not said or _NEGATED.search(text) or text.endswith(("?", "？")):
            return
        if not HAN.search(text):
            text = next((s for s in SENTENCE.split(text) if _SAID.search(s)), text)
        self._record(text, line, 0.5)
