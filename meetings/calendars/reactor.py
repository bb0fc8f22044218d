"""Reacts to the journal: the calendar addresses of an account that is closed end with it."""

from collections.abc import Sequence

from collab.activity.models import Activity

from ..actions.feeds import revoke_feeds_of_closed


def follow(rows: Sequence[Activity]) -> None:
    """Revoke them; doing it again changes nothing."""
    revoke_feeds_of_closed(entries=rows)
