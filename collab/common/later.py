"""Libraries that few requests need: imported when first used, so that they do not weigh on every process."""

from importlib import import_module
from typing import Any


class _Later:
    """Stands for a module."""

    def __init__(self, name: str):
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)


def later(name: str) -> Any:
    """The module with this name, by which it is used as if it were imported; where it is missing, ImportError then."""
    return _Later(name)
