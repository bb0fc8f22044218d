"""What can happen to a task on the stage, each step through the action that people use."""

from collections.abc import Callable
from typing import Any

from collab.common.actor import Actor
from collab.deadlines import actions as deadlines
from collab.deadlines.approval import deciders
from collab.deadlines.models import Extension
from collab.deadlines.policies import can_decide_extension
from collab.matters import actions as matters
from collab.matters.models import Matter
from collab.org.models import Person
from collab.org.selectors import front_desks
from tasks import actions as tasks
from tasks.models import CoPart
from tasks.policies import does_the_part

from .stage import Stage

PART_DONE = "我方配合事项已完成，资料已移交。Our part is done; the papers are handed over."

TASK_STEPS: dict[str, tuple[Callable, tuple[str, ...]]] = {
    "sign": (tasks.sign_for_task, ("note",)),
    "return": (tasks.request_return, ("reason", "evidence")),
    "start": (tasks.start_task, ()),
    "report": (tasks.report_progress, ("percent", "text")),
    "block": (tasks.block_task, ("blockage", "reason", "resolver", "until")),
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


def _date_parts(stage: Stage, matter: Matter, actor: Actor, days: float) -> None:
    """The lead department says by when it wants the parts."""
    for part in CoPart.objects.filter(task=matter.pk).open().select_related("party"):
        due = stage.times.evening(days)
        tasks.edit_part(part=part, actor=actor, version=part.version, text=part.party.part, due_at=due)


def _extend_part(stage: Stage, matter: Matter, actor: Actor, days: float, reason: str) -> None:
    """Somebody of a co-department asks for more time for their part."""
    parts = CoPart.objects.filter(task=matter.pk).open().select_related("task", "party__department")
    part = next(one for one in parts if does_the_part(actor, one))
    asked = {"due_at": stage.times.evening(days), "reason": reason}
    tasks.request_part_extension(part=part, actor=actor, version=part.version, **asked)


def _submit(stage: Stage, matter: Matter, actor: Actor, result: str) -> None:
    """The co-departments hand their parts in first, each through its own desk."""
    for part in CoPart.objects.filter(task=matter.pk).open().select_related("party"):
        desk = Actor(
            Person.objects.get(pk=front_desks([part.party.department_id])[part.party.department_id][0]),
            "page",
        )
        if part.party.signed_at is None:
            tasks.sign_for_task(task=matter, actor=desk, version=None)
        part.refresh_from_db()
        handed_in = tasks.submit_part(part=part, actor=desk, version=part.version, result=PART_DONE)
        tasks.accept_part(part=handed_in, actor=actor, version=handed_in.version)
    tasks.submit_task(task=matter, actor=actor, version=None, result=result)


def _pending(stage: Stage, matter: Matter, actor: Actor) -> Extension:
    """The request that waits, agreed to by every office before this one."""
    asked = Extension.objects.get(matter_id=matter.pk, state=Extension.State.PENDING)
    while not can_decide_extension(actor, asked) and asked.waiting is not None:
        person = Person.objects.get(pk=deciders(asked.waiting, matter)[0])
        asked = deadlines.approve_extension(
            extension=asked, actor=Actor(person, "page"), version=asked.version, note=""
        )
    return asked


def _approve(stage: Stage, matter: Matter, actor: Actor, note: str) -> None:
    asked = _pending(stage, matter, actor)
    if asked.state == Extension.State.PENDING:
        asked = deadlines.approve_extension(extension=asked, actor=actor, version=asked.version, note=note)
    while asked.state == Extension.State.PENDING:
        person = Person.objects.get(pk=deciders(asked.waiting, matter)[0])
        asked = deadlines.approve_extension(
            extension=asked, actor=Actor(person, "page"), version=asked.version, note=note
        )


def _reject(stage: Stage, matter: Matter, actor: Actor, reason: str) -> None:
    asked = _pending(stage, matter, actor)
    deadlines.reject_extension(extension=asked, actor=actor, version=asked.version, reason=reason)


def _comment(stage: Stage, matter: Matter, actor: Actor, body: str) -> None:
    matters.add_comment(matter=matter, actor=actor, body=body)


def _link(stage: Stage, matter: Matter, actor: Actor, other: str, kind: str) -> None:
    matters.link_matters(source=matter, target=stage.matters[other], kind=kind, actor=actor)


def _merge(stage: Stage, matter: Matter, actor: Actor, into: str, reason: str) -> None:
    tasks.merge_task(task=matter, actor=actor, version=None, into=stage.matters[into], reason=reason)


OTHER_STEPS: dict[str, Callable[..., None]] = {
    "merge": _merge,
    "submit": _submit,
    "extend": _extend,
    "date_parts": _date_parts,
    "extend_part": _extend_part,
    "approve": _approve,
    "reject": _reject,
    "comment": _comment,
    "link": _link,
}
