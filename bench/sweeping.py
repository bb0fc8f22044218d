"""The sweep against the same rows written by INSERT … SELECT: rungs per second, notices and journal included."""

import time
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F

from collab.activity.models import Activity
from collab.common import clock
from collab.deadlines.actions import sweep
from collab.deadlines.models import Clock, Deadline, Firing, State
from collab.notifications.models import Message, Notification

AS_MANY_AS = 4000
WRITTEN = (Firing, Activity, Notification, Message)
# What must differ for the same rows to go in once more, past the unique constraints.
ANEW = {
    "deadlines_firing": {"version": "version + 1000"},
    "activity_activity": {"stream": "'again:' || stream"},
    "notifications_notification": {"dedupe_key": "'again:' || dedupe_key"},
    "notifications_message": {"bundle": "'again:' || bundle", "message_id": "'again:' || message_id"},
}


@dataclass(frozen=True)
class Swept:
    """Rungs fired, rows written for them, and both rates in rungs per second."""

    rungs: int
    rows: dict[str, int]
    rate: float
    reference: float


def measure_sweep() -> Swept:
    """Let one rung come due on many clocks at once, sweep, then write the same rows as sets."""
    _sweep_of(200)
    before = {model: _last(model) for model in WRITTEN}
    rungs, took = _sweep_of(AS_MANY_AS)
    rows = {
        model._meta.db_table: model._base_manager.filter(pk__gt=last).count()
        for model, last in before.items()
    }
    again = _write_again(before)
    return Swept(rungs, rows, rungs / took, rungs / again)


def _sweep_of(count: int) -> tuple[int, float]:
    now = clock.now()
    running = Deadline.objects.filter(clock=Clock.DUE, state=State.RUNNING)
    chosen = list(running.order_by("pk").values_list("pk", flat=True)[:count])
    Deadline.objects.running().filter(wake_at__lte=now).update(wake_at=None)
    Deadline.objects.filter(pk__in=chosen).update(
        version=F("version") + 1,
        since=now - clock.seconds(60),
        due_at=now - clock.seconds(30),
        wake_at=now - clock.seconds(30),
    )
    began = time.perf_counter()
    fired = sweep(now=now)
    return fired, time.perf_counter() - began


def _last(model) -> int:
    return model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0


def _write_again(before: dict) -> float:
    """Seconds that one transaction of four INSERT … SELECT takes; the rows are removed afterwards."""
    after = {model: _last(model) for model in before}
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for model, last in before.items():
            table = model._meta.db_table
            columns = [field.column for field in model._meta.local_concrete_fields if not field.primary_key]
            values = [ANEW[table].get(column, column) for column in columns]
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} "
                "WHERE id > %s AND id <= %s",
                [last, after[model]],
            )
    took = time.perf_counter() - began
    with transaction.atomic(), connection.cursor() as cursor:
        for model in reversed(before):
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id > %s", [after[model]])
    return took
