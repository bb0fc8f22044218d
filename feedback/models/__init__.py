"""Models of feedback."""

from .conflict import ConflictCase, ConflictOption, ConflictSide, OptionScore
from .corrective import CorrectiveAction, CorrectiveRule, CorrectiveStep, Fishbone, Trigger
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
    "CorrectiveAction",
    "CorrectiveRule",
    "CorrectiveStep",
    "Ending",
    "Feedback",
    "FeedbackType",
    "Fishbone",
    "Lesson",
    "LessonKind",
    "OptionScore",
    "Retrospective",
    "Severity",
    "Submitter",
    "Trigger",
    "Turn",
    "TurnKind",
]
