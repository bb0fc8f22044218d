"""Everything that changes feedback and retrospectives."""

from .retrospective import (
    add_lesson,
    close_retrospective,
    open_retrospective,
    revise_retrospective,
    send_back_retrospective,
    write_retrospective,
)

__all__ = [
    "add_lesson",
    "close_retrospective",
    "open_retrospective",
    "revise_retrospective",
    "send_back_retrospective",
    "write_retrospective",
]
