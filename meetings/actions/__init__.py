"""Every change to meetings, their agenda, decisions, series and minutes read in."""

from .agenda import (
    add_agenda_item,
    admit_item,
    adopt_item,
    adopt_item_in_principle,
    conclude_item,
    defer_item,
    discuss_item,
    refer_item,
    reject_item,
    return_item,
    withdraw_item,
)
from .attendance import Present, invite_to_meeting, record_attendance
from .ballots import cast_vote, close_voting, put_item_to_vote, recuse, resume_voting, suspend_voting
from .carrying import copy_item, move_item
from .consent import (
    answer_question,
    ask_question,
    call_objections,
    object_to_decision,
    record_dissent,
    settle_objection,
)
from .countersigning import circulate_minutes, countersign_minutes, take_back_minutes
from .decision import adopt_decision, defer_decision, propose_decision, reject_decision, set_up_decision
from .feeds import make_feed, revoke_feed
from .follow_up import hand_out_work
from .following import (
    carry_out_decision,
    mark_carried_out,
    open_voting,
    repeal_decision,
    review_decision,
    revise_decision,
    uphold_decision,
)
from .issuing import archive_minutes, correct_minutes, issue_minutes, sign_for_minutes
from .live_minutes import open_document, settle_document, write_together
from .meeting import (
    announce_meeting,
    cancel_meeting,
    create_meeting,
    edit_meeting,
    finish_meeting,
    reschedule_meeting,
    start_meeting,
)
from .minutes import begin_minutes, fill_in_minutes, write_minutes_text
from .occurrences import prepare_occurrence, sweep_series
from .positions import ask_to_countersign, open_consultation, respond
from .presence import check_in, check_out, mark_all_present, mark_presence
from .proposals import Slot, note_opening, place_item, plan_agenda, plan_item, resubmit_item
from .rates import set_hourly_rate
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
from .turns import extend_item, next_item, take_item_up

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
    "answer_question",
    "archive_minutes",
    "ask_question",
    "ask_to_countersign",
    "begin_minutes",
    "bring_topic",
    "call_objections",
    "cancel_meeting",
    "carry_out_decision",
    "cast_vote",
    "check_in",
    "check_out",
    "circulate_minutes",
    "close_voting",
    "conclude_item",
    "copy_item",
    "correct_minutes",
    "countersign_minutes",
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
    "extend_item",
    "fill_in_minutes",
    "finish_meeting",
    "hand_out_work",
    "invite_to_meeting",
    "issue_minutes",
    "leave_out",
    "make_feed",
    "mark_all_present",
    "mark_carried_out",
    "mark_presence",
    "move_item",
    "name_delegate",
    "next_item",
    "note_opening",
    "object_to_decision",
    "open_consultation",
    "open_document",
    "open_voting",
    "pause_series",
    "place_item",
    "plan_agenda",
    "plan_item",
    "prepare_occurrence",
    "propose_decision",
    "put_item_to_vote",
    "read_in_minutes",
    "receive_reply",
    "record_attendance",
    "record_dissent",
    "recuse",
    "refer_item",
    "reject_decision",
    "reject_item",
    "remove_series_item",
    "repeal_decision",
    "reschedule_meeting",
    "respond",
    "respond_to_meeting",
    "restore_time",
    "resubmit_item",
    "resume_series",
    "resume_voting",
    "return_item",
    "review_decision",
    "review_minutes",
    "revise_decision",
    "revoke_feed",
    "set_hourly_rate",
    "set_quorum",
    "set_up_decision",
    "settle_document",
    "settle_objection",
    "sign_for_minutes",
    "start_meeting",
    "suspend_voting",
    "sweep_series",
    "take_back_minutes",
    "take_item_up",
    "take_topic_up",
    "uphold_decision",
    "withdraw_item",
    "write_minutes_text",
    "write_together",
]
