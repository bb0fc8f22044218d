"""Everything that changes a cycle, a goal or what belongs to one."""

from .answering import accept_goal, accept_with_conditions, object_to_goal, reply_to_consultation
from .check_ins import acknowledge_check_in, check_in, check_in_goal, edit_check_in, name_reviewer
from .consulting import confirm_goal, consult_goal, drop_change, propose_change, recall_goal
from .contributions import ContributionBrief, acknowledge_contribution
from .cycle_end import carry_on_scoring, carry_over_goal, score_cycle
from .cycles import create_cycle, edit_cycle, move_cycle_on
from .drafting import create_goal, edit_goal
from .figures import feed_figure, follow_task, refresh_followers, tell_figure, unfollow_task
from .health import release_health, set_health, turn_due_healths
from .key_results import add_key_result, cancel_key_result, edit_key_result
from .scoring import assess_goal, begin_scoring, close_goal, judge_goal
from .standing import activate_goal, cancel_goal, pause_goal, resume_goal

__all__ = [
    "ContributionBrief",
    "accept_goal",
    "accept_with_conditions",
    "acknowledge_check_in",
    "acknowledge_contribution",
    "activate_goal",
    "add_key_result",
    "assess_goal",
    "begin_scoring",
    "cancel_goal",
    "cancel_key_result",
    "carry_on_scoring",
    "carry_over_goal",
    "check_in",
    "check_in_goal",
    "close_goal",
    "confirm_goal",
    "consult_goal",
    "create_cycle",
    "create_goal",
    "drop_change",
    "edit_check_in",
    "edit_cycle",
    "edit_goal",
    "edit_key_result",
    "feed_figure",
    "follow_task",
    "judge_goal",
    "move_cycle_on",
    "name_reviewer",
    "object_to_goal",
    "pause_goal",
    "propose_change",
    "recall_goal",
    "refresh_followers",
    "release_health",
    "reply_to_consultation",
    "resume_goal",
    "score_cycle",
    "set_health",
    "tell_figure",
    "turn_due_healths",
    "unfollow_task",
]
