"""The one place that asks what time it is, in UTC."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC; inside told() the instant that was told."""
    return _told.get() or timezone.now()


@contextmanager
def told(instant: datetime) -> Iterator[None]:
    """Let everything inside happen at `instant`: for records that are taken over from elsewhere, and demos."""
    token = _told.set(instant)
    try:
        yield
    finally:
        _told.reset(token)


def seconds(count: float) -> timedelta:
    """A span of elapsed (not working) seconds."""
    return timedelta(seconds=count)
