"""What reads across rooms keeps of its own: runs of imports, and circulars with what is signed for."""

from .circular import Circular
from .imports import ImportRowReport, ImportRun
from .notice import CircularNotice

__all__ = ["Circular", "CircularNotice", "ImportRowReport", "ImportRun"]
