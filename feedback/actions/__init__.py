"""Everything that changes feedback and retrospectives."""

from .retrospective import (
    add_lesson,
    close_retrospective,
    open_retrospective,
    revise_retrospective,
    send_back_retrospective,
    write_retrospective,
)
from .submitting import Giver, submit_feedback

__all__ = [
    "Giver",
    "add_lesson",
    "close_retrospective",
    "open_retrospective",
    "revise_retrospective",
    "send_back_retrospective",
    "submit_feedback",
    "write_retrospective",
]
