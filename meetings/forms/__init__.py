"""Shape of what is typed in this room."""

from .decision import DecisionForm
from .meeting import AttendanceForm, EditForm, ImportForm, ItemForm, MeetingForm
from .review import ReviewForm

__all__ = [
    "AttendanceForm",
    "DecisionForm",
    "EditForm",
    "ImportForm",
    "ItemForm",
    "MeetingForm",
    "ReviewForm",
]
