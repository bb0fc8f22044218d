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
from .envelopes import UNKNOWN_CODE, open_envelopes, say_more, speak_by_code
from .handling import (
    accept_feedback,
    assign_feedback,
    escalate_feedback,
    reassign_feedback,
    refuse_feedback,
    start_feedback,
)
from .hotline import Call, log_call
from .intake import Words, write_anonymously, write_in, write_in_by_address
from .mails import receive_mail, send_due_mails
from .merging import merge_feedback
from .publishing import publish_feedback, set_doors, take_off_board
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
    "UNKNOWN_CODE",
    "Call",
    "Giver",
    "Words",
    "accept_feedback",
    "add_lesson",
    "answer_feedback",
    "ask_submitter",
    "assign_feedback",
    "close_due_feedback",
    "close_retrospective",
    "confirm_feedback",
    "escalate_feedback",
    "log_call",
    "merge_feedback",
    "open_envelopes",
    "open_retrospective",
    "publish_feedback",
    "reassign_feedback",
    "receive_mail",
    "refuse_feedback",
    "reopen_feedback",
    "reply_as_submitter",
    "revise_retrospective",
    "say_more",
    "say_not_solved",
    "send_back_retrospective",
    "send_due_mails",
    "set_doors",
    "speak_by_code",
    "start_feedback",
    "submit_feedback",
    "take_off_board",
    "write_anonymously",
    "write_in",
    "write_in_by_address",
    "write_retrospective",
]
