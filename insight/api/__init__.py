"""What reads across rooms, imports, circulars, supervision and workload, through the API."""

from django.urls import path

from .circulars import CircularResource, NoticeResource
from .feedback_rates import FeedbackRatesResource
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
    path("supervision/", SupervisionResource.as_view({"get": "list"}), name="supervision"),
    path("workload/", WorkloadResource.as_view({"get": "list"}), name="workload"),
]
