"""The organisation through the API."""

from django.urls import path

from .absences import AbsenceResource
from .calendars import CalendarResource
from .departments import DepartmentResource
from .people import MeResource, PersonResource

routes = [
    ("departments", DepartmentResource),
    ("people", PersonResource),
    ("absences", AbsenceResource),
    ("working-calendars", CalendarResource),
]
paths = [path("me/", MeResource.as_view({"get": "retrieve", "patch": "partial_update"}), name="me")]
