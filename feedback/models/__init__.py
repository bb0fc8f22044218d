"""Models of feedback."""

from .conflict import ConflictCase, ConflictOption, ConflictSide, OptionScore
from .retrospective import Lesson, LessonKind, Retrospective

__all__ = [
    "ConflictCase",
    "ConflictOption",
    "ConflictSide",
    "Lesson",
    "LessonKind",
    "OptionScore",
    "Retrospective",
]
