"""Every change to a task."""

from .dependencies import add_dependency, remove_dependency
from .drafting import create_task, edit_draft, issue_task
from .receipt import reassign_task, refuse_return, request_return, sign_for_task
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
    "add_dependency",
    "block_task",
    "close_out_task",
    "complete_task",
    "create_task",
    "edit_draft",
    "finish_task",
    "issue_task",
    "reassign_task",
    "refuse_return",
    "remove_dependency",
    "report_progress",
    "request_return",
    "resume_task",
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
