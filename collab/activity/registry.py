"""Every event is declared here once: its facts, its sentence, who hears of it, how urgent it is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

Sentence = str | Promise


class Urgency(StrEnum):
    """How soon a hearer wants to know: the digest may hold it, at once, or at once even in quiet hours."""

    DIGESTIBLE = "digest"
    PROMPT = "prompt"
    URGENT = "urgent"


@dataclass(frozen=True)
class Hearer:
    """One person who hears of an event, and why: act, party, watcher, mention, submitter or chased."""

    person_id: int
    why: str = "party"


def nobody(activity) -> Iterable[Hearer]:
    """An event that only the history needs."""
    return ()


@dataclass(frozen=True)
class Enclosure:
    """A text that goes with a message by e-mail; of several about one `subject` the last one goes."""

    subject: str
    content_type: str
    text: str


@dataclass(frozen=True)
class EventType:
    """A declared event. `formats` turns stored facts (codes, ISO instants) into words at reading time.

    `encloses` gives what goes with the e-mail to this person, if anything, as of when it is written.
    """

    code: str
    sentence: Sentence
    fields: frozenset[str] | set[str] = frozenset()
    audience: Callable[[Any], Iterable[Hearer]] = nobody
    urgency: Urgency = Urgency.DIGESTIBLE
    formats: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    detail: str = ""
    encloses: Callable[[Any, Any], Enclosure | None] | None = None


_events: dict[str, EventType] = {}


def register(event: EventType) -> EventType:
    """Declare an event; a code can be declared once."""
    if event.code in _events:
        raise ValueError(f"{event.code} is declared twice")
    _events[event.code] = event
    return event


def declared(code: str) -> EventType:
    """The event with this code; unknown codes (of rooms since removed) read as their code."""
    return _events.get(code) or EventType(code=code, sentence="%(actor)s: " + code)


def all_events() -> list[EventType]:
    """Every declared event, by code."""
    return [_events[code] for code in sorted(_events)]
