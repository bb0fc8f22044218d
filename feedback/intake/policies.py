"""Who writes down what is said on the telephone."""

from collab.common.actor import Actor
from collab.org.standing import standing_of

from ..loop.selectors import coordination_offices


def can_log_calls(actor: Actor) -> bool:
    """Coordinators, and everybody who works in a coordination office, where the telephone stands."""
    standing = standing_of(actor.person)
    if standing.is_coordinator:
        return True
    return any(office.pk in standing.department_ids for office in coordination_offices())
