"""Loading the demo organisation and taking it away again."""

from .loading import is_loaded, load_demo
from .removing import Removed, remove_demo

__all__ = ["Removed", "is_loaded", "load_demo", "remove_demo"]
