"""Rows as PostgreSQL's COPY takes them: columns a loader does not name carry their model's default."""

import io
from collections.abc import Sequence
from typing import Any

from django.db import connection, models

NULL = r"\N"
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def text_of(value: Any) -> str:
    """One value in COPY's text format."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    return value.translate(_ESCAPES) if isinstance(value, str) else str(value)


def _default(field: models.Field) -> Any:
    if not field.has_default():
        return "" if field.empty_strings_allowed and not field.null else None
    value = field.get_default()
    return "{}" if value == {} else "[]" if value == [] else value


class Table:
    """Collects rows for one table; `varying` names the columns given per row, in their order."""

    def __init__(self, model: type[models.Model] | str, *varying: str, **fixed: Any):
        if isinstance(model, str):
            self.name, rest = model, {}
        else:
            self.name = model._meta.db_table
            columns = [field for field in model._meta.local_concrete_fields if field.column not in varying]
            rest = {
                field.column: _default(field) for field in columns if not isinstance(field, models.AutoField)
            }
            if unknown := fixed.keys() - rest.keys():
                raise ValueError(f"{self.name} has no columns {sorted(unknown)}")
        rest |= fixed
        self.columns = [*varying, *rest]
        tail = "".join("\t" + text_of(value).replace("%", "%%") for value in rest.values())
        self._row = "\t".join(["%s"] * len(varying)) + tail + "\n"
        self._lines: list[str] = []

    def add(self, *values: Any) -> None:
        """One row; values must already be free of tabs and line ends, or come through text_of()."""
        self._lines.append(self._row % values)

    def flush(self, cursor: Any) -> None:
        """Send what was collected."""
        if self._lines:
            columns = ", ".join(self.columns)
            cursor.copy_expert(f"COPY {self.name} ({columns}) FROM STDIN", io.StringIO("".join(self._lines)))
            self._lines.clear()


def raw_cursor() -> Any:
    """The driver's own cursor of Django's connection, which knows COPY."""
    connection.ensure_connection()
    return connection.connection.cursor()


def catch_up(tables: Sequence[str]) -> None:
    """Let the id sequences of these tables go on after the rows that were copied in."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), COALESCE((SELECT MAX(id) FROM {table}), 1))"
            )
