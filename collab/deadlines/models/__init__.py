"""Clocks on matters: deadlines, the ladders that chase them, what has fired, extensions."""

from .deadline import Clock, Deadline, State
from .extension import Extension, ExtensionStep, Office
from .ladder import Firing, Ladder, Rung, Target, Unit

__all__ = [
    "Clock",
    "Deadline",
    "Extension",
    "ExtensionStep",
    "Firing",
    "Ladder",
    "Office",
    "Rung",
    "State",
    "Target",
    "Unit",
]
