"""Feedback through the API."""

from .effects import EffectCheckResource
from .lessons import LessonResource
from .loop import FeedbackResource
from .retrospectives import RetrospectiveResource
from .sessions import CardResource, SessionResource
from .surveys import SurveyResource

routes = [
    ("feedback", FeedbackResource),
    ("retrospectives", RetrospectiveResource),
    ("retrospective-sessions", SessionResource),
    ("retrospective-cards", CardResource),
    ("lessons", LessonResource),
    ("effect-checks", EffectCheckResource),
    ("surveys", SurveyResource),
]
