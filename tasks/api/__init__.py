"""Tasks through the API: lists, one with its clocks, creation, every doing, progress reports, hand-overs."""

from .evidence import ChecklistResource, DeliverableResource, TimeResource
from .handovers import CriterionResource, HandoverResource
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
]
