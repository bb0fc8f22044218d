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
from .effects import assign_effect_check, change_again, open_effect_checks, record_effect
from .handling import (
    accept_feedback,
    assign_feedback,
    escalate_feedback,
    reassign_feedback,
    refuse_feedback,
    start_feedback,
)
from .library import apply_lesson, mark_lesson, take_lesson_back
from .merging import merge_feedback
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
    "Giver",
    "abandon_session",
    "accept_feedback",
    "add_card",
    "add_lesson",
    "answer_feedback",
    "answer_survey",
    "apply_lesson",
    "ask_submitter",
    "assign_effect_check",
    "assign_feedback",
    "cancel_survey",
    "carry_on_surveys",
    "change_again",
    "close_card_voting",
    "close_due_feedback",
    "close_retrospective",
    "close_survey",
    "confirm_feedback",
    "create_survey",
    "draw_lesson",
    "edit_card",
    "edit_survey",
    "escalate_feedback",
    "finish_session",
    "look_back_by_hand",
    "mark_lesson",
    "merge_feedback",
    "next_topic",
    "open_card_voting",
    "open_effect_checks",
    "open_retrospective",
    "open_survey",
    "place_card",
    "publish_survey",
    "reassign_feedback",
    "record_effect",
    "refuse_feedback",
    "remind_waiting",
    "remove_card",
    "reopen_feedback",
    "repeat_survey",
    "reply_as_submitter",
    "reveal_cards",
    "revise_retrospective",
    "say_not_solved",
    "send_back_retrospective",
    "start_feedback",
    "start_session",
    "stop_repeating_survey",
    "submit_feedback",
    "take_lesson_back",
    "take_up_topic",
    "vote_on_card",
    "write_retrospective",
]
