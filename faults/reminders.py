"""Every due reminder is delivered once, while workers are killed and Redis loses everything it held."""

import time
from collections import Counter

from .ground import Ground

RUNGS_WITHIN = 150.0
CRASH_EVERY = 2.0


def flush(ground: Ground) -> None:
    """Redis forgets all queues."""
    import redis

    redis.Redis(port=ground.redis.port).flushall()


def run(ground: Ground, tasks: list[int], seconds: float) -> dict[str, int | float]:
    """Disturb for `seconds`, then leave it alone; the beats must bring everything home by themselves."""
    from collab.celery import app
    from collab.deadlines.models import Firing

    until, turn = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        try:
            for entry in app.conf.beat_schedule.values():
                app.send_task(entry["task"], retry=False)
        except Exception as error:
            print(f"  not queued: {type(error).__name__}", flush=True)
        time.sleep(CRASH_EVERY)
        (ground.worker.crash, lambda: flush(ground), ground.redis.crash)[turn % 3]()
        turn += 1
    calm = time.monotonic()
    while time.monotonic() - calm < RUNGS_WITHIN and _still_open(tasks):
        time.sleep(1)
    home = time.monotonic() - calm
    firings = list(Firing.objects.filter(deadline__matter__in=tasks))
    return (
        {"tasks": len(tasks), "fired": len(firings), "seconds to catch up": round(home, 1)}
        | _compare(tasks, firings)
        | {
            "worker crashes": ground.worker.crashes,
            "Redis losses": turn - ground.worker.crashes,
        }
    )


def _still_open(tasks: list[int]) -> bool:
    from collab.activity.models import Activity
    from collab.common import clock
    from collab.deadlines.models import Deadline

    waiting = Deadline.objects.due(clock.now()).filter(matter__in=tasks).exists()
    return waiting or Activity.objects.filter(delivered_at=None).exists()


def _compare(tasks: list[int], firings: list) -> dict[str, int]:
    """Reminders that reached nobody, and those that reached somebody twice."""
    from collab.notifications.models import Notification

    due = Counter(
        (f"rung:{f.deadline_id}:{f.version}:{f.rung_id}", person) for f in firings for person in f.people
    )
    rows = Notification.objects.filter(activity__event="deadline.reminded", matter__in=tasks)
    told = Counter(rows.values_list("dedupe_key", "person_id"))
    return {
        "reminders": sum(due.values()),
        "missing": sum((due - told).values()),
        "twice": sum((told - due).values()),
    }
