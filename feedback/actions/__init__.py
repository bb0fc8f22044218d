"""Everything that changes feedback, retrospectives and surveys."""

from .answering import answer_survey
from .cards import add_card, draw_lesson, edit_card, place_card, remove_card, vote_on_card
from .effects import assign_effect_check, change_again, open_effect_checks, record_effect
from .library import apply_lesson, mark_lesson, take_lesson_back
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
from .survey import cancel_survey, close_survey, create_survey, edit_survey, open_survey, publish_survey

__all__ = [
    "abandon_session",
    "add_card",
    "add_lesson",
    "answer_survey",
    "apply_lesson",
    "assign_effect_check",
    "cancel_survey",
    "carry_on_surveys",
    "change_again",
    "close_card_voting",
    "close_retrospective",
    "close_survey",
    "create_survey",
    "draw_lesson",
    "edit_card",
    "edit_survey",
    "finish_session",
    "look_back_by_hand",
    "mark_lesson",
    "next_topic",
    "open_card_voting",
    "open_effect_checks",
    "open_retrospective",
    "open_survey",
    "place_card",
    "publish_survey",
    "record_effect",
    "remind_waiting",
    "remove_card",
    "repeat_survey",
    "reveal_cards",
    "revise_retrospective",
    "send_back_retrospective",
    "start_session",
    "stop_repeating_survey",
    "take_lesson_back",
    "take_up_topic",
    "vote_on_card",
    "write_retrospective",
]
