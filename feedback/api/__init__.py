"""Feedback through the API."""

from .loop import FeedbackResource
from .retrospectives import LessonResource, RetrospectiveResource

routes = [
    ("retrospectives", RetrospectiveResource),
    ("lessons", LessonResource),
    ("feedback", FeedbackResource),
]
