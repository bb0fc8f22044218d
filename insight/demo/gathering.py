"""How a meeting of the demo is told: when it is held, who sits at the table, what becomes of each item."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    """What is held regularly."""

    key: str
    title: str
    host: str
    chair: str
    rrule: str
    hour: int
    minute: int
    length: int
    place: str


@dataclass(frozen=True)
class Item:
    """One agenda item. `words` is what was said, `decision` what was resolved or the code of who was referred to."""

    key: str
    title: str
    by: str
    sought: str
    minutes: int
    outcome: str = ""
    decision: str = ""
    words: str = ""


@dataclass(frozen=True)
class Gathering:
    """One meeting on the working day so many from today. A past one was held; without minutes they are still due.

    `carried_out` names items whose decision was done with, and when. `unsigned` are departments that have not signed
    for the minutes. For a `correction` (its reason) the text is `amended`; it waits for the first of `countersigners`.
    `anyway` says why it was announced although its agenda takes longer than it lasts.
    """

    key: str
    series: str
    title: str
    day: int
    hour: int
    minute: int
    length: int
    type: str
    chair: str
    secretary: str
    departments: tuple[str, ...]
    attendees: tuple[str, ...]
    purpose: str = ""
    result: str = ""
    items: tuple[Item, ...] = ()
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    carried_out: tuple[tuple[str, float], ...] = ()
    minutes: str = ""
    unsigned: tuple[str, ...] = ()
    correction: str = ""
    amended: str = ""
    countersigners: tuple[str, ...] = ()
    announced: bool = True
    anyway: str = ""
    cancelled: str = ""
