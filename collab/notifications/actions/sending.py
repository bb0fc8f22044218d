"""Sends what is due, each message until a terminal state, whatever crashes and however many senders run.

A message is claimed with a lease before it is tried and settled after. A sender that dies in between
leaves it to the next one after the lease, which tries again with the same Message-ID; where that
was the last try, nobody knows whether it arrived, and the ledger says so.
"""

import logging
from datetime import datetime

from django.db import transaction

from collab.common import clock
from collab.common.retrying import AFTER_SECONDS, TRIES

from ..carriers import Undeliverable, carry
from ..letters import still_to_tell, write_letter
from ..models import Message, State

log = logging.getLogger(__name__)
CLAIM = 10
LEASE_SECONDS = 180


def send_due_messages() -> int:
    """Try every message that is due; how many went out."""
    sent = 0
    while claimed := claim_messages(clock.now()):
        sent += sum(_try(message) for message in claimed)
    return sent


@transaction.atomic
def claim_messages(now: datetime, size: int = CLAIM) -> list[Message]:
    """Take the first messages that are due into one's hands, those of dead senders among them."""
    rows = list(Message.objects.due(now).claimed(size))
    lost = [row for row in rows if row.state == State.SENDING and row.attempts >= TRIES]
    for row in lost:
        row.state, row.done_at, row.last_error = State.UNKNOWN, now, "the last try was cut off"
    mine = [row for row in rows if row.state in (State.PENDING, State.SENDING)]
    for row in mine:
        row.state, row.attempts = State.SENDING, row.attempts + 1
        row.lease_until = now + clock.seconds(LEASE_SECONDS)
    Message.objects.bulk_update(rows, ["state", "lease_until", "attempts", "done_at", "last_error"])
    held = Message.objects.filter(pk__in=[row.pk for row in mine])
    return list(held.select_related("person__contact").order_by("due_at", "pk"))


def _try(message: Message) -> bool:
    try:
        rows = still_to_tell(message) if message.person.is_active else []
        if not rows:
            return _settle(message, State.SKIPPED)
        carry(message, write_letter(message, rows))
    except Undeliverable as reason:
        return _settle(message, State.FAILED, str(reason))
    except Exception as error:
        log.warning("Message %s to person %s: %r", message.pk, message.person_id, error)
        return _put_off(message, f"{type(error).__name__}: {error}")
    return _settle(message, State.SENT)


def _settle(message: Message, state: str, error: str = "") -> bool:
    """Write the end of it, unless the lease ran out and somebody else holds it by now."""
    _release(message, state=state, done_at=clock.now(), last_error=error[:500])
    return state == State.SENT


def _put_off(message: Message, error: str) -> bool:
    if message.attempts >= TRIES:
        return _settle(message, State.FAILED, error)
    due_at = clock.now() + clock.seconds(AFTER_SECONDS[message.attempts - 1])
    _release(message, state=State.PENDING, due_at=due_at, last_error=error[:500])
    return False


def _release(message: Message, **values) -> None:
    held = Message.objects.filter(pk=message.pk, state=State.SENDING, lease_until=message.lease_until)
    held.update(lease_until=None, **values)
