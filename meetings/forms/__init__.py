"""Shape of what is typed in this room."""

from .meeting import AttendanceForm, EditForm, ImportForm, ItemForm, MeetingForm
from .review import ReviewForm

__all__ = ["AttendanceForm", "EditForm", "ImportForm", "ItemForm", "MeetingForm", "ReviewForm"]
