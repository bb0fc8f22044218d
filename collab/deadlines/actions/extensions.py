"""Asking for more time, and deciding on it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, NotFound, StaleVersion, TransitionRefused, require
from collab.matters.models import Matter
from collab.matters.policies import acts_for
from collab.matters.words import iso

from .. import policies
from ..approval import deciders, line_of_approval
from ..events import (
    EXTENSION_APPROVED,
    EXTENSION_PASSED_ON,
    EXTENSION_REJECTED,
    EXTENSION_REQUESTED,
    EXTENSION_WITHDRAWN,
)
from ..models import Extension, ExtensionStep
from .clocks import check_due, move


@transaction.atomic
def request_extension(
    *, matter: Matter, actor: Actor, version: int, due_at: datetime, reason: str
) -> Extension:
    """Ask for an exact later due instant. One request at a time; the matter must be open and have a due date."""
    matter = type(matter).objects.lock(matter.pk, version=version)
    require(policies.can_request_extension(actor, matter))
    if not matter.is_open or matter.due_at is None:
        raise TransitionRefused(
            _("Only open work with a due date can be extended."), state=matter.status, allowed=[]
        )
    if not reason.strip():
        raise Invalid.field("reason", _("Say why more time is needed."), "required")
    check_due(due_at)
    if due_at <= matter.due_at:
        raise Invalid.field("due_at", _("An extension needs a later date than the present one."), "not_later")
    if Extension.objects.filter(matter_id=matter.pk, state=Extension.State.PENDING).exists():
        raise Conflict(
            _("A request for more time is waiting for its decision already."), code="extension_pending"
        )
    extension = Extension.objects.create(
        matter_id=matter.pk,
        requested_by=actor.person,
        requested_at=clock.now(),
        reason=reason,
        old_due_at=matter.due_at,
        new_due_at=due_at,
    )
    steps = line_of_approval(matter, actor.person, due_at)
    for step in steps:
        step.extension = extension
    ExtensionStep.objects.bulk_create(steps)
    matter.save_changes()
    facts = {"reason": reason, "old": iso(matter.due_at)} | _next(extension, matter)
    absent = acts_for(actor, matter, policies.ASSIGNED)
    _record(EXTENSION_REQUESTED, extension, matter, actor, absent, **facts)
    return extension


@transaction.atomic
def approve_extension(*, extension: Extension, actor: Actor, version: int, note: str = "") -> Extension:
    """Agree, for every step in a row that is one's own. The last one moves the due date: the deadline gets a new
    version, the original date stays for statistics.
    """
    matter, extension = _pending(extension, version)
    _require_turn(extension, actor)
    check_due(extension.new_due_at)
    if matter.due_at is not None and extension.new_due_at <= matter.due_at:
        raise Conflict(_("The due date lies later than this request by now."), code="overtaken")
    absent = policies.decides_for(actor, _waiting(extension), matter)
    while extension.waiting is not None and policies.can_decide_extension(actor, extension):
        _settle(extension, ExtensionStep.State.APPROVED, actor, note)
    if extension.waiting is not None:
        extension.version += 1
        extension.save(update_fields=["version"])
        matter.save_changes()
        _record(EXTENSION_PASSED_ON, extension, matter, actor, absent, note=note, **_next(extension, matter))
        return extension
    old = matter.due_at
    _decide(extension, Extension.State.APPROVED, actor, note)
    move(matter, extension.new_due_at, actor=actor)
    matter.save_changes()
    _record(EXTENSION_APPROVED, extension, matter, actor, absent, note=note, old=iso(old))
    return extension


@transaction.atomic
def reject_extension(*, extension: Extension, actor: Actor, version: int, reason: str) -> Extension:
    """Refuse at one's step, with a reason; nobody further is asked and the due date stands."""
    matter, extension = _pending(extension, version)
    _require_turn(extension, actor)
    if not reason.strip():
        raise Invalid.field("reason", _("A refusal needs a reason."), "required")
    absent = policies.decides_for(actor, _waiting(extension), matter)
    _settle(extension, ExtensionStep.State.REFUSED, actor, reason)
    _close_steps(extension)
    _decide(extension, Extension.State.REJECTED, actor, reason)
    matter.save_changes()
    _record(EXTENSION_REJECTED, extension, matter, actor, absent, note=reason)
    return extension


