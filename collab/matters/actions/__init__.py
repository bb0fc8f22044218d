"""Every change to what all kinds share."""

from .attachments import attach_file, keep_file, remove_attachment
from .comments import add_comment, edit_comment, withdraw_comment
from .links import link_matters, unlink_matters
from .parties import add_party, mark_read, remove_party, set_parties, unwatch_matter, watch_matter
from .saved_views import choose_default_view, edit_view, pin_view, remove_view, save_view
from .spine import add_labels, change_visibility, edit_matter, label_matter, open_matter

__all__ = [
    "add_comment",
    "add_labels",
    "add_party",
    "attach_file",
    "change_visibility",
    "choose_default_view",
    "edit_comment",
    "edit_matter",
    "edit_view",
    "keep_file",
    "label_matter",
    "link_matters",
    "mark_read",
    "open_matter",
    "pin_view",
    "remove_attachment",
    "remove_party",
    "remove_view",
    "save_view",
    "set_parties",
    "unlink_matters",
    "unwatch_matter",
    "watch_matter",
    "withdraw_comment",
]
