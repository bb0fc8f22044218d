"""What all importers share: a target's fields, its batches, and what is remembered of each row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise

from collab.activity.journal import Entry, record_many
from collab.activity.registry import EventType
from collab.common.actor import Actor
from collab.common.imported import Became, Outcome
from collab.org.models import Department, Person

from .headers import Field, Record

WRITTEN = (Became.CREATED, Became.UPDATED)


@dataclass
class Result:
    """One row's end: the record, the key people know it by, and what became of it."""

    record: Record
    key: str
    outcome: Outcome


class Importer:
    """Takes over the rows of one file. It knows the whole file, so that rows may point to later ones."""

    target: ClassVar[str]
    label: ClassVar[str | Promise]
    fields: ClassVar[tuple[Field, ...]]
    required: ClassVar[tuple[tuple[str, ...], ...]]
    event: ClassVar[EventType | None] = None
    states: ClassVar[Mapping[str, str]] = {}

    def __init__(self, records: Sequence[Record], *, actor: Actor, file: str, statuses: Mapping[str, str]):
        self.records, self.actor, self.file = records, actor, file
        self.statuses = {**self.states, **{word.casefold(): state for word, state in statuses.items()}}

    def take(self, records: Sequence[Record], *, write: bool) -> list[Result]:
        """Take these rows over, or with `write` False only say what would become of them."""
        raise NotImplementedError

    def finish(self, *, write: bool) -> list[Result]:
        """What can only be done once all rows are in; answers with rows of which something is to be added."""
        return []

    def batch(self, records: Sequence[Record], *, write: bool) -> list[Result]:
        """take(), with refusals put into words and the journal written."""
        results = self.take(records, write=write)
        for result in results:
            for error in result.outcome.errors:
                result.record.note("refused", field=error.field, detail=str(error.detail))
            for name in result.outcome.kept:
                result.record.note("value_kept", field=name)
        if write and self.event is not None:
            written = [one for one in results if one.outcome.became in WRITTEN]
            record_many([self._entry(self.event, one) for one in written])
        return results

    def _entry(self, event: EventType, result: Result) -> Entry:
        facts = {
            "key": result.key,
            "file": self.file,
            "line": result.record.line,
            "became": result.outcome.became.value,
        }
        return Entry(event, self.actor, facts=facts)


def failed(record: Record, key: str = "") -> Result:
    """A row that cannot be used; its record says why."""
    return Result(record, key, Outcome(Became.FAILED))


def skipped(record: Record, key: str) -> Result:
    """A row that is not wanted; its record says why."""
    return Result(record, key, Outcome(Became.SKIPPED))


def departments_by_word() -> dict[str, int]:
    """Department ids by code and by both names, without case; a code goes before a name."""
    found: dict[str, int] = {}
    rows = list(Department.objects.values_list("pk", "code", "name", "name_zh"))
    for pk, _code, name, name_zh in rows:
        found |= {word.casefold(): pk for word in (name, name_zh) if word}
    return found | {code.casefold(): pk for pk, code, _name, _zh in rows}


def people_by_word() -> dict[str, int]:
    """Person ids by handle without case, and by a name that only one person has."""
    rows = list(Person.objects.values_list("pk", "username", "name"))
    named: dict[str, set[int]] = {}
    for pk, _username, name in rows:
        named.setdefault(name.casefold(), set()).add(pk)
    found = {name: next(iter(ids)) for name, ids in named.items() if len(ids) == 1}
    return found | {username.casefold(): pk for pk, username, _name in rows}
