"""Shifting a task of a plan with all it pushes: drafts move at once, work handed out asks for an extension."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common.actor import Actor
from collab.common.errors import Conflict, Refusal
from collab.deadlines.actions import request_extension

from ..models import Plan, Task
from ..plans.events import PLAN_SHIFTED
from ..plans.shifting import ASK, LEFT, MOVE, Move, Preview, preview_shift
from .drafting import edit_draft
from .plan_items import locked_plan
from .receipt import reason_given


@transaction.atomic
def shift_task(
    *, plan: Plan, task: Task, actor: Actor, version: int, days: int, reason: str, stamp: str
) -> Preview:
    """Do what the preview with this stamp showed; each task answers for itself, and says why where it was left."""
    plan = locked_plan(plan, actor, version)
    reason = reason_given(reason)
    preview = preview_shift(plan, task, days, actor)
    if preview.stamp != stamp:
        raise Conflict(
            _("Something has changed since the preview. Look at what moves now, and decide again."),
            code="preview_stale",
        )
    for move in preview.moves:
        _carry_out(move, actor, reason)
    plan.save_changes()
    count = {how: sum(1 for move in preview.moves if move.how == how) for how in (MOVE, ASK, LEFT)}
    record(
        PLAN_SHIFTED,
        matter=plan,
        actor=actor,
        task=preview.task.number,
        days=days,
        moved=count[MOVE],
        asked=count[ASK],
        left=count[LEFT],
        reason=reason,
    )
    return preview


def _carry_out(move: Move, actor: Actor, reason: str) -> None:
    task = move.task
    start, due = move.now
    try:
        with transaction.atomic():
            if move.how == MOVE:
                dates = {"start_at": start, "due_at": due}
                given = {name: at for name, at in dates.items() if at is not None}
                edit_draft(task=task, actor=actor, version=task.version, **given)
            elif move.how == ASK and due is not None:
                asked = request_extension(
                    matter=task, actor=actor, version=task.version, due_at=due, reason=reason
                )
                move.extension = asked.pk
    except Refusal as refusal:
        move.how, move.why = LEFT, str(refusal)
