"""Everything that changes feedback and retrospectives."""

from .cards import add_card, draw_lesson, edit_card, place_card, remove_card, vote_on_card
from .effects import assign_effect_check, change_again, open_effect_checks, record_effect
from .library import apply_lesson, mark_lesson, take_lesson_back
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

__all__ = [
    "abandon_session",
    "add_card",
    "add_lesson",
    "apply_lesson",
    "assign_effect_check",
    "change_again",
    "close_card_voting",
    "close_retrospective",
    "draw_lesson",
    "edit_card",
    "finish_session",
    "look_back_by_hand",
    "mark_lesson",
    "next_topic",
    "open_card_voting",
    "open_effect_checks",
    "open_retrospective",
    "place_card",
    "record_effect",
    "remove_card",
    "reveal_cards",
    "revise_retrospective",
    "send_back_retrospective",
    "start_session",
    "take_lesson_back",
    "take_up_topic",
    "vote_on_card",
    "write_retrospective",
]
