"""Clocks on matters: deadlines, the ladders that chase them, what has fired, extensions."""

from .deadline import WHOLE, Clock, Deadline, State
from .extension import Extension, ExtensionStep, Office
from .ladder import SEVERITIES, Firing, Ladder, Rung, Target, Unit, term_keys

__all__ = [
    "SEVERITIES",
    "WHOLE",
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
    "term_keys",
]
