"""Statements the database server keeps compiled: planning one of many joins costs more than running it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import connection

_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Blank:
    """A value that is known only when the statement is asked; `type` is what PostgreSQL calls such values."""

    name: str
    type: str


class Statement:
    """SQL and its values, some of them blank; named columns only, so that a later migration does not change them.

    PostgreSQL prepares it once per connection. SQLite, and PostgreSQL behind a transaction pooler, are sent it whole.
    """

    def __init__(self, sql: str, values: Sequence[Any]):
        self.sql, self.values = sql, tuple(values)
        self.blanks = list(dict.fromkeys(value for value in values if isinstance(value, Blank)))
        self.name = f"kept_{sha256(repr((sql, self.values)).encode()).hexdigest()[:24]}"

    def asked(self, known: Mapping[str, Any]) -> tuple[str, list]:
        """What is to be executed now, with its values; `known` fills in the blanks by name."""
        if connection.vendor != "postgresql" or settings.BEHIND_POOLER:
            return self.sql, [
                known[value.name] if isinstance(value, Blank) else value for value in self.values
            ]
        self._prepare()
        marks = ", ".join(["%s"] * len(self.blanks))
        return f"EXECUTE {self.name} ({marks})", [known[blank.name] for blank in self.blanks]

    def _prepare(self) -> None:
        """Unless this connection knows it already."""
        from psycopg2.extensions import AsIs

        connection.ensure_connection()
        held = _prepared.setdefault(connection.connection, set())
        if self.name in held:
            return
        types = ", ".join(blank.type for blank in self.blanks)
        values = [
            AsIs(f"${self.blanks.index(value) + 1}") if isinstance(value, Blank) else value
            for value in self.values
        ]
        with connection.cursor() as cursor:
            cursor.execute(f"PREPARE {self.name} ({types}) AS {self.sql}", values)
        held.add(self.name)
