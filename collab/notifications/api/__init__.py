"""The caller's inbox through the API."""

from .resources import NotificationResource

routes = [("notifications", NotificationResource)]
