"""Every change to a circular, and signing for one."""

from .issuing import discard_circular, draft_circular, issue_circular, remark_on_circular, retake_circular
from .signing import sign_for_circular

__all__ = [
    "discard_circular",
    "draft_circular",
    "issue_circular",
    "remark_on_circular",
    "retake_circular",
    "sign_for_circular",
]
