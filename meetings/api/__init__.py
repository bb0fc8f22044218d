"""Meetings through the API: series, meetings with attendance, agenda items, decisions, votes, and every doing."""

from .calendars import FeedResource, ReplyResource
from .minutes import MinutesResource
from .readings import ReadingResource
from .resources import AgendaItemResource, DecisionResource, MeetingResource
from .series import SeriesItemResource, SeriesResource, SeriesTopicResource
from .votes import VoteResource

routes = [
    ("meeting-series", SeriesResource),
    ("series-items", SeriesItemResource),
    ("series-topics", SeriesTopicResource),
    ("calendar-feeds", FeedResource),
    ("meeting-replies", ReplyResource),
    ("meetings", MeetingResource),
    ("agenda-items", AgendaItemResource),
    ("decisions", DecisionResource),
    ("minutes", MinutesResource),
    ("votes", VoteResource),
    ("minutes-readings", ReadingResource),
]
