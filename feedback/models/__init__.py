"""Models of feedback."""

from .conflict import ConflictCase, ConflictOption, ConflictSide, OptionScore
from .feedback import (
    Cause,
    Channel,
    Ending,
    Feedback,
    FeedbackType,
    Severity,
    Submitter,
    Turn,
    TurnKind,
)
from .retrospective import Lesson, LessonKind, Retrospective

__all__ = [
    "Cause",
    "Channel",
    "ConflictCase",
    "ConflictOption",
    "ConflictSide",
    "Ending",
    "Feedback",
    "FeedbackType",
    "Lesson",
    "LessonKind",
    "OptionScore",
    "Retrospective",
    "Severity",
    "Submitter",
    "Turn",
    "TurnKind",
]
