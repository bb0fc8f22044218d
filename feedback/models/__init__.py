"""Models of feedback."""

from .effect import Effect, EffectCheck
from .library import LessonMark, LessonUse
from .retrospective import Lesson, LessonKind, Retrospective
from .session import Card, CardVote, Session
from .survey import Asked, NamedAnswer, Pulse, Survey, SurveyUrn, Told

__all__ = [
    "Asked",
    "Card",
    "CardVote",
    "Effect",
    "EffectCheck",
    "Lesson",
    "LessonKind",
    "LessonMark",
    "LessonUse",
    "NamedAnswer",
    "Pulse",
    "Retrospective",
    "Session",
    "Survey",
    "SurveyUrn",
    "Told",
]
