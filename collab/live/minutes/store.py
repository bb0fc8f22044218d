"""The questions a room puts to the database; each runs on a thread of the hub."""

from collab.common.actor import Actor
from collab.common.errors import Forbidden
from collab.org.models import Person
from meetings.actions import open_document, settle_document, write_together
from meetings.actions.live_minutes import Taken
from meetings.models import Minutes
from meetings.selectors.live_minutes import News, updates_since, writers_among

from ..selectors import Grant


def catch_up(minutes: int, since: int) -> News:
    """What was stored after `since`, with what was written into the minutes by other means."""
    open_document(minutes=minutes)
    return updates_since(minutes, since)


def fetch(minutes: int, since: int) -> News:
    """What was stored after `since`."""
    return updates_since(minutes, since)


def write(minutes: int, grant: Grant, update: bytes) -> Taken:
    """Store an update in the name of whoever holds the grant."""
    person = Person.objects.active().filter(pk=grant.person_id).first()
    if person is None:
        raise Forbidden
    actor = Actor(person, "api" if grant.token_id else "page")
    return write_together(minutes=minutes, actor=actor, update=update)


def settle(minutes: int) -> None:
    """Have the readable text say what was typed."""
    settle_document(minutes=minutes)


def may_read(minutes: int, person_id: int) -> str | None:
    """What somebody is called who may read these minutes; None where they may not, or there are none."""
    person = Person.objects.active().filter(pk=person_id).first()
    known = Minutes.objects.visible_to(person).filter(pk=minutes).exists()
    return str(person) if person and known else None


def writers(minutes: int, person_ids: set[int]) -> set[int]:
    """Those of these people who may write now."""
    return writers_among(minutes, person_ids)
