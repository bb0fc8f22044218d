"""Feedback through the API."""

from .retrospectives import LessonResource, RetrospectiveResource
from .surveys import SurveyResource

routes = [
    ("retrospectives", RetrospectiveResource),
    ("lessons", LessonResource),
    ("surveys", SurveyResource),
]
