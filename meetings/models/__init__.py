"""Meetings, what is on their agenda, what they decide, and minutes read in from elsewhere."""

from .agenda import AgendaItem, Sought
from .decision import Decision
from .meeting import Attendance, Meeting, MeetingType, Presence
from .reading import Finding, FindingKind, FindingState, MinutesReading, ReadingState
from .series import MeetingSeries

__all__ = [
    "AgendaItem",
    "Attendance",
    "Decision",
    "Finding",
    "FindingKind",
    "FindingState",
    "Meeting",
    "MeetingSeries",
    "MeetingType",
    "MinutesReading",
    "Presence",
    "ReadingState",
    "Sought",
]
