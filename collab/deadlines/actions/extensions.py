"""Asking for more time, and deciding on it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, NotFound, StaleVersion, TransitionRefused, require
from collab.matters.models import Matter
from collab.matters.policies import acts_for
from collab.matters.words import iso

from .. import policies
from ..events import EXTENSION_APPROVED, EXTENSION_REJECTED, EXTENSION_REQUESTED, EXTENSION_WITHDRAWN
from ..models import Extension
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
    matter.save_changes()
    _record(EXTENSION_REQUESTED, extension, matter, actor, reason=reason, old=iso(matter.due_at))
    return extension


@transaction.atomic
def approve_extension(*, extension: Extension, actor: Actor, version: int, note: str = "") -> Extension:
    """Agree: the due date moves, the deadline gets a new version, the original date stays for statistics."""
    matter, extension = _pending(extension, version)
    require(policies.can_decide_extension(actor, matter))
    require(extension.requested_by_id != actor.person_id, _("Nobody decides on their own request."))
    check_due(extension.new_due_at)
    old = matter.due_at
    _decide(extension, Extension.State.APPROVED, actor, note)
    move(matter, extension.new_due_at, actor=actor)
    matter.save_changes()
    _record(EXTENSION_APPROVED, extension, matter, actor, note=note, old=iso(old))
    return extension


@transaction.atomic
def reject_extension(*, extension: Extension, actor: Actor, version: int, reason: str) -> Extension:
    """Refuse, with a reason; the due date stands."""
    matter, extension = _pending(extension, version)
    require(policies.can_decide_extension(actor, matter))
    if not reason.strip():
        raise Invalid.field("reason", _("A refusal needs a reason."), "required")
    _decide(extension, Extension.State.REJECTED, actor, reason)
    matter.save_changes()
    _record(EXTENSION_REJECTED, extension, matter, actor, note=reason)
    return extension


@transaction.atomic
def withdraw_extension(*, extension: Extension, actor: Actor, version: int) -> Extension:
    """Take one's own request back."""
    matter, extension = _pending(extension, version)
    require(extension.requested_by_id == actor.person_id)
    _decide(extension, Extension.State.WITHDRAWN, actor, "")
    matter.save_changes()
    record(EXTENSION_WITHDRAWN, matter=matter, actor=actor, extension=extension.pk)
    return extension


def _pending(extension: Extension, version: int) -> tuple[Matter, Extension]:
    matter = Matter.objects.lock(extension.matter_id)
    row = Extension.objects.select_for_update().filter(pk=extension.pk).first()
    if row is None:
        raise NotFound
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


def _record(event, extension: Extension, matter: Matter, actor: Actor, **facts) -> None:
    for_whom = acts_for(actor, matter, policies.SUPERVISING if extension.decided_at else policies.ASSIGNED)
    record(
        event,
        matter=matter,
        actor=actor,
        on_behalf_of=for_whom,
        extension=extension.pk,
        new=iso(extension.new_due_at),
        **facts,
    )
