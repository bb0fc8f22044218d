"""Tasks through the API: lists, one with its clocks, creation, every doing, progress reports, dependencies, plans."""

from .dependencies import DependencyResource
from .plans import PlanResource, PlanTemplateResource
from .resources import ProgressReportResource, TaskResource

routes = [
    ("tasks", TaskResource),
    ("progress-reports", ProgressReportResource),
    ("dependencies", DependencyResource),
    ("plans", PlanResource),
    ("plan-templates", PlanTemplateResource),
]
