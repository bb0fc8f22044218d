"""Writing different values to many rows in one statement, on both databases."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

ROWS_PER_STATEMENT = 2000


def update_each(rows: Sequence[models.Model], *names: str) -> None:
    """Write these fields of all rows as they stand; the rows are of one model and were read before."""
    for start in range(0, len(rows), ROWS_PER_STATEMENT):
        _update(rows[start : start + ROWS_PER_STATEMENT], names)


def _update(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    meta = rows[0]._meta
    fields = [meta.get_field(name) for name in names]
    given = [meta.pk, *fields]
    values: list[Any] = []
    for row in rows:
        values += [field.get_db_prep_save(getattr(row, field.attname), connection) for field in given]  # type: ignore[union-attr]
    tuples = [f"({', '.join(['%s'] * len(given))})"] * len(rows)
    if connection.vendor == "postgresql":
        tuples[0] = f"({', '.join(f'%s::{_type(field)}' for field in given)})"  # type: ignore[arg-type]
    table, key = meta.db_table, meta.pk.column
    columns = ", ".join(field.column for field in given)  # type: ignore[misc, union-attr]
    changes = ", ".join(f"{field.column} = fresh.{field.column}" for field in fields)  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH fresh ({columns}) AS (VALUES {', '.join(tuples)}) "
            f"UPDATE {table} SET {changes} FROM fresh WHERE {table}.{key} = fresh.{key}",
            values,
        )


def _type(field: models.Field) -> str:
    """The column's type without what makes it fill itself."""
    return str(field.rel_db_type(connection) if field.primary_key else field.db_type(connection))
