"""Settings that everyone reads and hardly anyone changes, remembered for a few seconds per process."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")
_all: list["Remembered"] = []


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


def forget_all() -> None:
    """Read everything anew at the next question."""
    for remembered in _all:
        remembered.forget()
