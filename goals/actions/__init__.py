"""Everything that changes a cycle, a goal or what belongs to one."""

from .contributions import ContributionBrief
from .cycles import create_cycle
from .drafting import create_goal

__all__ = [
    "ContributionBrief",
    "create_cycle",
    "create_goal",
]
