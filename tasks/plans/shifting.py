"""Decides what moves when a task of a plan is shifted, and what would become of each: moved, asked for, or left."""

import zlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid
from collab.deadlines.models import Extension
from collab.deadlines.policies import can_request_extension
from collab.matters.policies import gather
from collab.matters.rows import Calendars
from collab.org.worktime import NoWorkingTime

from .. import policies
from ..dependencies import node_of, ties_of
from ..models import Dependency, Plan, Task
from ..scheduling import Cycle, shift
from .selectors import tasks_of

FARTHEST = 1300
MOVE, ASK, LEFT = "move", "ask", "left"


@dataclass
class Move:
    """One task's dates before and after; `how` says what applying does, `why` why it is left."""

    task: Task
    was: tuple[datetime | None, datetime | None]
    now: tuple[datetime | None, datetime | None]
    how: str
    why: str | Promise = ""
    extension: int | None = None


@dataclass
class Preview:
    """Everything a shift moves. `stamp` changes with anything it rests on."""

    task: Task
    days: int
    moves: list[Move]
    stamp: str
    seen: set[int] = field(default_factory=set)


def preview_shift(plan: Plan, task: Task, days: int, actor: Actor) -> Preview:
    """What moves if this task begins so many working days later, or earlier where negative."""
    if not days or abs(days) > FARTHEST:
        raise Invalid.field("days", _("Name a number of working days other than nought, five years at most."))
    calendars = Calendars()
    tasks = {row.pk: row for row in tasks_of([plan.pk])}
    if task.pk not in tasks:
        raise Invalid.field("task", _("This task is not in the plan."), "not_in_plan")
    nodes = {pk: node_of(row, calendars) for pk, row in tasks.items()}
    node = nodes[task.pk]
    if node.fixed:
        raise Conflict(_("This task has ended; it does not move any more."), code="ended")
    if node.start is None:
        raise Invalid.field("task", _("This task has no dates yet. Give it a start or a due date first."))
    ties = ties_of(Dependency.objects.among(list(tasks)), nodes.values())
    try:
        start = node.calendar.add_days(node.start, days)
        spans = shift(nodes.values(), ties, task.pk, start)
    except (Cycle, NoWorkingTime, ValueError):
        raise Conflict(_("These tasks cannot be shifted that far."), code="cannot_shift") from None
    moved = [row for pk, row in tasks.items() if pk in spans]
    gather(moved)
    pending = set(
        Extension.objects.of_the_whole()
        .filter(matter__in=[row.pk for row in moved], state=Extension.State.PENDING)
        .values_list("matter_id", flat=True)
    )
    moves = [_move(row, spans[row.pk], actor, row.pk in pending) for row in moved]
    seen = _seen(actor, [row.pk for row in moved])
    facts = [(m.task.pk, m.task.version, m.now, m.how) for m in moves]
    return Preview(tasks[task.pk], days, moves, f"{zlib.crc32(repr(facts).encode()):08x}", seen)


def _seen(actor: Actor, ids: list[int]) -> set[int]:
    if actor.is_system:
        return set(ids)
    return set(Task.objects.visible_to(actor.person).filter(pk__in=ids).values_list("pk", flat=True))


def _move(task: Task, span: tuple[datetime, datetime], actor: Actor, pending: bool) -> Move:
    """Dates that a task does not have stay empty."""
    start = span[0] if task.start_at is not None else None
    due = span[1] if task.due_at is not None else None
    how, why = _how(task, due, actor, pending)
    return Move(task, (task.start_at, task.due_at), (start, due), how, why)


def _how(task: Task, due: datetime | None, actor: Actor, pending: bool) -> tuple[str, str | Promise]:
    if due is not None and due <= clock.now():
        return LEFT, _("It would be due in the past.")
    if task.status == "draft":
        if actor.is_system or policies.can_edit_draft(actor, task):
            return MOVE, ""
        return LEFT, _("This draft is for its author or a supervisor to change.")
    if task.due_at is None or due is None:
        return LEFT, _("It was handed out without a due date.")
    if due <= task.due_at:
        return LEFT, _("A due date that was handed out moves only later, by an extension.")
    if pending:
        return LEFT, _("A request for more time is waiting for its decision already.")
    if not can_request_extension(actor, task):
        return LEFT, _("More time for this is asked for by those who do the work.")
    return ASK, ""


def facts_of(preview: Preview) -> dict[str, Any]:
    """The preview for other systems; what the reader may not see is counted, not told."""
    return {
        "task": preview.task.number,
        "days": preview.days,
        "stamp": preview.stamp,
        "hidden": sum(1 for move in preview.moves if move.task.pk not in preview.seen),
        "moves": [
            {
                "id": move.task.pk,
                "number": move.task.number,
                "title": move.task.title,
                "start_at": [_iso(move.was[0]), _iso(move.now[0])],
                "due_at": [_iso(move.was[1]), _iso(move.now[1])],
                "how": move.how,
                "why": str(move.why),
                "extension": move.extension,
            }
            for move in preview.moves
            if move.task.pk in preview.seen
        ],
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
