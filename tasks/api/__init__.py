"""Tasks and what belongs to them through the API."""

from .dependencies import DependencyResource
from .evidence import ChecklistResource, DeliverableResource, TimeResource
from .handovers import CriterionResource, HandoverResource
from .parts import TaskPartResource
from .plans import PlanResource, PlanTemplateResource
from .resources import ProgressReportResource, TaskResource
from .series import SeriesResource

routes = [
    ("tasks", TaskResource),
    ("progress-reports", ProgressReportResource),
    ("handovers", HandoverResource),
    ("handover-criteria", CriterionResource),
    ("checklist-items", ChecklistResource),
    ("deliverables", DeliverableResource),
    ("time-entries", TimeResource),
    ("task-series", SeriesResource),
    ("task-parts", TaskPartResource),
    ("dependencies", DependencyResource),
    ("plans", PlanResource),
    ("plan-templates", PlanTemplateResource),
]
