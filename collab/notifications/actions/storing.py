"""Stores what journal entries mean to people: one in-app record per fact, one waiting message per bundle.

Both inserts are single statements that skip or join what is already there, so a batch may be handed
over again after a crash, by any number of processes at once.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from collab.activity.models import Activity
from collab.activity.topics import announce
from collab.common import clock

from .. import quiet
from ..models import Channel, Message, Mode, Notification, State
from ..selectors.hearers import Hearing, Reader, hearings

ROWS_PER_STATEMENT = 2500
OUTGOING = (Channel.EMAIL, Channel.IM)


@transaction.atomic
def store_notifications(rows: Sequence[Activity]) -> int:
    """Record what everyone concerned hears of these entries, and queue what leaves the house."""
    found, readers = hearings(rows)
    if not found:
        return 0
    found.sort(key=lambda hearing: (hearing.person_id, hearing.key))
    now = clock.now()
    fresh = _insert_notifications(found, readers, now)
    _queue_messages(fresh, readers, now)
    announce({f"me.{hearing.person_id}" for _, hearing in fresh})
    return len(fresh)


def _insert_notifications(
    found: list[Hearing], readers: dict[int, Reader], now: datetime
) -> list[tuple[int, Hearing]]:
    columns = (
        "person_id", "activity_id", "matter_id", "why", "urgency", "dedupe_key", "read_at", "created_at",
    )  # fmt: skip
    values = []
    for hearing in found:
        silent = readers[hearing.person_id].mode(Channel.IN_APP, hearing) == Mode.OFF
        row = hearing.activity
        fact = (row.pk, row.matter_id, hearing.why, str(hearing.urgency), hearing.key)
        values.append((hearing.person_id, *fact, _instant(now) if silent else None, _instant(now)))
    tail = "ON CONFLICT (person_id, dedupe_key) DO NOTHING RETURNING id, person_id, dedupe_key"
    stored = _insert(Notification._meta.db_table, columns, values, tail)
    known = {(hearing.person_id, hearing.key): hearing for hearing in found}
    return sorted(((pk, known[person_id, key]) for pk, person_id, key in stored), key=lambda pair: pair[0])


def _queue_messages(fresh: list[tuple[int, Hearing]], readers: dict[int, Reader], now: datetime) -> None:
    waiting: dict[tuple[int, str, str], tuple[quiet.Slot, list[int]]] = {}
    for pk, hearing in fresh:
        reader = readers[hearing.person_id]
        for channel in OUTGOING:
            mode = reader.mode(channel, hearing)
            if mode == Mode.OFF:
                continue
            if mode == Mode.DIGEST:
                slot = quiet.digest_slot(now, reader.zone)
            else:
                slot = quiet.prompt_slot(now, hearing.activity.matter_id, hearing.urgency)
            waiting.setdefault((reader.person_id, channel.value, slot.bundle), (slot, []))[1].append(pk)
    state = (State.PENDING.value, 0)
    values = [
        (
            *key,
            _listed(items),
            slot.is_digest,
            *state,
            _instant(slot.due_at),
            _new_message_id(),
            "",
            _instant(now),
        )
        for key, (slot, items) in sorted(waiting.items(), key=lambda pair: pair[0])
    ]
    columns = (
        "person_id", "channel", "bundle", "items", "is_digest", "state", "attempts",
        "due_at", "message_id", "last_error", "created_at",
    )  # fmt: skip
    table = Message._meta.db_table
    tail = (
        "ON CONFLICT (person_id, channel, bundle) WHERE attempts = 0 AND state = 'pending' "
        f"DO UPDATE SET items = {table}.items || ',' || excluded.items"
    )
    _insert(table, columns, values, tail)


def _insert(table: str, columns: Sequence[str], values: Sequence[tuple], tail: str) -> list[tuple]:
    """INSERT … VALUES … `tail`; what the tail returns. Column names come from this module alone."""
    returned: list[tuple] = []
    marks = "(" + ", ".join(["%s"] * len(columns)) + ")"
    with connection.cursor() as cursor:
        for start in range(0, len(values), ROWS_PER_STATEMENT):
            part = values[start : start + ROWS_PER_STATEMENT]
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([marks] * len(part))} {tail}",
                _flat(part),
            )
            if "RETURNING" in tail:
                returned += cursor.fetchall()
    return returned


def _listed(ids: Iterable[int]) -> str:
    return ",".join(map(str, ids))


def _flat(rows: Iterable[tuple]) -> list:
    return [value for row in rows for value in row]


def _instant(at: datetime):
    return connection.ops.adapt_datetimefield_value(at)


def _new_message_id() -> str:
    """What mail programs and ledgers tell this message by; it stays the same through every retry."""
    host = settings.SITE_URL.split("//")[-1].split(":")[0].split("/")[0]
    return f"<{uuid.uuid4()}@{host}>"
