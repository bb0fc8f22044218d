"""Meetings, what is on their agenda, what they decide, and minutes read in from elsewhere."""

from .agenda import AgendaItem, Sought
from .carrying import CarryOver
from .decision import Decision
from .feed import CalendarFeed
from .invitation import Answer, Mandate, Reply
from .meeting import Attendance, Meeting, MeetingType, Presence
from .pre_read import PreReadOpening
from .reading import Finding, FindingKind, FindingState, MinutesReading, ReadingState
from .series import Carry, LeftOut, MeetingSeries, SeriesItem, SeriesTopic, TopicState

__all__ = [
    "AgendaItem",
    "Answer",
    "Attendance",
    "CalendarFeed",
    "Carry",
    "CarryOver",
    "Decision",
    "Finding",
    "FindingKind",
    "FindingState",
    "LeftOut",
    "Mandate",
    "Meeting",
    "MeetingSeries",
    "MeetingType",
    "MinutesReading",
    "PreReadOpening",
    "Presence",
    "ReadingState",
    "Reply",
    "SeriesItem",
    "SeriesTopic",
    "Sought",
    "TopicState",
]
