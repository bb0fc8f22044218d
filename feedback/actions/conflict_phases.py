"""What every step of a conflict case has in common: the lock, the clocks of a phase, the note in the journal."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.activity.registry import EventType
from collab.common.actor import Actor
from collab.common.errors import Conflict, require
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock
from collab.matters.models import Party
from collab.matters.policies import acts_for
from collab.org.names import name_fact
from collab.org.selectors import front_desks

from ..conflicts import policies
from ..conflicts.clocks import parties_to
from ..models import ConflictCase, ConflictSide

LONGEST_TEXT = 20_000


def locked(
    case: ConflictCase, actor: Actor, version: int | None, may: Callable[[Actor, Any], bool]
) -> ConflictCase:
    """The case, locked, for whoever may do this."""
    case = ConflictCase.objects.lock(case.pk, version=version)
    require(may(actor, case))
    return case


def require_gathering(case: ConflictCase) -> None:
    """Conflict once options and criteria are fixed for scoring."""
    if case.scoring or case.scores_shown_at is not None:
        raise Conflict(
            _("The options are fixed for scoring. Gather options again to change them."), code="options_fixed"
        )


def begin_phase(
    case: ConflictCase,
    due_at: datetime,
    *,
    actor: Actor,
    sides: Iterable[int] | None = None,
    whole: bool = False,
) -> None:
    """The clock of a phase takes the place of all before. It chases each of `sides` (all by default) along its
    own line; `whole` also whoever the case is with now.
    """
    deadlines.lapse(case)
    deadlines.cancel(case, actor=actor)
    parts = parties_to(case, sides)
    for row in parts:
        row.due_at = due_at
    Party.objects.filter(pk__in=[row.pk for row in parts]).update(due_at=due_at)
    case.due_at = case.original_due_at = due_at
    deadlines.start_clocks(case, parts=parts, due_at=due_at if whole else None)


def answered(case: ConflictCase, side: ConflictSide, actor: Actor) -> None:
    """This side owes nothing more in this phase."""
    for party in parties_to(case, [side.department_id]):
        deadlines.settle(case, Clock.DUE, actor=actor, party=party)


def end_clocks(case: ConflictCase, actor: Actor) -> None:
    """Nothing is awaited any more."""
    deadlines.cancel(case, actor=actor)


def note(event: EventType, case: ConflictCase, actor: Actor, **facts: Any) -> None:
    """Record a step taken for a side, as mediator or as ruler, naming the absent person it is done for."""
    absent = acts_for(actor, case, (policies.SIDE, policies.MEDIATOR, policies.RULER))
    if absent is not None and policies.speaks(actor, case) and actor.person_id != absent.pk:
        own = [row for row in parties_to(case) if row.department_id == policies.side_of(actor, case)]
        absent = acts_for(actor, case, (policies.SIDE,), only=own[0])
    record(event, matter=case, actor=actor, on_behalf_of=absent, **facts)


def note_side(event: EventType, case: ConflictCase, side: ConflictSide, actor: Actor, **facts: Any) -> None:
    """The same for a step of one side, which is named."""
    note(event, case, actor, who=name_fact(side.department), **facts)


def desks_of(sides: Iterable[ConflictSide], but: Actor) -> list[int]:
    """Who opens the post of these sides, whoever acts left out."""
    found = front_desks([side.department_id for side in sides])
    return sorted({pk for people in found.values() for pk in people} - {but.person_id})
