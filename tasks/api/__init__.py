"""Tasks through the API: lists, one with its clocks, creation, every doing, parts, progress reports."""

from .parts import TaskPartResource
from .resources import ProgressReportResource, TaskResource

routes = [
    ("tasks", TaskResource),
    ("task-parts", TaskPartResource),
    ("progress-reports", ProgressReportResource),
]
