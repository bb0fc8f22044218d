"""Supervised items and light tasks, what is done and handed in for them, and hand-overs."""

from .checklist import ChecklistItem
from .deliverable import Deliverable, Evidence, EvidenceKind
from .handover import Criterion, Handover, Verdict
from .progress import ProgressReport
from .task import Source, Task
from .time import TimeEntry

__all__ = [
    "ChecklistItem",
    "Criterion",
    "Deliverable",
    "Evidence",
    "EvidenceKind",
    "Handover",
    "ProgressReport",
    "Source",
    "Task",
    "TimeEntry",
    "Verdict",
]
