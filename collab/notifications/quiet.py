"""Quiet rules: which waiting message a notification joins, and when that message goes out."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from collab.activity.registry import Urgency

WINDOW = timedelta(minutes=5)
MORNING = time(8)


@dataclass(frozen=True)
class Slot:
    """Messages with the same bundle for the same person and channel are one while they wait."""

    bundle: str
    due_at: datetime
    is_digest: bool = False


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """The coming eight o'clock in this zone."""
    local = now.astimezone(zone)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, zone).astimezone(now.tzinfo)


def digest_slot(now: datetime, zone: ZoneInfo) -> Slot:
    due_at = next_morning(now, zone)
    return Slot(f"digest:{due_at.astimezone(zone).date().isoformat()}", due_at, is_digest=True)


def prompt_slot(now: datetime, matter_id: int | None, urgency: str) -> Slot:
    """What happens to one matter within the window becomes one message; what is urgent goes at once."""
    if urgency == Urgency.URGENT:
        return Slot(f"urgent:{matter_id or 0}", now)
    return Slot(f"matter:{matter_id or 0}", now + WINDOW)
