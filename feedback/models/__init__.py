"""Models of feedback."""

from .effect import Effect, EffectCheck
from .library import LessonMark, LessonUse
from .retrospective import Lesson, LessonKind, Retrospective
from .session import Card, CardVote, Session

__all__ = [
    "Card",
    "CardVote",
    "Effect",
    "EffectCheck",
    "Lesson",
    "LessonKind",
    "LessonMark",
    "LessonUse",
    "Retrospective",
    "Session",
]
