"""The spine: a matter and everything that hangs on it."""

from .attachment import Attachment
from .comment import Comment
from .label import Label
from .link import Link, LinkKind
from .matter import Counter, Kind, Light, Matter, Priority, Visibility
from .party import Party, PartyRole, Watcher
from .saved_view import DefaultView, PinnedView, SavedView

__all__ = [
    "Attachment",
    "Comment",
    "Counter",
    "DefaultView",
    "Kind",
    "Label",
    "Light",
    "Link",
    "LinkKind",
    "Matter",
    "Party",
    "PartyRole",
    "PinnedView",
    "Priority",
    "SavedView",
    "Visibility",
    "Watcher",
]
