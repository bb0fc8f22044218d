"""What can happen to a task on the stage, each step through the action that people use."""

from collections.abc import Callable
from typing import Any

from collab.common.actor import Actor
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Extension
from collab.matters import actions as matters
from collab.matters.models import Matter
from tasks import actions as tasks

from .stage import Stage

TASK_STEPS: dict[str, tuple[Callable, tuple[str, ...]]] = {
    "sign": (tasks.sign_for_task, ("note",)),
    "return": (tasks.request_return, ("reason",)),
    "start": (tasks.start_task, ()),
    "report": (tasks.report_progress, ("percent", "text")),
    "block": (tasks.block_task, ("blockage", "reason", "resolver", "until")),
    "submit": (tasks.submit_task, ("result",)),
    "finish": (tasks.finish_task, ("note",)),
    "verify": (tasks.verify_task, ()),
    "send_back": (tasks.send_back_task, ("reason",)),
    "complete": (tasks.complete_task, ("note",)),
    "close": (tasks.close_out_task, ("note",)),
    "suspend": (tasks.suspend_task, ("reason",)),
    "withdraw": (tasks.withdraw_task, ("reason",)),
    "urge": (tasks.urge_task, ("note",)),
}


def take_step(stage: Stage, key: str, who: str, what: str, answers: tuple) -> None:
    """Have `who` take this step on the matter with this key."""
    matter, actor = stage.matters[key], stage.actor(who)
    if what in TASK_STEPS:
        action, names = TASK_STEPS[what]
        said: dict[str, Any] = dict(zip(names, answers, strict=False))
        if "until" in said:
            said["until"] = stage.times.evening(said["until"])
        action(task=matter, actor=actor, version=None, **said)
    else:
        OTHER_STEPS[what](stage, matter, actor, *answers)


def _extend(stage: Stage, matter: Matter, actor: Actor, days: float, reason: str) -> None:
    due = stage.times.evening(days)
    deadlines.request_extension(matter=matter, actor=actor, version=None, due_at=due, reason=reason)


def _approve(stage: Stage, matter: Matter, actor: Actor, note: str) -> None:
    asked = Extension.objects.get(matter_id=matter.pk, state=Extension.State.PENDING)
    deadlines.approve_extension(extension=asked, actor=actor, version=asked.version, note=note)


def _reject(stage: Stage, matter: Matter, actor: Actor, reason: str) -> None:
    asked = Extension.objects.get(matter_id=matter.pk, state=Extension.State.PENDING)
    deadlines.reject_extension(extension=asked, actor=actor, version=asked.version, reason=reason)


def _comment(stage: Stage, matter: Matter, actor: Actor, body: str) -> None:
    matters.add_comment(matter=matter, actor=actor, body=body)


def _link(stage: Stage, matter: Matter, actor: Actor, other: str, kind: str) -> None:
    matters.link_matters(source=matter, target=stage.matters[other], kind=kind, actor=actor)


OTHER_STEPS: dict[str, Callable[..., None]] = {
    "extend": _extend,
    "approve": _approve,
    "reject": _reject,
    "comment": _comment,
    "link": _link,
}
