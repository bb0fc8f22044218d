"""Models of feedback."""

from .effect import Effect, EffectCheck
from .feedback import Cause, Channel, Ending, Feedback, FeedbackType, Severity, Submitter, Turn, TurnKind
from .library import LessonMark, LessonUse
from .retrospective import Lesson, LessonKind, Retrospective
from .session import Card, CardVote, Session
from .survey import Asked, NamedAnswer, Pulse, Survey, SurveyUrn, Told

__all__ = [
    "Asked",
    "Card",
    "CardVote",
    "Cause",
    "Channel",
    "Effect",
    "EffectCheck",
    "Ending",
    "Feedback",
    "FeedbackType",
    "Lesson",
    "LessonKind",
    "LessonMark",
    "LessonUse",
    "NamedAnswer",
    "Pulse",
    "Retrospective",
    "Session",
    "Severity",
    "Submitter",
    "Survey",
    "SurveyUrn",
    "Told",
    "Turn",
    "TurnKind",
]
