"""Meetings through the API: series, meetings with attendance, agenda items, decisions, votes, and every doing."""

from .readings import ReadingResource
from .resources import AgendaItemResource, DecisionResource, MeetingResource
from .series import SeriesResource
from .votes import VoteResource

routes = [
    ("meeting-series", SeriesResource),
    ("meetings", MeetingResource),
    ("agenda-items", AgendaItemResource),
    ("decisions", DecisionResource),
    ("votes", VoteResource),
    ("minutes-readings", ReadingResource),
]
