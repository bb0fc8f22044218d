"""Every change to a task."""

from .drafting import create_task, edit_draft, issue_task
from .merging import merge_task
from .parts import accept_part, add_part, edit_part, remove_part, send_back_part, submit_part, waive_part
from .receipt import reassign_task, sign_for_task
from .returns import refuse_return, request_return, rule_on_return
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
    "accept_part",
    "add_part",
    "block_task",
    "close_out_task",
    "complete_task",
    "create_task",
    "edit_draft",
    "edit_part",
    "finish_task",
    "issue_task",
    "merge_task",
    "reassign_task",
    "refuse_return",
    "remove_part",
    "report_progress",
    "request_return",
    "resume_task",
    "rule_on_return",
    "send_back_part",
    "send_back_task",
    "sign_for_task",
    "start_task",
    "submit_part",
    "submit_task",
    "suspend_task",
    "unblock_task",
    "urge_task",
    "verify_task",
    "waive_part",
    "withdraw_task",
]
