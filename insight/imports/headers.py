"""Which field of a target each column of a file gives: by its name, a common alias, or a mapping that was handed in."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from .labels import field_word
from .reading import Row, Table
from .reasons import FileRefused, Issue, issue


@dataclass(frozen=True)
class Field:
    """A field a column can give; `aliases` are matched without case, spaces and punctuation."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass
class Record:
    """One row in the target's terms: values by field, and the cells nobody understood by column."""

    line: int
    values: dict[str, str]
    extra: dict[str, str]
    issues: list[Issue] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.values.get(name, "")

    def note(self, code: str, **params) -> None:
        """Remember something the sender should know; once."""
        found = issue(code, **params)
        if found not in self.issues:
            self.issues.append(found)


def plain(name: str) -> str:
    """A heading without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold())


def match_columns(headers: list[str], fields: tuple[Field, ...], given: Mapping[str, str]) -> dict[str, str]:
    """Column → field. What is given goes first; each field is taken from one column only."""
    known = {one.name for one in fields}
    columns: dict[str, str] = {}
    for column, name in given.items():
        header = next((h for h in headers if h == column or plain(h) == plain(column)), None)
        if header is None:
            raise FileRefused(issue("unknown_map_column", column=column))
        if name and name not in known:
            raise FileRefused(issue("unknown_map_field", field=name, fields=", ".join(sorted(known))))
        columns[header] = name
    words = {plain(word): one.name for one in fields for word in (*one.aliases, one.name)}
    for header in headers:
        name = words.get(plain(header), "")
        if header not in columns and name and name not in columns.values():
            columns[header] = name
    return {header: name for header, name in columns.items() if name}


def check_required(columns: Mapping[str, str], required: tuple[tuple[str, ...], ...]) -> None:
    """FileRefused unless each group has one of its fields."""
    given = set(columns.values())
    for group in required:
        if not given & set(group):
            raise FileRefused(issue("missing_column", fields=" / ".join(field_word(name) for name in group)))


def unknown_columns(table: Table, columns: Mapping[str, str]) -> list[Issue]:
    """One note for each column that gives no field."""
    return [issue("unknown_column", column=header) for header in table.headers if header not in columns]


def as_record(row: Row, headers: list[str], columns: Mapping[str, str]) -> Record:
    """The row in the target's terms."""
    record = Record(row.line, {}, {}, list(row.issues))
    for at, cell in enumerate(row.cells):
        header = headers[at] if at < len(headers) else f"#{at + 1}"
        text = cell.strip()
        if name := columns.get(header):
            record.values[name] = text
        elif text:
            record.extra[header] = text[:10_000]
    return record
