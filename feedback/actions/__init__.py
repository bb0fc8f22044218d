"""Everything that changes feedback and retrospectives."""

from .envelopes import UNKNOWN_CODE, open_envelopes, say_more, speak_by_code
from .hotline import Call, log_call
from .intake import Words, write_anonymously, write_in, write_in_by_address
from .mails import receive_mail, send_due_mails
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
    "add_lesson",
    "close_retrospective",
    "log_call",
    "open_envelopes",
    "open_retrospective",
    "publish_feedback",
    "receive_mail",
    "revise_retrospective",
    "say_more",
    "send_back_retrospective",
    "send_due_mails",
    "set_doors",
    "speak_by_code",
    "submit_feedback",
    "take_off_board",
    "write_anonymously",
    "write_in",
    "write_in_by_address",
    "write_retrospective",
]
