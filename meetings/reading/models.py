"""What reading minutes yields: plain records, each carrying the source line it was read from."""

import datetime as dt
from dataclasses import dataclass, field


class UnreadableMinutes(ValueError):
    """The bytes given cannot be turned into text; the message says why."""


@dataclass(slots=True)
class Doubt:
    """Something a human should look at: `kind` is a stable code, `detail` quotes the source."""

    kind: str
    detail: str
    line: int = 0


@dataclass(slots=True)
class ReadPerson:
    name: str
    handle: str = ""
    affiliation: str = ""
    line: int = 0


@dataclass(slots=True)
class ReadItem:
    number: str
    title: str
    presenters: list[str] = field(default_factory=list)
    body: str = ""
    outcome: str = ""
    refs: list[str] = field(default_factory=list)
    line: int = 0


@dataclass(slots=True)
class ReadDecision:
    text: str
    item: int | None = None
    line: int = 0
    confidence: float = 0.0


@dataclass(slots=True)
class ReadAction:
    text: str
    owners: list[str] = field(default_factory=list)
    due: dt.date | None = None
    due_text: str = ""
    status: str = ""
    carried_over: bool = False
    item: int | None = None
    line: int = 0
    confidence: float = 0.0
    meeting_date: dt.date | None = None


@dataclass(slots=True)
class ReadMeeting:
    title: str = ""
    date: dt.date | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    zone: str | None = None
    place: str = ""
    chair: list[ReadPerson] = field(default_factory=list)
    secretary: list[ReadPerson] = field(default_factory=list)
    present: list[ReadPerson] = field(default_factory=list)
    absent: list[ReadPerson] = field(default_factory=list)
    guests: list[ReadPerson] = field(default_factory=list)
    items: list[ReadItem] = field(default_factory=list)
    decisions: list[ReadDecision] = field(default_factory=list)
    actions: list[ReadAction] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    language: str = "en"
    raw: str = ""
    line: int = 1
    doubts: list[Doubt] = field(default_factory=list)
