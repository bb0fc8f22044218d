"""Finds action items: in sections and tables, behind ACTION or 遗留问题 labels, and in promises."""

import itertools
import re
from datetime import date

from .dates import find_due
from .items import ItemFinder
from .lines import HAN, SENTENCE, Line
from .models import ReadAction
from .owners import (
    CLAUSE,
    TAIL_LABEL,
    Roster,
    commitment,
    han_lead,
    mentions,
    names_in,
    take_owners,
    unit_in_charge,
)
from .sections import TALK, Block
from .tables import actions_of_tables
from .titles import split_title
from .vocabulary import labelled, role_of, split_label

_CUE = re.compile(
    r"(?:\[\s?)?(?P<old>last (?:week|meeting)['’]?s\s+)?(?:ACTION[ _-]?ITEMS?|Action[ _-]?[Ii]tems?|"
    r"ACTIONS?|Actions?|AIs?|A\.I\.|TODOs?|To-?[Dd]os?|"
    r"Follow[- ]?ups?|FOLLOW[- ]?UPS?|Next [Ss]teps?|Tasks?|"
    r"NEXT STEPS?)(?:\s?#?\d{1,3}(?:\.\d{1,3})?)?(?:\s?\])?"
    r"\s*(?P<who>[（(\[][^()（）\[\]]{1,40}[)）\]]|\s(?:on|for|to) [A-Z][\w ]{1,40}|"
    r"@[\w-]{2,39})?\s*(?:[:：]|\s[-–—>]+|-\s)\s*(?P<rest>.*)",
)
_NOTHING = re.compile(
    r"(?:none|no(?:ne)?(?: actions?)?(?: items?)?(?: needed| required| at this time)?|n/?a|nil|tbd|"
    r"-+)(?:\b.{0,60})?[.。]?|(?:无|暂无|没有)[.。]?|本次(?:会议)?(?:暂)?无.{0,20}|"
    r".{0,40}本次暂无.{0,20}",
    re.I,
)
_DONE = re.compile(r"close[d]?\b|完成|闭环|关闭|已解决|\bdone\b|resolved|completed", re.I)
_ENDED = re.compile(
    r"[\s.:：\-–—(（\[【]+(?:closed?|done|completed?|ongoing|in progress|open|已完成|已闭环|"
    r"进行中)[\s.)）\]】]*$",
    re.I,
)
_OPEN = re.compile(r"\bopen\b|in progress|pending|ongoing|进行中|未完成|继续跟踪|遗留|暂无", re.I)
_STATIC = re.compile(
    r"(?:not|be|have|need|need to be|likely|probably|never|also be|still be|also need|want|see|"
    r"continue to be|mean|become|happen|"
    r"take place|apply|require|depend|remain|allow|contain|include|also have|always|only|now|"
    r"no longer|all|only be)\b",
    re.I,
)
_THING = re.compile(
    r"(?:the|a|an|be|that|this|his|her|their|me|us|do|him|them|it|january|february|march|april|may|"
    r"june|july)\b",
    re.I,
)
_ASK = re.compile(
    r"请|负责|牵头|跟进|主笔|梳理|评估|调研|输出|提交|协调|联系|组织|安排|确认|收集|汇报|整理|补充|"
    r"同步|推动|审视|拉通|讨论|宣传|完成|准备|更新|解决|督促|发起|沟通"
)
_PROGRESS = re.compile(r"已(?:经)?完成|完成\s?\d|\d\s?%|联调中|进行中$")
_PRONOUN = re.compile(r"(?:She|He)\s+(?:will|shall|agreed to|undertook to|is to)\s+(?P<rest>.*)")
_DASHES = re.compile(r"—{3,}")
_WHOSE = re.compile(
    r"(?P<who>[\u3400-\u9fff]{2,4}?)(?:的)?(?:遗留(?:问题|事项)|待办|行动项)\s*[:：]\s*(?P<rest>\S.*)"
)
_SET_APART = re.compile(r"\S\s{5,}[\u3400-\u9fff、]{2,20}$")
_NICKNAME = re.compile(r"[\u3400-\u9fff][Cc]ore|[\u3400-\u9fff]博")
_BODY_LABEL = ("actions", "carried")


