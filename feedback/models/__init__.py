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
from .intake import ONLY, Caller, Consent, Envelope, EnvelopeFile, IntakeSettings, Publication, Writers
from .mail import ReceivedMail, SentMail
from .retrospective import Lesson, LessonKind, Retrospective

__all__ = [
    "ONLY",
    "Caller",
    "Cause",
    "Channel",
    "Consent",
    "Ending",
    "Envelope",
    "EnvelopeFile",
    "Feedback",
    "FeedbackType",
    "IntakeSettings",
    "Lesson",
    "LessonKind",
    "Publication",
    "ReceivedMail",
    "Retrospective",
    "SentMail",
    "Severity",
    "Submitter",
    "Turn",
    "TurnKind",
    "Writers",
]
