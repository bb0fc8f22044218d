"""Everything that changes feedback, corrective actions, conflicts and retrospectives."""

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
from .conflict_following import check_kept, escalate_conflicts, reopen_negotiation, start_check
from .conflict_options import (
    add_option,
    drop_option,
    gather_options,
    open_scoring,
    score_option,
    set_criteria,
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
from .handling import (
    accept_feedback,
    assign_feedback,
    escalate_feedback,
    reassign_feedback,
    refuse_feedback,
    start_feedback,
)
from .merging import merge_feedback
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
    "Giver",
    "accept_feedback",
    "add_lesson",
    "add_option",
    "answer_feedback",
    "appoint_mediator",
    "ask_mediation",
    "ask_ruling",
    "ask_submitter",
    "assign_feedback",
    "assign_step",
    "check_effect",
    "check_kept",
    "close_due_feedback",
    "close_retrospective",
    "confirm_agreement",
    "confirm_feedback",
    "drop_option",
    "escalate_conflicts",
    "escalate_feedback",
    "gather_options",
    "give_ruling",
    "hand_in_step",
    "hand_out_agreed",
    "hang_on",
    "merge_feedback",
    "open_corrective",
    "open_retrospective",
    "open_scoring",
    "raise_conflict",
    "reassign_feedback",
    "refuse_feedback",
    "reopen_feedback",
    "reopen_negotiation",
    "reply_as_submitter",
    "revise_retrospective",
    "save_rule",
    "say_not_solved",
    "score_option",
    "send_back_retrospective",
    "send_back_step",
    "set_criteria",
    "share_box",
    "show_scores",
    "start_check",
    "start_feedback",
    "submit_feedback",
    "take_up_conflict",
    "watch_feedback",
    "withdraw_conflict",
    "withdraw_corrective",
    "write_agreement",
    "write_box",
    "write_retrospective",
]
