"""Everything that starts, moves, stops or fires a clock."""

from .clocks import (
    cancel,
    move,
    note_report,
    override_light,
    pause,
    reopen,
    resume,
    settle,
    start_clock,
    start_clocks,
    start_timed,
)
from .extensions import (
    approve_extension,
    lapse,
    reject_extension,
    request_extension,
    request_part_extension,
    withdraw_extension,
)
from .receipts import give_receipts
from .sweep import sweep

__all__ = [
    "approve_extension",
    "cancel",
    "give_receipts",
    "lapse",
    "move",
    "note_report",
    "override_light",
    "pause",
    "reject_extension",
    "reopen",
    "request_extension",
    "request_part_extension",
    "resume",
    "settle",
    "start_clock",
    "start_clocks",
    "start_timed",
    "sweep",
    "withdraw_extension",
]
