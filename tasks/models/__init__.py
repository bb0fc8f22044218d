"""Supervised items and light tasks, and the progress reported on them."""

from .progress import ProgressReport
from .task import Source, Task

__all__ = ["ProgressReport", "Source", "Task"]
