"""Feedback through the API."""

from .conflicts import ConflictOptionResource, ConflictResource, ConflictSideResource
from .loop import FeedbackResource
from .retrospectives import LessonResource, RetrospectiveResource

routes = [
    ("retrospectives", RetrospectiveResource),
    ("lessons", LessonResource),
    ("conflicts", ConflictResource),
    ("conflict-sides", ConflictSideResource),
    ("conflict-options", ConflictOptionResource),
    ("feedback", FeedbackResource),
]
