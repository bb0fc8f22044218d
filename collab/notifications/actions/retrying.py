"""Sending again what was given up or may have been lost."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, NotFound, require
from collab.org.policies import can_manage

from ..models import Message, State

ENDED = (State.FAILED, State.UNKNOWN)


@transaction.atomic
def retry_message(*, message: Message, actor: Actor) -> Message:
    """Try a failed message again with its former Message-ID, so that a second copy can be told from the first."""
    require(can_manage(actor))
    row = Message.objects.select_for_update().filter(pk=message.pk).first()
    if row is None:
        raise NotFound
    if row.state not in ENDED:
        raise Conflict(_("Only a message that failed, or may be lost, is sent again."), code="not_failed")
    row.state, row.attempts, row.due_at = State.PENDING, 1, clock.now()
    row.done_at = row.lease_until = None
    row.save(update_fields=["state", "attempts", "due_at", "done_at", "lease_until"])
    return row
