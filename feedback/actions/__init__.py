"""Everything that changes feedback, retrospectives and surveys."""

from .answering import answer_survey
from .pulses import carry_on_surveys, remind_waiting, repeat_survey, stop_repeating_survey
from .retrospective import (
    add_lesson,
    close_retrospective,
    open_retrospective,
    revise_retrospective,
    send_back_retrospective,
    write_retrospective,
)
from .survey import cancel_survey, close_survey, create_survey, edit_survey, open_survey, publish_survey

__all__ = [
    "add_lesson",
    "answer_survey",
    "cancel_survey",
    "carry_on_surveys",
    "close_retrospective",
    "close_survey",
    "create_survey",
    "edit_survey",
    "open_retrospective",
    "open_survey",
    "publish_survey",
    "remind_waiting",
    "repeat_survey",
    "revise_retrospective",
    "send_back_retrospective",
    "stop_repeating_survey",
    "write_retrospective",
]
