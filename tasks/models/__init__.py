"""Supervised items and light tasks, co-departments' parts, and the progress reported on them."""

from .part import CoPart
from .progress import ProgressReport
from .task import Source, Task

__all__ = ["CoPart", "ProgressReport", "Source", "Task"]
