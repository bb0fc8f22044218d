"""Asking for deliverables, handing evidence in for them, and holding up what lacks it."""

from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, FieldError, Invalid, NotFound, require
from collab.matters.models import Attachment

from ..evidence import events, policies
from ..models import Deliverable, Evidence, EvidenceKind, Task

LONGEST_NAME, MOST = 300, 100
PLAIN = ("name", "requires", "is_required")


def lacking(task: Task) -> list[str]:
    """Names of the required deliverables that lack the evidence asked for."""
    handed_in = Evidence.objects.standing().filter(deliverable=OuterRef("pk"))
    rows = Deliverable.objects.filter(~Exists(handed_in), task=task, is_required=True)
    return list(rows.exclude(requires=EvidenceKind.NONE).values_list("name", flat=True))


def require_evidence(task: Task, waiver: str) -> None:
    """Refuse, naming them, while required deliverables lack evidence and nobody waives them with a reason."""
    if not waiver.strip() and (names := lacking(task)):
        raise Conflict(
            _("These deliverables still lack evidence: %(names)s. Hand it in, or waive them with a reason.")
            % {"names": "; ".join(names)},
            code="evidence_missing",
            deliverables=names,
        )


@transaction.atomic
def add_deliverable(
    *,
    task: Task,
    actor: Actor,
    name: str,
    requires: str = EvidenceKind.FILE,
    is_required: bool = True,
) -> Deliverable:
    """Ask for one more thing that the task has to produce."""
    task = _settable(task.pk, actor)
    name = _checked(task, name, requires)
    if task.deliverables.count() >= MOST:
        raise Conflict(_("A task has at most 100 deliverables."), code="full")
    row = Deliverable.objects.create(task=task, name=name, requires=requires, is_required=is_required)
    task.touch()
    record(
        events.DELIVERABLE_ADDED,
        matter=task,
        actor=actor,
        name=name,
        requires=requires,
        required=is_required,
    )
    return row


@transaction.atomic
def edit_deliverable(*, deliverable: Deliverable, actor: Actor, **changes: Any) -> Deliverable:
    """Change what is asked for; evidence of another kind than is now asked for stays."""
    task = _settable(deliverable.task_id, actor)
    row = _again(deliverable)
    if unknown := changes.keys() - set(PLAIN):
        raise Invalid.field(sorted(unknown)[0], _("This cannot be edited."))
    wanted = {name: changes.get(name, getattr(row, name)) for name in PLAIN}
    wanted["name"] = _checked(task, wanted["name"], wanted["requires"], but=row)
    before = {name: getattr(row, name) for name in PLAIN if getattr(row, name) != wanted[name]}
    if not before:
        return row
    for name in before:
        setattr(row, name, wanted[name])
    row.save(update_fields=list(before))
    task.touch()
    after = {name: wanted[name] for name in before}
    record(events.DELIVERABLE_CHANGED, matter=task, actor=actor, name=row.name, before=before, changes=after)
    return row


@transaction.atomic
def remove_deliverable(*, deliverable: Deliverable, actor: Actor) -> None:
    """Ask for it no more; the history keeps what was handed in."""
    task = _settable(deliverable.task_id, actor)
    row = _again(deliverable)
    name = row.name
    row.delete()
    task.touch()
    record(events.DELIVERABLE_REMOVED, matter=task, actor=actor, name=name)


@transaction.atomic
def hand_in_evidence(
    *,
    deliverable: Deliverable,
    actor: Actor,
    attachment: Attachment | None = None,
    url: str = "",
    text: str = "",
) -> Evidence:
    """Hand in a file of the task, a link or a description, whichever is asked for."""
    task = Task.objects.lock(deliverable.task_id)
    require(policies.can_hand_in(actor, task))
    if not task.is_open:
        raise Conflict(_("Finished work takes no further evidence."), code="task_finished")
    row = _again(deliverable)
    _check_evidence(task, row, attachment, url.strip(), text.strip())
    evidence = Evidence.objects.create(
        deliverable=row,
        attachment=attachment,
        url=url.strip(),
        text=text.strip(),
        at=clock.now(),
        by=actor.person,
    )
    task.touch()
    _note(events.EVIDENCE_HANDED_IN, task, actor, evidence)
    return evidence


@transaction.atomic
def take_back_evidence(*, evidence: Evidence, actor: Actor) -> None:
    """Whoever handed it in takes it back, as long as the task is open."""
    task = Task.objects.lock(evidence.deliverable.task_id)
    require(
        evidence.by_id == actor.person_id or policies.can_set_deliverables(actor, task),
        _("Evidence is taken back by whoever handed it in, or by the supervisor."),
    )
    if not task.is_open:
        raise Conflict(_("Finished work keeps its evidence."), code="task_finished")
    if not Evidence.objects.filter(pk=evidence.pk, taken_back_at=None).update(taken_back_at=clock.now()):
        raise Conflict(_("This evidence was taken back already."), code="taken_back")
    task.touch()
    _note(events.EVIDENCE_TAKEN_BACK, task, actor, evidence)


def _note(event, task: Task, actor: Actor, evidence: Evidence) -> None:
    name = evidence.deliverable.name
    record(event, matter=task, actor=actor, name=name, evidence=evidence.pk, what=str(evidence)[:300])


def _settable(pk: int, actor: Actor) -> Task:
    task = Task.objects.lock(pk)
    require(
        policies.can_set_deliverables(actor, task),
        _("Deliverables are set by whoever drafts the task, and by the supervisor later."),
    )
    if not task.is_open:
        raise Conflict(_("Finished work keeps its deliverables."), code="task_finished")
    return task


def _again(deliverable: Deliverable) -> Deliverable:
    row = Deliverable.objects.filter(pk=deliverable.pk).first()
    if row is None:
        raise NotFound
    return row


def _checked(task: Task, name: str, requires: str, but: Deliverable | None = None) -> str:
    name = " ".join((name or "").split())
    wrong: list[FieldError] = []
    if not name or len(name) > LONGEST_NAME:
        wrong.append(
            FieldError("name", "required", _("Name in up to 300 characters what is to be delivered."))
        )
    elif task.deliverables.filter(name=name).exclude(pk=but.pk if but else 0).exists():
        wrong.append(FieldError("name", "twice", _("This task has a deliverable of this name already.")))
    if requires not in EvidenceKind.values:
        wrong.append(FieldError("requires", "invalid", _("Choose a file, a link, a description or nothing.")))
    if wrong:
        raise Invalid(wrong)
    return name


def _check_evidence(task: Task, row: Deliverable, attachment, url: str, text: str) -> None:
    """What is asked for is there and is what it says it is."""
    if attachment is not None and (attachment.matter_id != task.pk or attachment.removed_at is not None):
        raise Invalid.field("attachment", _("Choose a file that is attached to this task."))
    if url and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc or len(url) > 500):
        raise Invalid.field("url", _("Give a whole address that begins with https:// or http://."))
    if row.requires == EvidenceKind.FILE and attachment is None:
        raise Invalid.field(
            "attachment", _("This deliverable asks for a file: attach it to the task and choose it here.")
        )
    if row.requires == EvidenceKind.LINK and not url:
        raise Invalid.field("url", _("This deliverable asks for a link."), "required")
    if row.requires == EvidenceKind.TEXT and not text:
        raise Invalid.field("text", _("This deliverable asks for a description."), "required")
    if not (attachment or url or text):
        raise Invalid.field("text", _("Hand in a file, a link or a description."), "required")
