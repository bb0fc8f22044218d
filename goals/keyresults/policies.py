"""Who may set up key results, tell their figures and check in."""

from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor
from collab.common.errors import Invalid
from collab.matters.models import Matter
from collab.matters.policies import may_read
from collab.org.models import Person
from collab.org.standing import standing_of

from ..models import Goal, KeyResult
from ..policies import answers_for


def can_measure(actor: Actor, key_result: KeyResult) -> bool:
    """Change what is measured and how: whoever answers for the goal."""
    return answers_for(actor, key_result.goal)


def can_tell(actor: Actor, key_result: KeyResult) -> bool:
    """Tell figures and check in: the key result's owner or a delegate, and whoever answers for the goal."""
    if actor.is_system:
        return True
    return standing_of(actor.person).may_act_for(key_result.owner_id) or can_measure(actor, key_result)


def require_seen(goal: Goal, person: Person | None, field: str) -> None:
    """Invalid at the field that named somebody who does not see the goal: they could not do their part."""
    if person is not None and not may_read(standing_of(person), goal):
        raise Invalid.field(
            field,
            _("%(who)s does not see this goal. Give them a part in it first.") % {"who": person},
            "does_not_see",
        )


def can_be_followed(actor: Actor, matter: Matter) -> bool:
    """Work that one sees may be followed; its figure shows no more than how much of it is done."""
    return actor.is_system or type(matter).objects.visible_to(actor.person).filter(pk=matter.pk).exists()
