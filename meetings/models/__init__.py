"""Meetings, what is on their agenda, what they decide, and minutes read in from elsewhere."""

from .agenda import AgendaItem, Sought
from .ballot import Ballot, BallotState, Seat, Threshold, Urn
from .carrying import CarryOver
from .decision import Decision, Method, Round
from .feed import CalendarFeed
from .invitation import Answer, Mandate, Reply
from .live_minutes import MinutesDocument, MinutesSitting, MinutesUpdate
from .meeting import Attendance, Meeting, MeetingType, Presence
from .minutes import Minutes, MinutesEdition
from .position import Phase, Position, Remark, Stance
from .pre_read import PreReadOpening
from .rate import HourlyRate
from .reading import Finding, FindingKind, FindingState, MinutesReading, ReadingState
from .series import Carry, LeftOut, MeetingSeries, SeriesItem, SeriesTopic, TopicState

__all__ = [
    "AgendaItem",
    "Answer",
    "Attendance",
    "Ballot",
    "BallotState",
    "CalendarFeed",
    "Carry",
    "CarryOver",
    "Decision",
    "Finding",
    "FindingKind",
    "FindingState",
    "HourlyRate",
    "LeftOut",
    "Mandate",
    "Meeting",
    "MeetingSeries",
    "MeetingType",
    "Method",
    "Minutes",
    "MinutesDocument",
    "MinutesEdition",
    "MinutesReading",
    "MinutesSitting",
    "MinutesUpdate",
    "Phase",
    "Position",
    "PreReadOpening",
    "Presence",
    "ReadingState",
    "Remark",
    "Reply",
    "Round",
    "Seat",
    "SeriesItem",
    "SeriesTopic",
    "Sought",
    "Stance",
    "Threshold",
    "TopicState",
    "Urn",
]
