"""Reads across meetings, people and minutes."""

from .matching import Match, Register
from .open_ends import decision_open_ends, item_open_ends, meeting_open_ends

__all__ = ["Match", "Register", "decision_open_ends", "item_open_ends", "meeting_open_ends"]
