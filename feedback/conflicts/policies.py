"""Who speaks for which side of a conflict, who may read a box, who mediates and rules, and who hears of it."""

from collections.abc import Collection, Sequence

from collab.common.actor import Actor
from collab.matters.models import PartyRole
from collab.matters.policies import parties_of
from collab.org.models import Department, Person, Scope
from collab.org.standing import OFFICERS, Standing, standing_of

from ..models import ConflictCase, ConflictSide
from .leaders import belongs_to

SIDE = PartyRole.CONSULTED
MEDIATOR = PartyRole.SUPERVISOR
RULER = PartyRole.SPONSOR
OFFICE = PartyRole.INFORMED


def may_raise(person) -> bool:
    """Officers of some department; the action says whether that one can be a side."""
    return bool(standing_of(person).officer_of)


def departments_of(case: ConflictCase) -> list[int]:
    """The departments that are in conflict."""
    return [row.department_id for row in parties_of(case) if row.role == SIDE and row.department_id]


def sides_of(case: ConflictCase) -> Sequence[ConflictSide]:
    """The sides, read once per loaded case; the one that raised it first."""
    cached = getattr(case, "_sides", None)
    if cached is None:
        rows = ConflictSide.objects.filter(case=case).select_related(
            "department", "written_by", "confirmed_by"
        )
        cached = case._sides = list(rows)  # type: ignore[attr-defined]
    return cached


def spoken_for(standing: Standing, departments: Collection[int]) -> int | None:
    """The one department among these that this person speaks for; None for whoever stands above several of them.

    One's own office goes before those held for absent colleagues.
    """
    held: dict[int, set[int]] = {}
    for (role, department), holders in standing.roles.items():
        if role in OFFICERS and department in departments:
            for holder in holders:
                if standing.may_act_for(holder):
                    held.setdefault(holder, set()).add(department)
    own = held.pop(standing.person_id, None)
    found = own or {place for places in held.values() if len(places) == 1 for place in places}
    return next(iter(found)) if len(found) == 1 else None


def is_partial(person: Person, departments: Sequence[Department]) -> bool:
    """Whether this person belongs to a side, or stands above one of them and not above the others."""
    speaks_for = spoken_for(standing_of(person), [one.pk for one in departments])
    return speaks_for is not None or belongs_to(person, departments)


def side_of(actor: Actor, case: ConflictCase) -> int | None:
    """The department for which the actor speaks in this case."""
    if actor.is_system:
        return None
    return spoken_for(standing_of(actor.person), departments_of(case))


def own_side(actor: Actor, case: ConflictCase) -> ConflictSide | None:
    """The side for which the actor speaks."""
    department = side_of(actor, case)
    return next((side for side in sides_of(case) if side.department_id == department), None)


def speaks(actor: Actor, case: ConflictCase) -> bool:
    """Officers of a department in conflict, who do not stand above another one, or their delegates."""
    return side_of(actor, case) is not None


def _acts_as(actor: Actor, case: ConflictCase, person_id: int | None) -> bool:
    if actor.is_system or not person_id or speaks(actor, case):
        return False
    return standing_of(actor.person).may_act_for(person_id, Scope.APPROVAL)


def mediates(actor: Actor, case: ConflictCase) -> bool:
    """The mediator, or a delegate who speaks for no side."""
    return _acts_as(actor, case, case.mediator_id)


def rules(actor: Actor, case: ConflictCase) -> bool:
    """The leader who was asked for a ruling, or a delegate who speaks for no side."""
    return _acts_as(actor, case, case.ruler_id)


def takes_part(actor: Actor, case: ConflictCase) -> bool:
    """Every side, and the mediator."""
    return speaks(actor, case) or mediates(actor, case)


def can_take_up(actor: Actor, case: ConflictCase) -> bool:
    """A side that was named and has not taken it up yet."""
    department = side_of(actor, case)
    if department in (None, case.department_id):
        return False
    return not any(row.signed_at for row in parties_of(case) if row.department_id == department)


def can_appoint(actor: Actor, case: ConflictCase) -> bool:
    """Coordinators who speak for no side."""
    return not actor.is_system and standing_of(actor.person).is_coordinator and not speaks(actor, case)


def can_confirm(actor: Actor, case: ConflictCase) -> bool:
    """A side that has not confirmed the present text yet."""
    side = own_side(actor, case)
    return side is not None and side.confirmed_version < case.agreement_version


def can_check(actor: Actor, case: ConflictCase) -> bool:
    """Every side, once; a side that was wrong says so anew."""
    return speaks(actor, case)


def can_withdraw(actor: Actor, case: ConflictCase) -> bool:
    """The side that raised it."""
    side = own_side(actor, case)
    return side is not None and side.raised_it


def can_ask_ruling(actor: Actor, case: ConflictCase) -> bool:
    """Every side, the mediator and coordinators."""
    return takes_part(actor, case) or can_appoint(actor, case)


def can_read_box(actor: Actor, case: ConflictCase, side: ConflictSide) -> bool:
    """A shared box: everyone who sees the case. One not shared: its own officers, the mediator, the ruler asked."""
    if side.shared_at is not None or actor.is_system:
        return True
    return side_of(actor, case) == side.department_id or mediates(actor, case) or rules(actor, case)


def can_write_box(actor: Actor, side: ConflictSide) -> bool:
    """Its own officers."""
    return side_of(actor, side.case) == side.department_id


def can_change_criterion(actor: Actor, criterion) -> bool:
    """Every side, and the mediator."""
    return takes_part(actor, criterion.case)


def can_score(actor: Actor, option) -> bool:
    """Officers of a side."""
    return speaks(actor, option.case)


def can_drop(actor: Actor, option) -> bool:
    """Whoever added it, and the mediator."""
    return option.added_by_id == actor.person_id or mediates(actor, option.case)
