"""Feedback through the API."""

from .conflicts import ConflictOptionResource, ConflictResource, ConflictSideResource
from .corrective import CorrectiveResource
from .loop import FeedbackResource
from .retrospectives import LessonResource, RetrospectiveResource

routes = [
    ("retrospectives", RetrospectiveResource),
    ("lessons", LessonResource),
    ("corrective-actions", CorrectiveResource),
    ("conflicts", ConflictResource),
    ("conflict-sides", ConflictSideResource),
    ("conflict-options", ConflictOptionResource),
    ("feedback", FeedbackResource),
]
