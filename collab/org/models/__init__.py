"""The organisation: departments, people, roles, absence, working calendars and access tokens."""

from .absence import Absence, Scope
from .calendar import CalendarDay, WorkingCalendar
from .department import Department, Membership, Role
from .person import Person
from .token import ApiToken

__all__ = [
    "Absence",
    "ApiToken",
    "CalendarDay",
    "Department",
    "Membership",
    "Person",
    "Role",
    "Scope",
    "WorkingCalendar",
]
