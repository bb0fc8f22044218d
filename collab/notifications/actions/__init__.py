"""Everything that changes what is kept of notifications, messages and preferences."""

from .preferences import choose_preferences, set_contact, set_preference
from .reading import mark_all_read, mark_matter_read, mark_read, mark_unread
from .sending import send_due_messages
from .storing import store_notifications

__all__ = [
    "choose_preferences",
    "mark_all_read",
    "mark_matter_read",
    "mark_read",
    "mark_unread",
    "send_due_messages",
    "set_contact",
    "set_preference",
    "store_notifications",
]
