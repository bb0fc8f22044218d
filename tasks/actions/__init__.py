"""Every change to a task."""

from .drafting import create_task, edit_draft, issue_task
from .handover import (
    accept_handover,
    add_criterion,
    begin_delivery,
    close_handover,
    decline_handover,
    deliver_handover,
    judge_criterion,
    offer_handover,
    send_back_handover,
    take_handover,
    withdraw_handover,
)
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
    "accept_handover",
    "add_criterion",
    "begin_delivery",
    "block_task",
    "close_handover",
    "close_out_task",
    "complete_task",
    "create_task",
    "decline_handover",
    "deliver_handover",
    "edit_draft",
    "finish_task",
    "issue_task",
    "judge_criterion",
    "offer_handover",
    "reassign_task",
    "refuse_return",
    "report_progress",
    "request_return",
    "resume_task",
    "send_back_handover",
    "send_back_task",
    "sign_for_task",
    "start_task",
    "submit_task",
    "suspend_task",
    "take_handover",
    "unblock_task",
    "urge_task",
    "verify_task",
    "withdraw_handover",
    "withdraw_task",
]
