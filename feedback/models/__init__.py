"""Models of feedback."""

from .retrospective import Lesson, LessonKind, Retrospective

__all__ = ["Lesson", "LessonKind", "Retrospective"]
