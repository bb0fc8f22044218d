"""Supervised items and light tasks, and the progress reported on them."""

from .handover import Criterion, Handover, Verdict
from .progress import ProgressReport
from .task import Source, Task

__all__ = ["Criterion", "Handover", "ProgressReport", "Source", "Task", "Verdict"]
