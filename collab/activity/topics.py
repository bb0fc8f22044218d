"""Topics that open pages listen to: rooms announce them here without knowing who carries the news."""

from collections.abc import Callable, Iterable
from functools import partial

from django.db import transaction

Announcer = Callable[[frozenset[str]], None]
_announcers: list[Announcer] = []


def set_announcer(announcer: Announcer) -> None:
    """Have `announcer` carry every announced topic from now on."""
    _announcers[:] = [announcer]


def announce(topics: Iterable[str]) -> None:
    """Tell that something about these topics changed, as soon as the running transaction is committed."""
    if news := frozenset(topics):
        transaction.on_commit(partial(_carry, news), robust=True)


def _carry(news: frozenset[str]) -> None:
    for announcer in _announcers:
        announcer(news)
