"""Turns stored codes and instants into words at reading time, for sentences and messages."""

from datetime import datetime

from django.utils.dateparse import parse_datetime

from collab.common.instants import day_words

from .models import LinkKind, PartyRole, Visibility


def _label(choices, value) -> str:
    return str(choices(value).label) if value in choices.values else str(value)


def party_word(value) -> str:
    return _label(PartyRole, value)


def link_word(value) -> str:
    return _label(LinkKind, value)


def visibility_word(value) -> str:
    return _label(Visibility, value)


def instant_words(value) -> str:
    """An ISO instant or datetime as weekday, date and time in the active zone; a dash for none."""
    at = parse_datetime(value) if isinstance(value, str) else value
    return day_words(at) if isinstance(at, datetime) else "—"


def iso(at: datetime | None) -> str | None:
    """How instants are kept in facts."""
    return at.isoformat() if at else None
