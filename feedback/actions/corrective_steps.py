"""What every step of a corrective action has in common: whose turn it is, by when, and the note in the journal."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from collab.activity.journal import record
from collab.activity.registry import EventType
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import require
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock
from collab.matters.actions.parties import set_parties
from collab.matters.models import PartyRole
from collab.matters.policies import acts_for
from collab.org.models import Person
from collab.org.selectors import calendar_of, front_desks

from ..corrective import policies
from ..corrective.states import TERMS
from ..models import CorrectiveAction, CorrectiveStep


def locked(
    corrective: CorrectiveAction, actor: Actor, version: int, may: Callable[[Actor, Any], bool]
) -> CorrectiveAction:
    """The corrective action, locked, for whoever may do this."""
    corrective = CorrectiveAction.objects.lock(corrective.pk, version=version)
    require(may(actor, corrective))
    return corrective


def step_at(corrective: CorrectiveAction, kind: str) -> CorrectiveStep:
    """The step of this kind in the present round."""
    return next(
        row for row in policies.steps_of(corrective) if row.kind == kind and row.round == corrective.round
    )


def working_days(corrective: CorrectiveAction, days: int) -> datetime:
    """So many working days from now."""
    return calendar_of(corrective.department).add_days(clock.now(), days)


def begin_step(corrective: CorrectiveAction, *, actor: Actor) -> datetime:
    """Give the present step to its owner with a clock of its own, in place of the one before; when it is due.

    A step that nobody was assigned to stays with the owner of the one before; the check waits for a verifier, and
    the department's desk is chased for one.
    """
    row = step_at(corrective, corrective.status)
    if row.owner is None and row.kind != "effectiveness":
        row.owner = corrective.owner
        row.save(update_fields=["owner"])
    corrective.owner = row.owner
    now = clock.now()
    deadlines.lapse(corrective)
    deadlines.settle(corrective, Clock.DUE, actor=actor, at=now)
    due = row.due_at if row.due_at and row.due_at > now else working_days(corrective, TERMS[row.kind])
    if corrective.check_from is not None:
        due = calendar_of(corrective.department).add_days(corrective.check_from, TERMS[row.kind])
    corrective.due_at = corrective.original_due_at = due
    present(corrective)
    deadlines.start_clocks(corrective, due_at=due, step=row.kind)
    return due


def present(corrective: CorrectiveAction) -> None:
    """The owner of the present step is responsible; owners of the others are kept in sight of it."""
    owner = corrective.owner
    set_parties(corrective, PartyRole.RESPONSIBLE, people=[owner] if owner else [])
    rows = [step.owner for step in policies.steps_of(corrective) if step.round == corrective.round]
    others = {person.pk: person for person in rows if person is not None and person != owner}
    set_parties(corrective, PartyRole.CONSULTED, people=others.values())


def note(
    event: EventType, corrective: CorrectiveAction, actor: Actor, absent: Person | None = None, **facts: Any
) -> None:
    """Record a step; unless `people` says otherwise the present owner, or the department's desk, must act."""
    people = [corrective.owner_id] if corrective.owner_id else _desk(corrective)
    facts = {"people": [pk for pk in people if pk != actor.person_id]} | facts
    record(event, matter=corrective, actor=actor, on_behalf_of=absent, **facts)


def owed_by(corrective: CorrectiveAction, actor: Actor) -> Person | None:
    """The absent owner in whose name the actor hands the present step in."""
    return acts_for(actor, corrective, (PartyRole.RESPONSIBLE,))


def _desk(corrective: CorrectiveAction) -> list[int]:
    return front_desks([corrective.department_id])[corrective.department_id]
