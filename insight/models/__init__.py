"""What reads across rooms keeps of its own: runs of imports, and circulars."""

from .circular import Circular
from .imports import ImportRowReport, ImportRun

__all__ = ["Circular", "ImportRowReport", "ImportRun"]
