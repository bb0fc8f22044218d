"""Goals and what belongs to them through the API; `routes` is gathered by collab/api.py."""

from django.urls import path

from .agreement import ConsultationResource, ContributionResource, GoalVersionResource
from .check_ins import CheckInResource
from .cycles import CycleResource
from .goals import GoalResource
from .key_results import FigureResource, HealthPointResource, KeyResultResource
from .map import MapResource

routes = [
    ("cycles", CycleResource),
    ("goals", GoalResource),
    ("key-results", KeyResultResource),
    ("figures", FigureResource),
    ("check-ins", CheckInResource),
    ("health-points", HealthPointResource),
    ("goal-versions", GoalVersionResource),
    ("goal-consultations", ConsultationResource),
    ("goal-contributions", ContributionResource),
]
paths = [path("goals/map/", MapResource.as_view({"get": "list"}), name="goals-map")]
