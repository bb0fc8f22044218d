"""Tasks from a file: keyed by their number, told apart by title and department where a number is used twice."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.imported import Became
from collab.deadlines.actions.clocks import LONGEST
from collab.matters.models import Kind, LinkKind, Matter, Priority, Visibility
from collab.org.models import Department
from tasks.actions.importing import PEOPLE, TaskRow, import_tasks, link_imported
from tasks.models import Source, Task

from . import references
from .headers import Record
from .importer import Importer, Result, departments_by_word, failed, people_by_word
from .task_words import FACTS, FIELDS, PRIORITIES, SOURCES, STATES, VISIBILITIES
from .values import (
    DAY_ENDS,
    day,
    instant,
    is_placeholder,
    known_departments,
    known_people,
    meaningful,
    past_instant,
    state_for,
)

LINKS = {"see_also": LinkKind.RELATES, "replaces": LinkKind.LED_TO, "superseded_by": LinkKind.MERGED_INTO}


class TaskImporter(Importer):
    """督办事项."""

    target = "tasks"
    label = _("Tasks")
    required = (("title",), ("department",))
    fields = FIELDS
    states = STATES

    def __init__(self, records, **context):
        super().__init__(records, **context)
        self.departments = departments_by_word()
        self.people = people_by_word()
        self.names = {
            pk: (code, name) for pk, code, name in Department.objects.values_list("pk", "code", "name")
        }
        self.keys = self._keys()
        self.index = references.Index(
            (self.keys[r.line], r.get("number"), r.get("department")) for r in records
        )

    def _keys(self) -> dict[int, str]:
        """Line → external key: the number where one row has it, else number with title and department."""
        numbers = Counter(record.get("number") for record in self.records)
        seen: dict[str, int] = {}
        keys: dict[int, str] = {}
        for record in self.records:
            number = record.get("number")
            telling = bool(number) and numbers[number] == 1 and not is_placeholder(number)
            words = f"{record.get('title')}|{record.get('department')}".casefold()
            key = number if telling else f"{number}|{hashlib.sha256(words.encode()).hexdigest()[:20]}"
            key = key if len(key) <= 190 else hashlib.sha256(key.encode()).hexdigest()
            if number and not telling:
                record.note("duplicate_key", key=number)
            if key in seen:
                record.note("identical_row", line=seen[key])
                copies = sum(1 for held in keys.values() if held.split("#")[0] == key)
                keys[record.line] = f"{key}#{copies + 1}"
                continue
            seen[key] = record.line
            keys[record.line] = key
        return keys

    def take(self, records: Sequence[Record], *, write: bool) -> list[Result]:
        results: dict[int, Result] = {}
        rows: list[tuple[Record, TaskRow]] = []
        for record in records:
            row = self._row(record)
            if row is None:
                results[record.line] = failed(record, record.get("number") or record.get("title")[:80])
            else:
                rows.append((record, row))
        outcomes = import_tasks([row for _, row in rows], actor=self.actor, file=self.file, write=write)
        for (record, row), outcome in zip(rows, outcomes, strict=True):
            results[record.line] = Result(record, record.get("number") or row.title[:80], outcome)
        return [results[record.line] for record in records]

    def _row(self, record: Record) -> TaskRow | None:
        """The row as a task, or None where it has no title or no department to lead it."""
        if not record.get("title"):
            record.note("required", field="title")
        lead = self._lead(record)
        if lead is None or not record.get("title"):
            return None
        state = state_for(record, "status", self.statuses, "draft")
        if state == "completed" and record.get("stage").casefold() == "stable":
            state = "closed"
        row = TaskRow(self.keys[record.line], record.line, record.get("title"), lead, state)
        row.body, row.completion_standard = record.get("body"), record.get("completion_standard")
        row.co_ids = self._co(record, lead)
        row.people = self._people(record)
        row.due_at = self._due(record, state)
        row.created_at = past_instant(record, "created")
        row.ended_at = self._ended(record, row)
        row.priority = _word(record, "priority", PRIORITIES, Priority.NORMAL)
        row.source = _word(record, "source", SOURCES, Source.SELF)
        row.visibility = _word(record, "visibility", VISIBILITIES, Visibility.DEPARTMENTS)
        row.facts = self._facts(record)
        references.note(record, LINKS, self.index)
        return row

    def _lead(self, record: Record) -> int | None:
        text = record.get("department")
        found = self.departments.get(text.casefold())
        if not text:
            record.note("required", field="department")
        elif found is None:
            record.note("unknown_department", value=text, field="department")
        return found

    def _co(self, record: Record, lead: int) -> list[int]:
        ids = known_departments(record, "co_departments", self.departments)
        if lead in ids:
            record.note("lead_is_co", value=self.names[lead][0])
        return [pk for pk in ids if pk != lead]

    def _people(self, record: Record) -> dict[str, list[int]]:
        return {role.value: known_people(record, role.value, self.people) for role in PEOPLE}

    def _due(self, record: Record, state: str) -> datetime | None:
        at = instant(day(record, "due"), DAY_ENDS)
        if at is not None and at <= clock.now() and Task.machine.is_open(state):
            record.note("past_due", value=at.date().isoformat())
        if at is not None and at > clock.now() + LONGEST:
            record.note("far_due", value=at.date().isoformat())
            return None
        return at

    def _ended(self, record: Record, row: TaskRow) -> datetime | None:
        last = past_instant(record, "finished") or past_instant(record, "updated")
        return max(last, row.created_at or last) if last else row.created_at

    def _facts(self, record: Record) -> dict[str, str]:
        """What has no field of its own and is kept as it stands."""
        facts = {name: meaningful(record, name) for name in FACTS}
        facts |= {name: record.get(name) for name in ("number", "created", "updated", *LINKS)}
        return {name: text for name, text in (facts | record.extra).items() if text}

    def finish(self, *, write: bool) -> list[Result]:
        """Links between rows, and to tasks of earlier files, once all are in."""
        if not write:
            return []
        wanted = [
            (self.keys[record.line], key, LINKS[field])
            for record in self.records
            for field, key in references.found(record, LINKS, self.index)
        ]
        keys = {key for source, target, _kind in wanted for key in (source, target)}
        rows = Matter.objects.filter(kind=Kind.TASK, external_key__in=keys).values_list("external_key", "pk")
        ids = dict(rows)
        links = [(ids[a], ids[b], kind) for a, b, kind in wanted if a in ids and b in ids]
        link_imported(
            [(b, a, kind) if kind == LinkKind.LED_TO else (a, b, kind) for a, b, kind in links],
            actor=self.actor,
        )
        lost = {a for a, b, _kind in wanted if a in ids and b not in ids}
        return [self._lost(record) for record in self.records if self.keys[record.line] in lost]

    def _lost(self, record: Record) -> Result:
        for field, key in references.found(record, LINKS, self.index):
            if not Matter.objects.filter(kind=Kind.TASK, external_key=key).exists():
                record.note("unresolved_reference", value=record.get(field), field=field)
        result = failed(record, record.get("number"))
        result.outcome.became = Became.UNCHANGED
        return result


def _word(record: Record, field: str, words: Mapping[str, Any], default: Any) -> Any:
    """What a word stands for; an unknown one is noted."""
    text = meaningful(record, field)
    if not text:
        return default
    if text.casefold() not in words:
        record.note("bad_value", value=text, field=field)
    return words.get(text.casefold(), default)
