"""Supervised items and light tasks, the progress reported on them, what they wait for, and plans of them."""

from .dependency import Dependency, LagUnit, LinkType
from .plan import Baseline, BaselineItem, Plan, PlanItem, PlanTemplate
from .progress import ProgressReport
from .task import Source, Task

__all__ = [
    "Baseline",
    "BaselineItem",
    "Dependency",
    "LagUnit",
    "LinkType",
    "Plan",
    "PlanItem",
    "PlanTemplate",
    "ProgressReport",
    "Source",
    "Task",
]
