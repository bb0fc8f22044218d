"""Who checks in, who acknowledges, and who hears of it."""

from collab.activity.registry import Hearer
from collab.common.actor import Actor
from collab.matters.policies import hears_of_progress
from collab.org.models import Person, Scope
from collab.org.standing import standing_of

from ..keyresults.policies import can_tell
from ..models import CheckIn, Goal
from ..policies import answers_for


def can_check_in(actor: Actor, check_in: CheckIn) -> bool:
    """Whoever tells the key result's figures; of the goal as a whole, whoever answers for it."""
    if check_in.key_result is not None:
        return can_tell(actor, check_in.key_result)
    return answers_for(actor, check_in.goal)


def can_edit_check_in(actor: Actor, check_in: CheckIn) -> bool:
    """Its author."""
    return check_in.author_id == actor.person_id


def can_acknowledge(actor: Actor, check_in: CheckIn) -> bool:
    """The reviewer, or whoever stands in for them in approvals; nobody their own words."""
    if check_in.author_id == actor.person_id:
        return False
    return standing_of(actor.person).may_act_for(check_in.reviewer_id, Scope.APPROVAL)


def reviewer_of(goal: Goal, author: Person) -> Person | None:
    """Who reviews this author: the reviewer named, else the goal's owner, else its sponsor; never the author."""
    named = [goal.reviewer, goal.owner, goal.sponsor]
    return next((person for person in named if person is not None and person.pk != author.pk), None)


def hears_as_reviewer(activity) -> list[Hearer]:
    """The reviewer must act; the others who take part are told."""
    reviewer = activity.facts.get("reviewer")
    told = [hearer for hearer in hears_of_progress(activity) if hearer.person_id != reviewer]
    return ([Hearer(reviewer, "act")] if reviewer else []) + told
