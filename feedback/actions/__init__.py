"""Everything that changes feedback, retrospectives and surveys."""

from .answering import answer_survey
from .cards import add_card, draw_lesson, edit_card, place_card, remove_card, vote_on_card
from .closing import (
    answer_feedback,
    ask_submitter,
    close_due_feedback,
    confirm_feedback,
    reopen_feedback,
    reply_as_submitter,
    say_not_solved,
)
from .conflict import (
    hand_out_agreed,
    raise_conflict,
    share_box,
    take_up_conflict,
    withdraw_conflict,
    write_box,
)
from .conflict_criteria import add_criterion, change_criterion, drop_criterion
from .conflict_following import check_kept, escalate_conflicts, reopen_negotiation, start_check
from .conflict_options import (
    add_option,
    drop_option,
    gather_options,
    open_scoring,
    score_option,
    show_scores,
)
from .conflict_settling import (
    appoint_mediator,
    ask_mediation,
    ask_ruling,
    confirm_agreement,
    give_ruling,
    write_agreement,
)
from .corrective import (
    assign_step,
    hand_in_step,
    hang_on,
    open_corrective,
    send_back_step,
    withdraw_corrective,
)
from .corrective_check import check_effect
from .corrective_rule import save_rule, watch_feedback
from .effects import assign_effect_check, change_again, open_effect_checks, record_effect
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
from .library import apply_lesson, mark_lesson, take_lesson_back
from .mails import receive_mail, send_due_mails
from .merging import merge_feedback
from .publishing import publish_feedback, set_doors, take_off_board
from .pulses import carry_on_surveys, remind_waiting, repeat_survey, stop_repeating_survey
from .retrospective import (
    add_lesson,
    close_retrospective,
    look_back_by_hand,
    open_retrospective,
    revise_retrospective,
    send_back_retrospective,
    write_retrospective,
)
from .sessions import (
    abandon_session,
    close_card_voting,
    finish_session,
    next_topic,
    open_card_voting,
    reveal_cards,
    start_session,
    take_up_topic,
)
from .submitting import Giver, submit_feedback
from .survey import cancel_survey, close_survey, create_survey, edit_survey, open_survey, publish_survey

__all__ = [
    "UNKNOWN_CODE",
    "Call",
    "Giver",
    "Words",
    "abandon_session",
    "accept_feedback",
    "add_card",
    "add_criterion",
    "add_lesson",
    "add_option",
    "answer_feedback",
    "answer_survey",
    "apply_lesson",
    "appoint_mediator",
    "ask_mediation",
    "ask_ruling",
    "ask_submitter",
    "assign_effect_check",
    "assign_feedback",
    "assign_step",
    "cancel_survey",
    "carry_on_surveys",
    "change_again",
    "change_criterion",
    "check_effect",
    "check_kept",
    "close_card_voting",
    "close_due_feedback",
    "close_retrospective",
    "close_survey",
    "confirm_agreement",
    "confirm_feedback",
    "create_survey",
    "draw_lesson",
    "drop_criterion",
    "drop_option",
    "edit_card",
    "edit_survey",
    "escalate_conflicts",
    "escalate_feedback",
    "finish_session",
    "gather_options",
    "give_ruling",
    "hand_in_step",
    "hand_out_agreed",
    "hang_on",
    "log_call",
    "look_back_by_hand",
    "mark_lesson",
    "merge_feedback",
    "next_topic",
    "open_card_voting",
    "open_corrective",
    "open_effect_checks",
    "open_envelopes",
    "open_retrospective",
    "open_scoring",
    "open_survey",
    "place_card",
    "publish_feedback",
    "publish_survey",
    "raise_conflict",
    "reassign_feedback",
    "receive_mail",
    "record_effect",
    "refuse_feedback",
    "remind_waiting",
    "remove_card",
    "reopen_feedback",
    "reopen_negotiation",
    "repeat_survey",
    "reply_as_submitter",
    "reveal_cards",
    "revise_retrospective",
    "save_rule",
    "say_more",
    "say_not_solved",
    "score_option",
    "send_back_retrospective",
    "send_back_step",
    "send_due_mails",
    "set_doors",
    "share_box",
    "show_scores",
    "speak_by_code",
    "start_check",
    "start_feedback",
    "start_session",
    "stop_repeating_survey",
    "submit_feedback",
    "take_lesson_back",
    "take_off_board",
    "take_up_conflict",
    "take_up_topic",
    "vote_on_card",
    "watch_feedback",
    "withdraw_conflict",
    "withdraw_corrective",
    "write_agreement",
    "write_anonymously",
    "write_box",
    "write_in",
    "write_in_by_address",
    "write_retrospective",
]
