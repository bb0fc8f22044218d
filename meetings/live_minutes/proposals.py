"""What is proposed in minutes while they are written: /task @name due Friday, /decision, /note."""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property

from ..reading.dates import find_due
from .blocks import BREAK, COMMAND, COMMANDS, MENTION, PROPOSAL, TASK, Block, Run

LONGEST_TITLE = 300
MOST = 200
_AT = re.compile(r"(?<![\w.@])[@＠](?=\S)")
_DUE_WORDS = r"(?:due(?: date)?(?: by| on)?|by|before|no later than|until|deadline)\s*[:：]?\s+(?:the\s+)?"
_EDGE = " \t,，、;；:：.。"
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Proposal:
    """One marked line. `key` stays with the block while it is edited; `handles` are people picked from the list,
    `people` ids of those whose typed names are certain, `candidates` of those who may be meant.
    """

    key: str
    kind: str
    text: str
    line: int
    heading: str = ""
    names: list[str] = field(default_factory=list)
    handles: list[str] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    candidates: list[int] = field(default_factory=list)
    due_on: date | None = None
    due_text: str = ""

    @cached_property
    def digest(self) -> str:
        """Changes whenever anything but the line it stands on does."""
        said = {name: value for name, value in asdict(self).items() if name != "line"}
        return hashlib.sha256(repr(sorted(said.items())).encode()).hexdigest()[:16]


def proposals_in(lines: Iterable[tuple[Block, int]], day: date, register: Callable) -> list[Proposal]:
    """The marked lines of a text that say something, each with the heading above it; dates count from `day`.

    `register()` is asked for only where a name was typed instead of picked.
    """
    found: list[Proposal] = []
    seen: set[str] = set()
    heading = ""
    for outer, line in lines:
        for block in outer.walk():
            if block.tag == "heading":
                heading = " ".join(block.words.split())
            proposal = _proposal(block, line, heading, day, register)
            if proposal is None or len(found) == MOST:
                continue
            if proposal.key in seen:
                proposal = Proposal(**{**asdict(proposal), "key": f"{proposal.key}.{len(found)}"})
            seen.add(proposal.key)
            found.append(proposal)
    return found


def _proposal(block: Block, line: int, heading: str, day: date, register: Callable) -> Proposal | None:
    kind, runs, key = _marked(block)
    if not kind:
        return None
    handles = [run.attrs["id"] for run in runs if run.tag == MENTION and run.attrs.get("id")]
    shown = [run.text.lstrip("@") for run in runs if run.tag == MENTION]
    text = " ".join("".join("" if run.tag == MENTION else run.text for run in runs).split())
    typed = _Typed(text, register if kind == TASK else None)
    due_on, due_text = find_due(typed.text, day) if kind == TASK else (None, "")
    title = _without_due(typed.text, due_text if due_on else "").strip(_EDGE)
    if not title:
        return None
    return Proposal(
        key=key or hashlib.sha256(f"{kind}|{title}".encode()).hexdigest()[:32],
        kind=kind,
        text=title,
        line=line,
        heading=heading,
        names=shown + typed.names,
        handles=handles,
        people=typed.people,
        candidates=typed.candidates,
        due_on=due_on,
        due_text=due_text[:200],
    )


def _marked(block: Block) -> tuple[str, list[Run], str]:
    """(kind, words, key) of a block that proposes something; kind is empty for all others."""
    if block.tag == PROPOSAL:
        kind = str(block.attrs.get("kind") or "")
        return kind if kind in COMMANDS.values() else "", block.runs, str(block.attrs.get("key") or "")[:64]
    found = COMMAND.match(block.runs[0].text) if block.tag == "paragraph" and block.runs else None
    if found is None:
        return "", [], ""
    first = Run(block.runs[0].text[found.end() :])
    end = next((at for at, run in enumerate(block.runs) if run.tag == BREAK), len(block.runs))
    return COMMANDS[found[1].lower()], [first, *block.runs[1:end]], ""


class _Typed:
    """Names typed after an @, by the longest run of words or characters that somebody goes by."""

    def __init__(self, text: str, register: Callable | None):
        self.text = text
        self.names: list[str] = []
        self.people: list[int] = []
        self.candidates: list[int] = []
        while register and (found := _AT.search(self.text)) and len(self.names) < 5:
            name = self._take(self.text[found.end() : found.end() + 60], register())
            rest = self.text[found.end() + len(name) :].lstrip()
            self.text = f"{self.text[: found.start()].rstrip()} {rest}".strip()

    def _take(self, after: str, register) -> str:
        tries = list(_prefixes(after))
        for name in tries:
            match = register.person(name.rstrip(_EDGE))
            if match.person is not None:
                self.people.append(match.person.pk)
                self.names.append(name.rstrip(_EDGE))
                return name
        name = tries[-1] if tries else after.split()[0]
        self.candidates += register.person(name.rstrip(_EDGE)).candidates
        self.names.append(name.rstrip(_EDGE))
        return name


def _prefixes(after: str) -> Iterable[str]:
    """From the longest to the shortest: up to three Latin words, or four to two Chinese characters."""
    if _HAN.match(after):
        run = re.match(r"[\u3400-\u9fff·]+", after)
        longest = min(4, len(run[0])) if run else 0
        return [after[:count] for count in range(longest, 1, -1)] or [after[:1]]
    words = [found.end() for found in re.finditer(r"[^\s,，。;；:：]+", after)][:3]
    return [after[:end] for end in reversed(words)]


def _without_due(text: str, phrase: str) -> str:
    """The words without "due Friday" at their end; elsewhere, and in Chinese, the phrase belongs to the sentence."""
    if not phrase:
        return text
    return re.sub(rf"[{_EDGE}]*\b{_DUE_WORDS}{re.escape(phrase)}[{_EDGE}]*$", "", text, flags=re.I)
