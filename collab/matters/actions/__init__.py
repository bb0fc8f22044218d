"""Every change to what all kinds share."""

from .attachments import attach_file, keep_file, remove_attachment
from .comments import add_comment, edit_comment, withdraw_comment
from .links import link_matters, unlink_matters
from .parties import add_party, mark_read, remove_party, set_parties, unwatch_matter, watch_matter
from .spine import add_labels, change_visibility, edit_matter, label_matter, open_matter

__all__ = [
    "add_comment",
    "add_labels",
    "add_party",
    "attach_file",
    "change_visibility",
    "edit_comment",
    "edit_matter",
    "keep_file",
    "label_matter",
    "link_matters",
    "mark_read",
    "open_matter",
    "remove_attachment",
    "remove_party",
    "set_parties",
    "unlink_matters",
    "unwatch_matter",
    "watch_matter",
    "withdraw_comment",
]
