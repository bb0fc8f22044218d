"""Shape of what is typed in this room."""

from .decision import DecisionForm
from .meeting import AttendanceForm, EditForm, ImportForm, ItemForm, MeetingForm
from .preparing import ClashForm, FeedForm, PlanForm
from .review import ReviewForm
from .series import SeriesForm

__all__ = [
    "AttendanceForm",
    "ClashForm",
    "DecisionForm",
    "EditForm",
    "FeedForm",
    "ImportForm",
    "ItemForm",
    "MeetingForm",
    "PlanForm",
    "ReviewForm",
    "SeriesForm",
]
