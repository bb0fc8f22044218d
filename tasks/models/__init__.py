"""Supervised items and light tasks, what belongs to them, hand-overs and plans."""

from .checklist import ChecklistItem
from .deliverable import Deliverable, Evidence, EvidenceKind
from .dependency import Dependency, LagUnit, LinkType
from .handover import Criterion, Handover, Verdict
from .part import CoPart
from .plan import Baseline, BaselineItem, Plan, PlanItem, PlanTemplate
from .progress import ProgressReport
from .series import DayOff, Occasion, SeriesOccurrence, SeriesState, TaskSeries
from .task import Source, Task
from .time import TimeEntry

__all__ = [
    "Baseline",
    "BaselineItem",
    "ChecklistItem",
    "CoPart",
    "Criterion",
    "DayOff",
    "Deliverable",
    "Dependency",
    "Evidence",
    "EvidenceKind",
    "Handover",
    "LagUnit",
    "LinkType",
    "Occasion",
    "Plan",
    "PlanItem",
    "PlanTemplate",
    "ProgressReport",
    "SeriesOccurrence",
    "SeriesState",
    "Source",
    "Task",
    "TaskSeries",
    "TimeEntry",
    "Verdict",
]
