"""Feedback through the API."""

from django.urls import path

from .board import BoardResource
from .loop import FeedbackResource
from .retrospectives import LessonResource, RetrospectiveResource

routes = [
    ("retrospectives", RetrospectiveResource),
    ("lessons", LessonResource),
    ("feedback", FeedbackResource),
]
paths = [path("feedback-board/", BoardResource.as_view({"get": "list"}), name="feedback-board")]
