"""Feedback through the API."""

from .effects import EffectCheckResource
from .lessons import LessonResource
from .retrospectives import RetrospectiveResource
from .sessions import CardResource, SessionResource
from .surveys import SurveyResource

routes = [
    ("retrospectives", RetrospectiveResource),
    ("retrospective-sessions", SessionResource),
    ("retrospective-cards", CardResource),
    ("lessons", LessonResource),
    ("effect-checks", EffectCheckResource),
    ("surveys", SurveyResource),
]
