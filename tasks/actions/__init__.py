"""Every change to a task."""

from .drafting import create_task, edit_draft, issue_task
from .receipt import reassign_task, refuse_return, request_return, sign_for_task
from .saved_views import choose_default_view, edit_view, remove_view, save_view
from .supervision import (
    close_out_task,
    complete_task,
    resume_task,
    send_back_task,
    suspend_task,
    urge_task,
    verify_task,
    withdraw_task,
)
from .work import block_task, finish_task, report_progress, start_task, submit_task, unblock_task

__all__ = [
    "block_task",
    "choose_default_view",
    "close_out_task",
    "complete_task",
    "create_task",
    "edit_draft",
    "edit_view",
    "finish_task",
    "issue_task",
    "reassign_task",
    "refuse_return",
    "remove_view",
    "report_progress",
    "request_return",
    "resume_task",
    "save_view",
    "send_back_task",
    "sign_for_task",
    "start_task",
    "submit_task",
    "suspend_task",
    "unblock_task",
    "urge_task",
    "verify_task",
    "withdraw_task",
]
