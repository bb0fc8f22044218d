"""Models of feedback."""

from .retrospective import Lesson, LessonKind, Retrospective
from .survey import Asked, NamedAnswer, Pulse, Survey, SurveyUrn, Told

__all__ = [
    "Asked",
    "Lesson",
    "LessonKind",
    "NamedAnswer",
    "Pulse",
    "Retrospective",
    "Survey",
    "SurveyUrn",
    "Told",
]
