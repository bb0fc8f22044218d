"""Supervised items and light tasks, the progress reported on them, and the views people keep."""

from .progress import ProgressReport
from .saved_view import DefaultView, SavedView
from .task import Source, Task

__all__ = ["DefaultView", "ProgressReport", "SavedView", "Source", "Task"]
