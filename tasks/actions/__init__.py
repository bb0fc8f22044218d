"""Every change to a task and what belongs to it."""

from .checklist import (
    add_checklist_item,
    move_checklist_item,
    remove_checklist_item,
    rename_checklist_item,
    tick_checklist_item,
)
from .deliverables import (
    add_deliverable,
    edit_deliverable,
    hand_in_evidence,
    remove_deliverable,
    take_back_evidence,
)
from .dependencies import add_dependency, remove_dependency
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
from .merging import merge_task
from .parts import accept_part, add_part, edit_part, remove_part, send_back_part, submit_part, waive_part
from .plan_items import add_to_plan, move_in_plan, remove_from_plan
from .plan_shift import shift_task
from .plan_templates import plan_from_template, save_template
from .plans import cancel_plan, close_plan, confirm_plan, create_plan, edit_plan, rebaseline_plan, start_plan
from .receipt import reassign_task, sign_for_task
from .returns import refuse_return, request_return, rule_on_return
from .saved_views import choose_default_view, edit_view, remove_view, save_view
from .series import (
    edit_series,
    end_series,
    make_due_occurrences,
    pause_series,
    repeat_task,
    resume_series,
    set_series_parties,
)
from .supervision import (
    close_out_task,
    complete_task,
    resume_task,
    send_back_task,
    suspend_task,
    verify_task,
    withdraw_task,
)
from .time import correct_time, note_time, remove_time
from .urging import urge_handover, urge_task
from .work import block_task, finish_task, report_progress, start_task, submit_task, unblock_task

__all__ = [
    "accept_handover",
    "accept_part",
    "add_checklist_item",
    "add_criterion",
    "add_deliverable",
    "add_dependency",
    "add_part",
    "add_to_plan",
    "begin_delivery",
    "block_task",
    "cancel_plan",
    "choose_default_view",
    "close_handover",
    "close_out_task",
    "close_plan",
    "complete_task",
    "confirm_plan",
    "correct_time",
    "create_plan",
    "create_task",
    "decline_handover",
    "deliver_handover",
    "edit_deliverable",
    "edit_draft",
    "edit_part",
    "edit_plan",
    "edit_series",
    "edit_view",
    "end_series",
    "finish_task",
    "hand_in_evidence",
    "issue_task",
    "judge_criterion",
    "make_due_occurrences",
    "merge_task",
    "move_checklist_item",
    "move_in_plan",
    "note_time",
    "offer_handover",
    "pause_series",
    "plan_from_template",
    "reassign_task",
    "rebaseline_plan",
    "refuse_return",
    "remove_checklist_item",
    "remove_deliverable",
    "remove_dependency",
    "remove_from_plan",
    "remove_part",
    "remove_time",
    "remove_view",
    "rename_checklist_item",
    "repeat_task",
    "report_progress",
    "request_return",
    "resume_series",
    "resume_task",
    "rule_on_return",
    "save_template",
    "save_view",
    "send_back_handover",
    "send_back_part",
    "send_back_task",
    "set_series_parties",
    "shift_task",
    "sign_for_task",
    "start_plan",
    "start_task",
    "submit_part",
    "submit_task",
    "suspend_task",
    "take_back_evidence",
    "take_handover",
    "tick_checklist_item",
    "unblock_task",
    "urge_handover",
    "urge_task",
    "verify_task",
    "waive_part",
    "withdraw_handover",
    "withdraw_task",
]
