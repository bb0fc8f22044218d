"""Querysets with blanks, turned into SQL once per process: a request only fills in the blanks.

Building a statement, and planning it in PostgreSQL, costs more than running most of ours.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, DateTimeField, Expression, QuerySet

from .prepared import Blank, Statement

ARRAY = "(%s /* ids */)"


class Ids(Expression):
    """Ids that are known only when the statement is asked, to compare with by `in`."""

    def __init__(self, name: str):
        super().__init__(output_field=BigIntegerField())
        self.blank = Blank(name, "bigint[]")

    def as_sql(self, compiler, connection) -> tuple[str, list]:
        return "(SELECT value FROM json_each(%s))", [self.blank]

    def as_postgresql(self, compiler, connection) -> tuple[str, list]:
        return ARRAY, [self.blank]


class Instant(Expression):
    """So many seconds after the instant at which the statement is asked."""

    def __init__(self, seconds: int):
        super().__init__(output_field=DateTimeField())
        self.blank = Blank(f"after_{seconds}", "timestamptz")

    def as_sql(self, compiler, connection) -> tuple[str, list]:
        return "%s", [self.blank]


def with_arrays(sql: str) -> str:
    """Comparisons with ids as PostgreSQL takes an array of them."""
    for comparison in ("IN", "="):
        sql = sql.replace(f"{comparison} {ARRAY}", "= ANY(%s)")
    return sql


def filled(known: Mapping[str, Iterable[int] | datetime]) -> dict[str, Any]:
    """What blanks stand for, as the database takes it."""
    pack: Callable = list if connection.vendor == "postgresql" else json.dumps
    instant = connection.ops.adapt_datetimefield_value
    return {
        name: instant(value) if isinstance(value, datetime) else pack(sorted(value))
        for name, value in known.items()
    }


class Question:
    """`rows` builds a values_list() with blanks in it; each of its `shapes`, what the blanks cannot say, is a statement
    of its own. The answers are tuples.
    """

    def __init__(self, rows: Callable[..., QuerySet]):
        self._rows = rows
        self.compiled = cache(self._compile)

    def ask(self, *shape: Any, **known: Iterable[int] | datetime) -> list[tuple]:
        """The rows, with these values in the blanks."""
        statement, convert = self.compiled(*shape)
        with connection.cursor() as cursor:
            cursor.execute(*statement.asked(filled(known)))
            return list(map(tuple, convert(cursor.fetchall())))

    def _compile(self, *shape: Any) -> tuple[Statement, Callable[[list], Iterable]]:
        """The statement, and what turns its columns into what their fields hold."""
        compiler = self._rows(*shape).query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        return Statement(with_arrays(sql), values), lambda rows: compiler.apply_converters(rows, converters)
