"""Feedback through the API."""

from .retrospectives import LessonResource, RetrospectiveResource

routes = [("retrospectives", RetrospectiveResource), ("lessons", LessonResource)]
