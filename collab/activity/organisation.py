"""Keeps what happens to the organisation in the journal's own stream for it."""

from typing import Any

from collab.common.actor import Actor
from collab.org.events import Happening, happenings, keep_with

from .journal import record
from .registry import EventType, declared, register


def open_stream() -> None:
    """Declare every happening as an event, and record them from now on."""
    for happening in happenings():
        register(EventType(happening.code, happening.sentence, happening.fields))
    keep_with(_keep)


def _keep(happening: Happening, *, actor: Actor, **facts: Any) -> None:
    record(declared(happening.code), actor=actor, **facts)
