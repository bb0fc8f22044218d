"""Every change to meetings, their agenda, decisions, series and minutes read in."""

from .agenda import (
    add_agenda_item,
    admit_item,
    adopt_item,
    adopt_item_in_principle,
    arrange_agenda,
    conclude_item,
    defer_item,
    discuss_item,
    refer_item,
    reject_item,
    return_item,
    withdraw_item,
)
from .attendance import Present, invite_to_meeting, record_attendance
from .decision import (
    adopt_decision,
    carry_out_decision,
    defer_decision,
    mark_carried_out,
    propose_decision,
    reject_decision,
    repeal_decision,
)
from .follow_up import hand_out_work
from .meeting import (
    announce_meeting,
    cancel_meeting,
    close_meeting,
    create_meeting,
    edit_meeting,
    finish_meeting,
    reschedule_meeting,
    start_meeting,
)
from .reading_in import ReadIn, read_in_minutes
from .review import Review, dismiss_minutes, review_minutes
from .series import create_series, edit_series

__all__ = [
    "Present",
    "ReadIn",
    "Review",
    "add_agenda_item",
    "admit_item",
    "adopt_decision",
    "adopt_item",
    "adopt_item_in_principle",
    "announce_meeting",
    "arrange_agenda",
    "cancel_meeting",
    "carry_out_decision",
    "close_meeting",
    "conclude_item",
    "create_meeting",
    "create_series",
    "defer_decision",
    "defer_item",
    "discuss_item",
    "dismiss_minutes",
    "edit_meeting",
    "edit_series",
    "finish_meeting",
    "hand_out_work",
    "invite_to_meeting",
    "mark_carried_out",
    "propose_decision",
    "read_in_minutes",
    "record_attendance",
    "refer_item",
    "reject_decision",
    "reject_item",
    "repeal_decision",
    "reschedule_meeting",
    "return_item",
    "review_minutes",
    "start_meeting",
    "withdraw_item",
]
