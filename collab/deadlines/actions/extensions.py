"""Asking for more time, and deciding on it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.activity.registry import EventType
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, NotFound, StaleVersion, TransitionRefused, require
from collab.matters.models import Matter, Party, PartyRole
from collab.matters.policies import acts_for
from collab.matters.words import iso
from collab.org.names import name_fact

from .. import policies
from ..approval import deciders, line_for_a_part, line_of_approval
from ..events import (
    EXTENSION_APPROVED,
    EXTENSION_PASSED_ON,
    EXTENSION_REJECTED,
    EXTENSION_REQUESTED,
    EXTENSION_WITHDRAWN,
    FOR_A_PART,
)
from ..models import Extension, ExtensionStep
from .clocks import check_due, move

on_part_moved: list[Callable[[Party], None]] = []  # what else has to know that a part got its later date


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
    steps = line_of_approval(matter, actor.person, due_at)
    extension = _ask(Extension(matter=matter), actor, due_at, reason, steps)
    facts = {"reason": reason, "old": iso(matter.due_at)} | _next(extension, matter)
    absent = acts_for(actor, matter, policies.ASSIGNED)
    _record(EXTENSION_REQUESTED, extension, actor, absent, **facts)
    return extension


def request_part_extension(
    *, matter: Matter, party: Party, actor: Actor, due_at: datetime, reason: str
) -> Extension:
    """Ask for a later instant for a party's own part, no later than the whole; part of the action that holds `matter`."""
    if party.due_at is None:
        raise Conflict(_("This part has no date of its own; it is due with the whole."), code="no_due_date")
    if matter.due_at is not None and due_at > matter.due_at:
        raise Invalid.field(
            "due_at",
            _("A part is due no later than the whole. Let the lead department ask for the whole first."),
            "after_due",
        )
    steps = line_for_a_part(party, matter, actor.person, due_at)
    extension = _ask(Extension(matter=matter, party=party), actor, due_at, reason, steps)
    facts = {"reason": reason, "old": iso(party.due_at)} | _next(extension, matter)
    _record(EXTENSION_REQUESTED, extension, actor, acts_for(actor, matter, [PartyRole.CO]), **facts)
    return extension


def _ask(
    extension: Extension, actor: Actor, due_at: datetime, reason: str, steps: list[ExtensionStep]
) -> Extension:
    """Store a request for more time with its line of approval."""
    due = extension.held.due_at
    assert due is not None, "only what has a date can be given more time"
    if not reason.strip():
        raise Invalid.field("reason", _("Say why more time is needed."), "required")
    check_due(due_at)
    if due_at <= due:
        raise Invalid.field("due_at", _("An extension needs a later date than the present one."), "not_later")
    waiting = Extension.objects.filter(matter_id=extension.matter_id, party=extension.party)
    if waiting.filter(state=Extension.State.PENDING).exists():
        raise Conflict(
            _("A request for more time is waiting for its decision already."), code="extension_pending"
        )
    extension.requested_by, extension.requested_at = actor.person, clock.now()
    extension.reason, extension.old_due_at, extension.new_due_at = reason, due, due_at
    extension.save(force_insert=True)
    for step in steps:
        step.extension = extension
    ExtensionStep.objects.bulk_create(steps)
    extension.matter.save_changes()
    return extension


@transaction.atomic
def approve_extension(*, extension: Extension, actor: Actor, version: int, note: str = "") -> Extension:
    """Agree, for every step in a row that is one's own. The last one moves the due date: the deadline gets a new
    version, the original date stays for statistics.
    """
    matter, extension = _pending(extension, version)
    _require_turn(extension, actor)
    check_due(extension.new_due_at)
    old = extension.held.due_at
    if old is not None and extension.new_due_at <= old:
        raise Conflict(_("The due date lies later than this request by now."), code="overtaken")
    absent = policies.decides_for(actor, _waiting(extension), matter)
    while extension.waiting is not None and policies.can_decide_extension(actor, extension):
        _settle(extension, ExtensionStep.State.APPROVED, actor, note)
    if extension.waiting is not None:
        extension.version += 1
        extension.save(update_fields=["version"])
        matter.save_changes()
        _record(EXTENSION_PASSED_ON, extension, actor, absent, note=note, **_next(extension, matter))
        return extension
    _decide(extension, Extension.State.APPROVED, actor, note)
    _move(extension, actor)
    matter.save_changes()
    _record(EXTENSION_APPROVED, extension, actor, absent, note=note, old=iso(old))
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
    _record(EXTENSION_REJECTED, extension, actor, absent, note=reason)
    return extension


@transaction.atomic
def withdraw_extension(*, extension: Extension, actor: Actor, version: int) -> Extension:
    """Take one's own request back."""
    matter, extension = _pending(extension, version)
    require(extension.requested_by_id == actor.person_id)
    _close_steps(extension)
    _decide(extension, Extension.State.WITHDRAWN, actor, "")
    matter.save_changes()
    event, place = _about(EXTENSION_WITHDRAWN, extension)
    record(event, matter=matter, actor=actor, extension=extension.pk, **place)
    return extension


def lapse(matter: Matter, party: Party | None = None) -> None:
    """The matter, or this party's part of it, has ended: requests that still wait are asked no longer."""
    waiting = Extension.objects.filter(matter_id=matter.pk, state=Extension.State.PENDING)
    for extension in waiting.filter(party=party) if party else waiting:
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
    rows = Extension.objects.select_for_update(of=("self",)).select_related("party__department")
    row = rows.prefetch_related("steps__department").filter(pk=extension.pk).first()
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


def _move(extension: Extension, actor: Actor) -> None:
    """The date asked for holds: the clock of the whole or of the part follows."""
    party, due_at = extension.party, extension.new_due_at
    move(extension.matter, due_at, actor=actor, party=party)
    if party is not None:
        party.due_at = due_at
        party.save(update_fields=["due_at"])
        for follow in on_part_moved:
            follow(party)


def _about(event: EventType, extension: Extension) -> tuple[EventType, dict[str, Any]]:
    """The event for what the request is about, with the department whose part it is."""
    if extension.party is None:
        return event, {}
    department = extension.party.department
    return FOR_A_PART[event.code], {"department": name_fact(department) if department else ""}


def _record(event: EventType, extension: Extension, actor: Actor, absent: Any, **facts) -> None:
    event, place = _about(event, extension)
    record(
        event,
        matter=extension.matter,
        actor=actor,
        on_behalf_of=absent,
        extension=extension.pk,
        new=iso(extension.new_due_at),
        **place,
        **facts,
    )
