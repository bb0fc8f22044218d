"""Supervised items and light tasks, what belongs to them, and hand-overs."""

from .checklist import ChecklistItem
from .deliverable import Deliverable, Evidence, EvidenceKind
from .handover import Criterion, Handover, Verdict
from .part import CoPart
from .progress import ProgressReport
from .series import DayOff, Occasion, SeriesOccurrence, SeriesState, TaskSeries
from .task import Source, Task
from .time import TimeEntry

__all__ = [
    "ChecklistItem",
    "CoPart",
    "Criterion",
    "DayOff",
    "Deliverable",
    "Evidence",
    "EvidenceKind",
    "Handover",
    "Occasion",
    "ProgressReport",
    "SeriesOccurrence",
    "SeriesState",
    "Source",
    "Task",
    "TaskSeries",
    "TimeEntry",
    "Verdict",
]
