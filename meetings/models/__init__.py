"""Meetings, what is on their agenda, what they decide, and minutes read in from elsewhere."""

from .agenda import AgendaItem, Sought
from .ballot import Ballot, BallotState, Seat, Threshold, Urn
from .decision import Decision, Method, Round
from .meeting import Attendance, Meeting, MeetingType, Presence
from .position import Phase, Position, Remark, Stance
from .reading import Finding, FindingKind, FindingState, MinutesReading, ReadingState
from .series import MeetingSeries

__all__ = [
    "AgendaItem",
    "Attendance",
    "Ballot",
    "BallotState",
    "Decision",
    "Finding",
    "FindingKind",
    "FindingState",
    "Meeting",
    "MeetingSeries",
    "MeetingType",
    "Method",
    "MinutesReading",
    "Phase",
    "Position",
    "Presence",
    "ReadingState",
    "Remark",
    "Round",
    "Seat",
    "Sought",
    "Stance",
    "Threshold",
    "Urn",
]
