"""Tasks through the API: lists, one with its clocks, creation, every doing, progress reports."""

from .resources import ProgressReportResource, TaskResource

routes = [("tasks", TaskResource), ("progress-reports", ProgressReportResource)]
