"""How journal entries and the heads of their chains reach the database: one statement where it can take both."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection

from .models import Activity, ChainHead

HEAD = ("stream", "seq", "digest", "seal")
ENTRY = ("stream", "seq", "event", "matter_id", "actor_id", "on_behalf_of_id", "via", "at", "facts", "digest")
FEW = 50  # more than that go by bulk_create


def store(rows: Sequence[Activity], heads: Collection[ChainHead]) -> None:
    """Write entries and move the heads of their chains on; the entries get their ids. Without any, nothing is sent."""
    if not rows:
        return
    if connection.vendor == "postgresql" and len(rows) <= FEW:
        _store_together(rows, heads)
        return
    Activity.objects.bulk_create(rows, batch_size=500)
    ChainHead.objects.bulk_create(
        heads,
        update_conflicts=True,
        unique_fields=["stream"],
        update_fields=["seq", "digest", "seal"],
        batch_size=500,
    )


def _store_together(rows: Sequence[Activity], heads: Collection[ChainHead]) -> None:
    """Both in one statement; PostgreSQL answers RETURNING in the order of VALUES."""
    sql = (
        f"WITH moved AS (INSERT INTO activity_chainhead ({', '.join(HEAD)}) VALUES {_marks(HEAD, len(heads))} "
        "ON CONFLICT (stream) DO UPDATE SET seq = excluded.seq, digest = excluded.digest, seal = excluded.seal) "
        f"INSERT INTO activity_activity ({', '.join(ENTRY)}) VALUES {_marks(ENTRY, len(rows))} RETURNING id"
    )
    values: list[Any] = [getattr(head, name) for head in heads for name in HEAD]
    for row in rows:
        values += [json.dumps(row.facts) if name == "facts" else getattr(row, name) for name in ENTRY]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for row, (pk,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk, row._state.adding, row._state.db = pk, False, connection.alias


def _marks(columns: Sequence[str], count: int) -> str:
    return ", ".join([f"({', '.join(['%s'] * len(columns))})"] * count)
