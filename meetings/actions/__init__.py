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
from .carrying import copy_item, move_item
from .decision import (
    adopt_decision,
    carry_out_decision,
    defer_decision,
    mark_carried_out,
    propose_decision,
    reject_decision,
    repeal_decision,
)
from .feeds import make_feed, revoke_feed
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
from .occurrences import prepare_occurrence, sweep_series
from .proposals import Slot, note_opening, plan_agenda, plan_item, resubmit_item
from .reading_in import ReadIn, read_in_minutes
from .replying import name_delegate, receive_reply, respond_to_meeting, set_quorum
from .review import Review, dismiss_minutes, review_minutes
from .series import create_series, edit_series, leave_out, pause_series, restore_time, resume_series
from .topics import (
    add_series_item,
    bring_topic,
    drop_topic,
    edit_series_item,
    remove_series_item,
    take_topic_up,
)

__all__ = [
    "Present",
    "ReadIn",
    "Review",
    "Slot",
    "add_agenda_item",
    "add_series_item",
    "admit_item",
    "adopt_decision",
    "adopt_item",
    "adopt_item_in_principle",
    "announce_meeting",
    "arrange_agenda",
    "bring_topic",
    "cancel_meeting",
    "carry_out_decision",
    "close_meeting",
    "conclude_item",
    "copy_item",
    "create_meeting",
    "create_series",
    "defer_decision",
    "defer_item",
    "discuss_item",
    "dismiss_minutes",
    "drop_topic",
    "edit_meeting",
    "edit_series",
    "edit_series_item",
    "finish_meeting",
    "hand_out_work",
    "invite_to_meeting",
    "leave_out",
    "make_feed",
    "mark_carried_out",
    "move_item",
    "name_delegate",
    "note_opening",
    "pause_series",
    "plan_agenda",
    "plan_item",
    "prepare_occurrence",
    "propose_decision",
    "read_in_minutes",
    "receive_reply",
    "record_attendance",
    "refer_item",
    "reject_decision",
    "reject_item",
    "remove_series_item",
    "repeal_decision",
    "reschedule_meeting",
    "respond_to_meeting",
    "restore_time",
    "resubmit_item",
    "resume_series",
    "return_item",
    "review_minutes",
    "revoke_feed",
    "set_quorum",
    "start_meeting",
    "sweep_series",
    "take_topic_up",
    "withdraw_item",
]
