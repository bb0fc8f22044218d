"""Cycles, goals, who contributes, what was agreed, key results, check-ins and health."""

from .agreement import Answer, Consultation, ConsultationReply, GoalVersion
from .contribution import Contribution
from .cycle import Cycle
from .following import Followed
from .goal import Commitment, Goal, Health
from .health import HealthMark, HealthPoint
from .key_result import Cadence, CheckIn, Figure, Follows, KeyResult

__all__ = [
    "Answer",
    "Cadence",
    "CheckIn",
    "Commitment",
    "Consultation",
    "ConsultationReply",
    "Contribution",
    "Cycle",
    "Figure",
    "Followed",
    "Follows",
    "Goal",
    "GoalVersion",
    "Health",
    "HealthMark",
    "HealthPoint",
    "KeyResult",
]
