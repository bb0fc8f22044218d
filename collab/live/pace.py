"""How much one connection may say in a stretch of time."""

import time

STRETCH = 10.0


class Pace:
    """Counts what a connection says; a new stretch of ten seconds begins with what comes after the last one ended."""

    def __init__(self, most: int):
        self._most = most
        self._began, self._count = time.monotonic(), 0

    def is_kept(self) -> bool:
        """Count one more; False where it is one too many for this stretch."""
        now = time.monotonic()
        if now - self._began > STRETCH:
            self._began, self._count = now, 0
        self._count += 1
        return self._count <= self._most
