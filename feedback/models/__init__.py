"""Models of feedback."""

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
    "Ending",
    "Feedback",
    "FeedbackType",
    "Lesson",
    "LessonKind",
    "Retrospective",
    "Severity",
    "Submitter",
    "Turn",
    "TurnKind",
]