class ActionFinder:
    """Gathers the actions of one meeting; the same words are recorded once."""

    def __init__(self, roster: Roster, day: date | None, finder: ItemFinder) -> None:
        self.roster, self.day, self.finder = roster, day, finder
        self.actions: list[ReadAction] = []
        self._known: dict[str, ReadAction] = {}

    def read(self, blocks: list[Block]) -> list[ReadAction]:
        for block in blocks:
            if block.role in _BODY_LABEL:
                self._section(block)
            elif block.role in (*TALK, "decisions"):
                self._talk(block.lines)
        return self.actions

    def record(
        self, text: str, line: Line, confidence: float, carried: bool, owners: list[str] | None = None
    ) -> ReadAction | None:
        found, text = take_owners(text, self.roster) if not owners else (self.roster.settle(owners), text)
        title = split_title(text)[0] if text.startswith("[") else text
        ended = _ENDED.search(title)
        title = title[: ended.start()] if ended else title
        title = title.strip(" -–—*:：,，;；·")
        if len(title) < 2 or _NOTHING.fullmatch(title):
            return None
        due, due_text = find_due(text, self.day)
        status = (
            line.checked
            or (("closed" if _DONE.search(ended[0]) else "open") if ended else "")
            or ("open" if not carried else "")
        )
        action = ReadAction(
            title[:1_000],
            found,
            due,
            due_text,
            status,
            carried,
            self.finder.item_at.get(line.no),
            line.no,
            confidence,
        )
        return self._keep(action)

    def _keep(self, action: ReadAction) -> ReadAction:
        key = re.sub(r"[\W_]+", "", action.text).casefold()[:80]
        twin = self._known.get(key)
        if twin and (None in (twin.item, action.item) or twin.item == action.item or HAN.search(key)):
            twin.owners = twin.owners or action.owners
            twin.confidence = max(twin.confidence, action.confidence)
            return twin
        self._known[key] = action
        self.actions.append(action)
        return action

    def _section(self, block: Block) -> None:
        carried = block.role == "carried" or bool(block.label and re.search(r"遗留", block.label.text))
        if block.value and block.label:
            self.record(block.value, block.label, 0.85, carried)
        if any(line.mark == "t" for line in block.lines):
            for action in actions_of_tables(block.lines, self.day, self.roster, required=False):
                action.carried_over = carried
                self._keep(action)
        listed = [line for line in block.lines if line.mark != "t"]
        if block.value:
            listed = [line for line in listed if _CUE.match(line.text) or labelled(line.text, _BODY_LABEL)[1]]
        Listing(self, carried, 0.9).read(listed)

    def _talk(self, lines: list[Line]) -> None:
        table = [line for line in lines if line.mark == "t"]
        for action in actions_of_tables(table, self.day, self.roster, required=True):
            action.item = self.finder.item_at.get(action.line)
            self._keep(action)
        n = 0
        while n < len(lines):
            line = lines[n]
            n += 1
            if line.mark in ("e", "r", "t"):
                continue
            inside = self._cued(line, lines, n - 1)
            if inside is None and line.mark != "h":
                self.said(line)
            n += inside or 0

    def _cued(self, line: Line, lines: list[Line], n: int) -> int | None:
        """Reads a label that announces actions; returns how many lines below it took, or None."""
        if line.checked:
            self.record(line.text, line, 0.9, False)
            return 0
        role, value = labelled(line.text, _BODY_LABEL)
        if (whose := _WHOSE.match(line.text)) and self.roster.knows(whose["who"]):
            self.record(whose["rest"], line, 0.85, "遗留" in whose[0], [whose["who"]])
            return 0
        cue = _CUE.match(line.text)
        if not role and not cue:
            heading = (
                role_of(line.text, _BODY_LABEL) if len(line.text) < 24 and line.mark in ("h", "b", "") else ""
            )
            if not heading or (
                line.no in self.finder.item_at
                and self.finder.items[self.finder.item_at[line.no]].line == line.no
            ):
                return None
            role = heading
        carried = role == "carried" or "遗留" in line.text[:8] or bool(cue and cue["old"])
        if cue:
            value = cue["rest"] if not cue["who"] else f"{cue['who'].strip('()（）[] ')}: {cue['rest']}"
            value = re.sub(r"^(?:on|for|to) ", "", value)
        if value.strip():
            for piece in _pieces(value):
                self.record(piece, line, 0.9 if not carried else 0.8, carried)
            return 0
        block = _under(lines, n)
        Listing(self, carried, 0.8).read(block)
        return len(block)

    def said(self, line: Line) -> None:
        """Promises and requests inside notes."""
        if HAN.search(line.text):
            self._said_in_chinese(line)
            return
        text = line.text
        parts = split_label(text)
        speaker = ""
        if parts and self.roster.knows(parts[0]):
            speaker, text = parts
        subject: list[str] = []
        for sentence in SENTENCE.split(text)[:20]:
            meant = _PRONOUN.match(sentence)
            subject = subject if meant else self._subject(sentence)
            if names := self._promised(sentence):
                self.record(sentence, line, 0.6, False, names)
            elif meant and subject and self._promises(meant["rest"], "will"):
                self.record(sentence, line, 0.5, False, subject)
            elif speaker and re.match(
                r"(?:will|to|I['’]ll|I will|I can take|taking|takes|took) (?!be\b|not\b|have\b|need\b)[a-z]",
                sentence,
            ):
                self.record(sentence, line, 0.5, False, [speaker])

    def _subject(self, sentence: str) -> list[str]:
        """Whom a sentence begins with, for the "She will …" that may follow."""
        words = sentence.split(" ", 3)[:3]
        starts = (" ".join(words[:count]) for count in range(len(words), 0, -1))
        return next(([start] for start in starts if self.roster.knows(start)), [])

    def _promised(self, sentence: str) -> list[str]:
        """Who takes something on in a sentence: "No objections, Michael will land it"."""
        for clause in CLAUSE.split(sentence)[:8]:
            names, end, verb = commitment(clause, self.roster, strict=True)
            if names and self._promises(clause[end:], verb):
                return names
        first = sentence.split(" ", 1)[0]
        later = re.search(r"\band will ([a-z].*)", sentence[:200])
        return [first] if later and self.roster.knows(first) and self._promises(later[1], "will") else []

    @staticmethod
    def _promises(rest: str, verb: str) -> bool:
        if "action" in verb:
            return True
        if not re.match(r"[a-z@]", rest):
            return False
        if verb in ("should", "needs to", "need to", "can"):
            return False
        return not (_STATIC.match(rest) or (verb == "to" and _THING.match(rest)))

    def _said_in_chinese(self, line: Line) -> None:
        text = line.text
        if (
            _DASHES.search(text)
            or labelled(text, ("presenter",))[0]
            or (line.no in self.finder.item_at and self._titles(line))
        ):
            return
        if (parts := split_label(text)) and (self.roster.knows(parts[0]) or _NICKNAME.fullmatch(parts[0])):
            text = parts[1]
        if _PROGRESS.search(text):
            return
        names = han_lead(text, self.roster)
        if names and not re.search(r"(?:建议|汇报|介绍|提出)[：:]", text[:12]):
            self.record(text, line, 0.6, False, names)
            return
        named, rest = take_owners(text, self.roster)
        asked = _ASK.search(text) or TAIL_LABEL.search(text) or _SET_APART.search(text)
        if asked and ((named and rest != text) or mentions(text)):
            self.record(text, line, 0.85 if TAIL_LABEL.search(text) else 0.55, False)
        elif units := unit_in_charge(text):
            self.record(text, line, 0.6, False, units)

    def _titles(self, line: Line) -> bool:
        return self.finder.items[self.finder.item_at[line.no]].line == line.no


