"""What reached whom: the in-app record, the outgoing ledger, and how each person wants to hear."""

from .message import Channel, Message, State
from .notification import Notification, Why
from .preference import Contact, Mode, Preference

__all__ = ["Channel", "Contact", "Message", "Mode", "Notification", "Preference", "State", "Why"]
