"""Supervised items and light tasks, what belongs to them, and hand-overs."""

from .checklist import ChecklistItem
from .deliverable import Deliverable, Evidence, EvidenceKind
from .handover import Criterion, Handover, Verdict
from .part import CoPart
from .progress import ProgressReport
from .saved_view import DefaultView, SavedView
from .series import DayOff, Occasion, SeriesOccurrence, SeriesState, TaskSeries
from .task import Source, Task
from .time import TimeEntry

__all__ = [
    "ChecklistItem",
    "CoPart",
    "Criterion",
    "DayOff",
    "DefaultView",
    "Deliverable",
    "Evidence",
    "EvidenceKind",
    "Handover",
    "Occasion",
    "ProgressReport",
    "SavedView",
    "SeriesOccurrence",
    "SeriesState",
    "Source",
    "Task",
    "TaskSeries",
    "TimeEntry",
    "Verdict",
]