class Listing:
    """A list of actions under a label: outer entries are actions, deeper lines tell who and when."""

    def __init__(self, finder: ActionFinder, carried: bool, confidence: float) -> None:
        self.finder, self.carried, self.confidence = finder, carried, confidence
        self.action: ReadAction | None = None

    def read(self, lines: list[Line]) -> None:
        told = [line for line in lines if line.mark not in ("e", "r") and line.text]
        if not told:
            return
        marked = [line for line in told if line.mark in ("n", "b", "h")]
        numbered = next((line for line in marked if line.mark == "n"), None)
        lead = numbered if numbered and told.index(numbered) <= 1 else (marked[0] if marked else None)
        if labelled(told[0].text, _BODY_LABEL)[1] or _CUE.match(told[0].text):
            lead = told[0]
        for line in told:
            if lead is told[0] and not lead.mark:
                entry = bool(labelled(line.text, _BODY_LABEL)[1] or _CUE.match(line.text))
            elif lead is None:
                entry = line.indent <= told[0].indent + 1
            else:
                entry = line.mark == lead.mark and line.style == lead.style and line.indent <= lead.indent + 2
                entry = entry or line is told[0]
            self._take(line, entry)

    def _take(self, line: Line, entry: bool) -> None:
        if self.action is not None and self._detail(self.action, line):
            return
        if entry:
            carried = self.carried
            cue = _CUE.match(line.text)
            text = cue["rest"] if cue and cue["rest"] else line.text
            text = labelled(text, _BODY_LABEL)[1] or text
            self.action = self.finder.record(text, line, self.confidence, carried) if text else None
        elif self.action is not None and not self.action.owners and line.mark in ("b", "n"):
            if take_owners(line.text, self.finder.roster)[0]:
                self.finder.record(line.text, line, self.confidence, self.carried)
        else:
            self.finder.said(line)

    def _detail(self, action: ReadAction, line: Line) -> bool:
        """A line that says more about the action above it instead of naming another."""
        parts = split_label(line.text)
        role = role_of(parts[0], ("owner", "due", "status", "decisions")) if parts else ""
        if not parts or not role:
            return False
        if role == "owner":
            action.owners = self.finder.roster.settle(names_in(parts[1])) or action.owners
        elif role == "due" and parts[1]:
            action.due_text = parts[1][:60]
            action.due = find_due(f"by {parts[1]}", self.finder.day)[0] or action.due
        elif _DONE.search(parts[1]):
            action.status = "closed"
        elif _OPEN.search(parts[1]):
            action.status = "open"
        return True


