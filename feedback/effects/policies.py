"""Who checks whether a change worked: never somebody who made it."""

from collab.common.actor import Actor
from collab.matters.models import PartyRole
from collab.matters.policies import holds_part, parties_of
from collab.org.models import Membership, Person, Role, Scope
from collab.org.standing import standing_of
from tasks.models import Task

from ..models import EffectCheck, Lesson
from ..retrospectives.policies import JUDGES, can_add_lesson

DOERS = (PartyRole.RESPONSIBLE, PartyRole.ACCOUNTABLE)


def doers_of(task: Task | None) -> set[int]:
    """Ids of the people who answered for the change or did it."""
    if task is None:
        return set()
    people = {party.person_id for party in parties_of(task) if party.role in DOERS}
    return {pk for pk in (*people, task.owner_id) if pk}


def can_check(actor: Actor, check: EffectCheck) -> bool:
    """The checker, their delegate, or a coordinator; whoever made the change is none of these."""
    if actor.person_id is None or actor.person_id in doers_of(check.lesson.task):
        return False
    standing = standing_of(actor.person)
    return standing.is_coordinator or standing.may_act_for(check.checker_id, Scope.APPROVAL)


def can_assign(actor: Actor, check: EffectCheck) -> bool:
    """The checker themselves, the sponsor, or a coordinator."""
    standing = standing_of(actor.person)
    if standing.is_coordinator or standing.may_act_for(check.checker_id):
        return True
    return holds_part(standing, check.lesson.retrospective, JUDGES, scope=Scope.APPROVAL)


def can_change_again(actor: Actor, check: EffectCheck) -> bool:
    """Whoever may add a lesson."""
    return can_add_lesson(actor, check.lesson.retrospective)


def checker_for(lesson: Lesson) -> Person | None:
    """The sponsor, else the owner of what ended, else a manager of its department, else a coordinator; the first
    who had no part in the change.
    """
    retrospective, doers = lesson.retrospective, doers_of(lesson.task)
    named = [party.person_id for party in parties_of(retrospective) if party.role in JUDGES]
    here = Membership.objects.filter(
        department=retrospective.department_id, role__in=[Role.HEAD, Role.DEPUTY]
    )
    everywhere = Membership.objects.filter(role=Role.COORDINATOR)
    asked = [*named, retrospective.owner_id]
    for rows in (here, everywhere):
        asked += rows.order_by("pk").values_list("person_id", flat=True)
    known = Person.objects.active().in_bulk([pk for pk in asked if pk and pk not in doers])
    return next((known[pk] for pk in asked if pk in known), None)
