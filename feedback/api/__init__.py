"""Feedback through the API."""

from django.urls import path

from .board import BoardResource
from .conflicts import ConflictResource
from .conflicts_rows import ConflictCriterionResource, ConflictOptionResource, ConflictSideResource
from .corrective import CorrectiveResource, CorrectiveStepResource
from .effects import EffectCheckResource
from .lessons import LessonResource
from .loop import FeedbackResource
from .retrospectives import RetrospectiveResource
from .sessions import CardResource, SessionResource
from .surveys import SurveyResource

routes = [
    ("corrective-actions", CorrectiveResource),
    ("corrective-steps", CorrectiveStepResource),
    ("conflicts", ConflictResource),
    ("conflict-sides", ConflictSideResource),
    ("conflict-criteria", ConflictCriterionResource),
    ("conflict-options", ConflictOptionResource),
    ("feedback", FeedbackResource),
    ("retrospectives", RetrospectiveResource),
    ("retrospective-sessions", SessionResource),
    ("retrospective-cards", CardResource),
    ("lessons", LessonResource),
    ("effect-checks", EffectCheckResource),
    ("surveys", SurveyResource),
]
paths = [path("feedback-board/", BoardResource.as_view({"get": "list"}), name="feedback-board")]
