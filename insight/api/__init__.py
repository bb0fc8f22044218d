"""What reads across rooms, imports, circulars, supervision, follow-through and workload, through the API."""

from django.urls import path

from .circulars import CircularResource, NoticeResource
from .feedback_rates import FeedbackRatesResource
from .followthrough import FollowThroughResource
from .imports import ImportResource
from .supervision import SupervisionResource
from .workload import WorkloadResource

routes = [
    ("imports", ImportResource),
    ("circulars", CircularResource),
    ("circular-notices", NoticeResource),
]
paths = [
    path("feedback-rates/", FeedbackRatesResource.as_view({"get": "list"}), name="feedback-rates"),
    path("feedback-rates/file/", FeedbackRatesResource.as_view({"post": "file"}), name="feedback-rates-file"),
    path("supervision/", SupervisionResource.as_view({"get": "list"}), name="supervision"),
    path("follow-through/", FollowThroughResource.as_view({"get": "list"}), name="follow-through"),
    path(
        "follow-through/records/",
        FollowThroughResource.as_view({"get": "records"}),
        name="follow-through-records",
    ),
    path("follow-through/file/", FollowThroughResource.as_view({"post": "file"}), name="follow-through-file"),
    path("workload/", WorkloadResource.as_view({"get": "list"}), name="workload"),
]
