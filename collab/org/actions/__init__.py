"""Every change of the organisation; each is recorded in the journal's stream for it."""

from .absences import cancel_absence, record_absence
from .calendars import create_calendar, edit_calendar, set_calendar_day
from .departments import create_department, edit_department, move_department
from .people import create_person, deactivate_person, edit_person, edit_profile, reactivate_person, set_roles
from .sessions import end_sessions
from .tokens import create_token, revoke_token

__all__ = [
    "cancel_absence",
    "create_calendar",
    "create_department",
    "create_person",
    "create_token",
    "deactivate_person",
    "edit_calendar",
    "edit_department",
    "edit_person",
    "edit_profile",
    "end_sessions",
    "move_department",
    "reactivate_person",
    "record_absence",
    "revoke_token",
    "set_calendar_day",
    "set_roles",
]
