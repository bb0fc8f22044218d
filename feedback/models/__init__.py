"""Models of feedback."""

from .conflict import ConflictCase, ConflictOption, ConflictSide, OptionScore
from .corrective import CorrectiveAction, CorrectiveRule, CorrectiveStep, Fishbone, Trigger
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
    "ConflictCase",
    "ConflictOption",
    "ConflictSide",
    "CorrectiveAction",
    "CorrectiveRule",
    "CorrectiveStep",
    "Effect",
    "EffectCheck",
    "Ending",
    "Feedback",
    "FeedbackType",
    "Fishbone",
    "Lesson",
    "LessonKind",
    "LessonMark",
    "LessonUse",
    "NamedAnswer",
    "OptionScore",
    "Pulse",
    "Retrospective",
    "Session",
    "Severity",
    "Submitter",
    "Survey",
    "SurveyUrn",
    "Told",
    "Trigger",
    "Turn",
    "TurnKind",
]
