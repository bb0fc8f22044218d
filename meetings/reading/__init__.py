"""Reading of minutes written elsewhere: text in, plain records with source lines and doubts out."""

from .documents import MAX_BYTES, read_file
from .models import (
    Doubt,
    ReadAction,
    ReadDecision,
    ReadItem,
    ReadMeeting,
    ReadPerson,
    UnreadableMinutes,
)
from .reader import read_minutes, read_register

__all__ = [
    "MAX_BYTES",
    "Doubt",
    "ReadAction",
    "ReadDecision",
    "ReadItem",
    "ReadMeeting",
    "ReadPerson",
    "UnreadableMinutes",
    "read_file",
    "read_minutes",
    "read_register",
]
