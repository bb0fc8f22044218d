"""Goals and what belongs to them through the API; `routes` is gathered by collab/api.py."""

from .agreement import ConsultationResource, ContributionResource, GoalVersionResource
from .cycles import CycleResource
from .goals import GoalResource

routes = [
    ("cycles", CycleResource),
    ("goals", GoalResource),
    ("goal-versions", GoalVersionResource),
    ("goal-consultations", ConsultationResource),
    ("goal-contributions", ContributionResource),
]
