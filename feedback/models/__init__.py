"""Models of feedback."""

from .conflict import (
    ConflictCase,
    ConflictCriterion,
    ConflictOption,
    ConflictSide,
    Grade,
    OptionScore,
    UsualCriterion,
)
from .corrective import CorrectiveAction, CorrectiveRule, CorrectiveStep, Fishbone, Trigger
from .effect import Effect, EffectCheck
from .feedback import Cause, Channel, Ending, Feedback, FeedbackType, Severity, Submitter, Turn, TurnKind
from .intake import ONLY, Caller, Consent, Envelope, EnvelopeFile, IntakeSettings, Publication, Writers
from .library import LessonMark, LessonMisfit, LessonUse
from .mail import ReceivedMail, SentMail
from .retrospective import Lesson, LessonKind, Retrospective
from .session import Card, CardVote, Session
from .survey import Asked, NamedAnswer, Pulse, Survey, SurveyUrn, Told

__all__ = [
    "ONLY",
    "Asked",
    "Caller",
    "Card",
    "CardVote",
    "Cause",
    "Channel",
    "ConflictCase",
    "ConflictCriterion",
    "ConflictOption",
    "ConflictSide",
    "Consent",
    "CorrectiveAction",
    "CorrectiveRule",
    "CorrectiveStep",
    "Effect",
    "EffectCheck",
    "Ending",
    "Envelope",
    "EnvelopeFile",
    "Feedback",
    "FeedbackType",
    "Fishbone",
    "Grade",
    "IntakeSettings",
    "Lesson",
    "LessonKind",
    "LessonMark",
    "LessonMisfit",
    "LessonUse",
    "NamedAnswer",
    "OptionScore",
    "Publication",
    "Pulse",
    "ReceivedMail",
    "Retrospective",
    "SentMail",
    "Session",
    "Severity",
    "Submitter",
    "Survey",
    "SurveyUrn",
    "Told",
    "Trigger",
    "Turn",
    "TurnKind",
    "UsualCriterion",
    "Writers",
]
