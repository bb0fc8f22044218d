"""Ending a person's sessions on other devices."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from collab.common import clock
from collab.common.actor import Actor

from ..events import SESSIONS_ENDED, tell


@transaction.atomic
def end_sessions(*, actor: Actor, keep: str | None) -> int:
    """Sign oneself out everywhere but in the session `keep`; answers with how many ended."""
    ended = drop_sessions(actor.person_id, keep=keep)
    if ended:
        tell(SESSIONS_ENDED, actor=actor, count=ended)
    return ended


def drop_sessions(person_id: int | None, *, keep: str | None = None) -> int:
    """Delete this person's sessions but for `keep`; answers with how many. Part of the actions that end them."""
    running = Session.objects.filter(expire_date__gt=clock.now()).exclude(session_key=keep)
    held = [row.pk for row in running.iterator() if row.get_decoded().get(SESSION_KEY) == str(person_id)]
    ended, _rows = Session.objects.filter(pk__in=held).delete()
    return ended
