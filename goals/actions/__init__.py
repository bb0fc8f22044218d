"""Everything that changes a cycle, a goal or what belongs to one."""

from .answering import accept_goal, accept_with_conditions, object_to_goal, reply_to_consultation
from .consulting import confirm_goal, consult_goal, drop_change, propose_change, recall_goal
from .contributions import ContributionBrief, acknowledge_contribution
from .cycles import create_cycle, edit_cycle, move_cycle_on
from .drafting import create_goal, edit_goal
from .standing import activate_goal, cancel_goal, pause_goal, resume_goal

__all__ = [
    "ContributionBrief",
    "accept_goal",
    "accept_with_conditions",
    "acknowledge_contribution",
    "activate_goal",
    "cancel_goal",
    "confirm_goal",
    "consult_goal",
    "create_cycle",
    "create_goal",
    "drop_change",
    "edit_cycle",
    "edit_goal",
    "move_cycle_on",
    "object_to_goal",
    "pause_goal",
    "propose_change",
    "recall_goal",
    "reply_to_consultation",
    "resume_goal",
]
