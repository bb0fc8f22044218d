"""Tasks through the API: lists, one with its clocks, creation, every doing, progress reports."""

from .resources import ProgressReportResource, TaskResource
from .saved_views import SavedViewResource

routes = [
    ("tasks", TaskResource),
    ("progress-reports", ProgressReportResource),
    ("saved-views", SavedViewResource),
]
