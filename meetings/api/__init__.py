"""Meetings through the API: series, meetings with attendance, agenda items, decisions, and every doing."""

from .readings import ReadingResource
from .resources import AgendaItemResource, DecisionResource, MeetingResource
from .series import SeriesResource

routes = [
    ("meeting-series", SeriesResource),
    ("meetings", MeetingResource),
    ("agenda-items", AgendaItemResource),
    ("decisions", DecisionResource),
    ("minutes-readings", ReadingResource),
]
