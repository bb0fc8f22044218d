"""What is asked again and again, kept per process: settings for seconds, answers that follow from their facts."""

import time
from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

Value = TypeVar("Value")
_all: list["Remembered"] = []
_answers: list[Callable[[], None]] = []


class Remembered(Generic[Value]):
    """Calls `read` at most once in `seconds`. Whoever changes the rows calls forget(); other processes follow in time."""

    def __init__(self, read: Callable[[], Value], seconds: float = 5.0):
        self._read, self._seconds = read, seconds
        self._kept: tuple[float, Value] | None = None
        _all.append(self)

    def __call__(self) -> Value:
        now = time.monotonic()
        if self._kept is None or now - self._kept[0] > self._seconds:
            self._kept = now, self._read()
        return self._kept[1]

    def forget(self) -> None:
        self._kept = None


def remembered(maxsize: int) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """A function whose answer follows from its arguments and settings alone: the answers of late are kept."""

    def keep(function: Callable[..., Value]) -> Callable[..., Value]:
        kept = lru_cache(maxsize)(function)
        _answers.append(kept.cache_clear)
        return kept

    return keep


def forget_all() -> None:
    """Read everything anew at the next question."""
    for one in _all:
        one.forget()
    for clear in _answers:
        clear()