@transaction.atomic
def withdraw_extension(*, extension: Extension, actor: Actor, version: int) -> Extension:
    """Take one's own request back."""
    matter, extension = _pending(extension, version)
    require(extension.requested_by_id == actor.person_id)
    _close_steps(extension)
    _decide(extension, Extension.State.WITHDRAWN, actor, "")
    matter.save_changes()
    record(EXTENSION_WITHDRAWN, matter=matter, actor=actor, extension=extension.pk)
    return extension


def lapse(matter: Matter) -> None:
    """The matter has ended: a request that still waits is asked no longer."""
    for extension in Extension.objects.filter(matter_id=matter.pk, state=Extension.State.PENDING):
        _close_steps(extension)
        rows = Extension.objects.filter(pk=extension.pk)
        rows.update(state=Extension.State.WITHDRAWN, decided_at=clock.now(), version=F("version") + 1)


def _require_turn(extension: Extension, actor: Actor) -> None:
    require(extension.requested_by_id != actor.person_id, _("Nobody decides on their own request."))
    office = _waiting(extension).get_office_display()
    require(
        policies.can_decide_extension(actor, extension), _("This waits for: %(office)s.") % {"office": office}
    )


def _waiting(extension: Extension) -> ExtensionStep:
    step = extension.waiting
    if step is None:
        raise TransitionRefused(_("This request has been decided."), state=extension.state, allowed=[])
    return step


def _settle(extension: Extension, state: str, actor: Actor, note: str) -> None:
    """Decide the step that waits; where it is agreed to, the one after it waits."""
    step = _waiting(extension)
    step.state, step.decided_by, step.decided_at, step.note = state, actor.person, clock.now(), note
    step.save(update_fields=["state", "decided_by", "decided_at", "note"])
    later = next((row for row in extension.steps.all() if row.state == ExtensionStep.State.LATER), None)
    if state == ExtensionStep.State.APPROVED and later is not None:
        later.state = ExtensionStep.State.WAITING
        later.save(update_fields=["state"])


def _close_steps(extension: Extension) -> None:
    for step in extension.steps.all():
        if step.state in (ExtensionStep.State.WAITING, ExtensionStep.State.LATER):
            step.state = ExtensionStep.State.MOOT
            step.save(update_fields=["state"])


def _next(extension: Extension, matter: Matter) -> dict[str, Any]:
    """Which office decides now, and the people who hold it."""
    step = _waiting(extension)
    return {"office": step.office, "people": deciders(step, matter)}


def _pending(extension: Extension, version: int) -> tuple[Matter, Extension]:
    matter = Matter.objects.lock(extension.matter_id)
    rows = Extension.objects.select_for_update().prefetch_related("steps__department")
    row = rows.filter(pk=extension.pk).first()
    if row is None:
        raise NotFound
    row.matter = matter
    if row.state != Extension.State.PENDING:
        raise TransitionRefused(_("This request has been decided."), state=row.state, allowed=[])
    if row.version != version:
        raise StaleVersion(version=row.version)
    return matter, row


def _decide(extension: Extension, state: str, actor: Actor, note: str) -> None:
    extension.state, extension.decided_by, extension.decided_at = state, actor.person, clock.now()
    extension.decision_note = note
    extension.version += 1
    extension.save(update_fields=["state", "decided_by", "decided_at", "decision_note", "version"])


def _record(event, extension: Extension, matter: Matter, actor: Actor, absent: Any, **facts) -> None:
    record(
        event,
        matter=matter,
        actor=actor,
        on_behalf_of=absent,
        extension=extension.pk,
        new=iso(extension.new_due_at),
        **facts,
    )
