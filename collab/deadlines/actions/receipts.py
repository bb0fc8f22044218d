"""Signing 签收 for departments; part of an action that holds the matter's lock and records it."""

from collections.abc import Iterable

from collab.common import clock
from collab.common.actor import Actor
from collab.matters.models import Matter, Party

from ..models import Clock
from .clocks import settle


def give_receipts(*, matter: Matter, parties: Iterable[Party], actor: Actor) -> None:
    """Sign for these parties; their clocks stop."""
    now = clock.now()
    for party in parties:
        party.signed_at, party.signed_by = now, actor.person
        party.save(update_fields=["signed_at", "signed_by"])
        settle(matter, Clock.RECEIPT, actor=actor, party=party)