def _pieces(value: str) -> list[str]:
    """One label may hold several sentences, each with its own owner."""
    pieces = [p.strip() for p in SENTENCE.split(value) if p.strip()]
    starts = [
        n
        for n, piece in enumerate(pieces)
        if re.match(r"(?:@\w|[A-Z][\w.]*(?: [A-Z]\w*)?(?: and \w+)? (?:to|will|shall)\b)", piece)
    ]
    if len(starts) < 2 or starts[0] != 0:
        return [value]
    edges = [*starts, len(pieces)]
    return [" ".join(pieces[a:b]) for a, b in itertools.pairwise(edges)]


def _under(lines: list[Line], n: int) -> list[Line]:
    """The lines that belong to an empty label: deeper ones, or a list right below it."""
    label, started = lines[n], False
    block: list[Line] = []
    for line in lines[n + 1 :]:
        if line.mark in ("e", "r"):
            if started and line.mark == "e" and label.indent == 0 and not block[-1].indent:
                break
            block.append(line)
            continue
        deeper = line.indent > label.indent or label.mark == "h"
        listed = line.mark in ("n", "b") and line.indent >= label.indent and label.mark != line.mark
        first = not started and not line.gap and line.mark != "h"
        if line.mark == "h" or line.style == "topic" or not (deeper or listed or first):
            break
        if labelled(line.text)[0] in ("decisions", "agenda", "notes") and line.indent <= label.indent:
            break
        started = True
        block.append(line)
    while block and block[-1].mark in ("e", "r"):
        block.pop()
    return block
