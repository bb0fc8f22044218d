"""All that this room declares: what happens to its matters, what can be done with them, and by whom next."""

from . import turns
from .board import doings as board_doings
from .conflicts import doings as conflict_doings
from .conflicts import events as conflict_events
from .conflicts import waiting as conflict_turns
from .corrective import doings as corrective_doings
from .corrective import events as corrective_events
from .effects import doings as effect_doings
from .effects import events as effect_events
from .intake import events as intake_events
from .lessons import events as lesson_events
from .loop import doings as loop_doings
from .loop import events as loop_events
from .loop import waiting as loop_turns
from .retrospectives import doings, events
from .sessions import doings as session_doings
from .sessions import events as session_events
from .surveys import doings as survey_doings

__all__ = [
    "board_doings",
    "conflict_doings",
    "conflict_events",
    "conflict_turns",
    "corrective_doings",
    "corrective_events",
    "doings",
    "effect_doings",
    "effect_events",
    "events",
    "intake_events",
    "lesson_events",
    "loop_doings",
    "loop_events",
    "loop_turns",
    "session_doings",
    "session_events",
    "survey_doings",
    "turns",
]
