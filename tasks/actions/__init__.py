"""Every change to a task."""

from .dependencies import add_dependency, remove_dependency
from .drafting import create_task, edit_draft, issue_task
from .plan_items import add_to_plan, move_in_plan, remove_from_plan
from .plan_shift import shift_task
from .plan_templates import plan_from_template, save_template
from .plans import (
    cancel_plan,
    close_plan,
    confirm_plan,
    create_plan,
    edit_plan,
    rebaseline_plan,
    start_plan,
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
    "add_dependency",
    "add_to_plan",
    "block_task",
    "cancel_plan",
    "close_out_task",
    "close_plan",
    "complete_task",
    "confirm_plan",
    "create_plan",
    "create_task",
    "edit_draft",
    "edit_plan",
    "finish_task",
    "issue_task",
    "move_in_plan",
    "plan_from_template",
    "reassign_task",
    "rebaseline_plan",
    "refuse_return",
    "remove_dependency",
    "remove_from_plan",
    "report_progress",
    "request_return",
    "resume_task",
    "save_template",
    "send_back_task",
    "shift_task",
    "sign_for_task",
    "start_plan",
    "start_task",
    "submit_task",
    "suspend_task",
    "unblock_task",
    "urge_task",
    "verify_task",
    "withdraw_task",
]
