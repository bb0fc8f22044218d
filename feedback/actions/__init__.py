"""Everything that changes feedback and retrospectives."""

from .closing import (
    answer_feedback,
    ask_submitter,
    close_due_feedback,
    confirm_feedback,
    reopen_feedback,
    reply_as_submitter,
    say_not_solved,
)
from .handling import (
    accept_feedback,
    assign_feedback,
    escalate_feedback,
    reassign_feedback,
    refuse_feedback,
    start_feedback,
)
from .merging import merge_feedback
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
    "accept_feedback",
    "add_lesson",
    "answer_feedback",
    "ask_submitter",
    "assign_feedback",
    "close_due_feedback",
    "close_retrospective",
    "confirm_feedback",
    "escalate_feedback",
    "merge_feedback",
    "open_retrospective",
    "reassign_feedback",
    "refuse_feedback",
    "reopen_feedback",
    "reply_as_submitter",
    "revise_retrospective",
    "say_not_solved",
    "send_back_retrospective",
    "start_feedback",
    "submit_feedback",
    "write_retrospective",
]
