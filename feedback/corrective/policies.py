"""Who may do what with a corrective action: managers plan, owners hand in, and whoever checks implemented nothing."""

from collections.abc import Sequence

from collab.common import clock
from collab.common.actor import Actor
from collab.matters.models import PartyRole
from collab.matters.policies import holds_part
from collab.org.models import Person
from collab.org.standing import standing_of

from ..models import CorrectiveAction, CorrectiveStep
from .states import IMPLEMENTING


def can_open(actor: Actor) -> bool:
    """Coordinators; the rule does it by itself."""
    return actor.is_system or standing_of(actor.person).is_coordinator


def can_plan(actor: Actor, corrective: CorrectiveAction) -> bool:
    """Coordinators, and the officers of the department that answers for it."""
    standing = standing_of(actor.person)
    return standing.is_coordinator or holds_part(standing, corrective, (PartyRole.LEAD,))


def can_hand_in(actor: Actor, corrective: CorrectiveAction) -> bool:
    """The owner of the present step, or a delegate."""
    return standing_of(actor.person).may_act_for(corrective.owner_id)


def steps_of(corrective: CorrectiveAction) -> Sequence[CorrectiveStep]:
    """All steps of all rounds, read once per loaded corrective action."""
    cached = getattr(corrective, "_steps", None)
    if cached is None:
        rows = CorrectiveStep.objects.filter(corrective=corrective)
        cached = list(rows.select_related("owner", "done_by", "evidence"))
        corrective._steps = cached  # type: ignore[attr-defined]
    return cached


def implementers(corrective: CorrectiveAction) -> set[int]:
    """Everyone who handed in, or owes, a step other than the check, in any round."""
    rows = [step for step in steps_of(corrective) if step.kind in IMPLEMENTING]
    return {pk for step in rows for pk in (step.owner_id, step.done_by_id) if pk}


def is_impartial(person: Person, corrective: CorrectiveAction) -> bool:
    """Whether this person implemented nothing of it."""
    return person.pk not in implementers(corrective)


def is_check_due(corrective: CorrectiveAction) -> bool:
    """Whether the effect can show by now."""
    is_time = corrective.check_from is None or corrective.check_from <= clock.now()
    return corrective.status == "effectiveness" and is_time


def can_check(actor: Actor, corrective: CorrectiveAction) -> bool:
    """The verifier or a delegate, who implemented nothing of it."""
    return can_hand_in(actor, corrective) and is_impartial(actor.person, corrective)


def can_send_back(actor: Actor, corrective: CorrectiveAction) -> bool:
    """Whoever judges what was handed in before: coordinators, and the verifier during the check."""
    if standing_of(actor.person).is_coordinator:
        return True
    return corrective.status == "effectiveness" and can_check(actor, corrective)
