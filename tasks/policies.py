"""Who may do what with a task, and who hears of it."""

from collab.activity.registry import Hearer
from collab.common.actor import Actor
from collab.matters.models import PartyRole
from collab.matters.policies import hears_as_next, holds_part, parties_of, people_behind
from collab.org.models import Department, Role, Scope
from collab.org.standing import OFFICERS, standing_of

from .models import Task

DOERS = (PartyRole.RESPONSIBLE, PartyRole.ACCOUNTABLE, PartyRole.LEAD)
SUPERVISORS = (PartyRole.SUPERVISOR, PartyRole.GIVER)
RECEIVERS = (PartyRole.RESPONSIBLE, PartyRole.LEAD, PartyRole.CO)


def can_hand_out(actor: Actor, department: Department, *, light: bool = False) -> bool:
    """Inside one's own departments everyone may; to another department, officers and coordinators."""
    if actor.is_system:
        return True
    standing = standing_of(actor.person)
    if standing.is_coordinator or department.pk in standing.department_ids:
        return True
    return bool(standing.officer_of) and not light


def can_issue(actor: Actor, task: Task) -> bool:
    """Whoever drafted it, if they may hand out to its lead department."""
    if actor.is_system:
        return True
    owns = task.created_by_id == actor.person_id or holds_part(standing_of(actor.person), task, SUPERVISORS)
    return (owns or standing_of(actor.person).is_coordinator) and can_hand_out(
        actor, task.department, light=task.is_light
    )


def can_edit_draft(actor: Actor, task: Task) -> bool:
    return task.created_by_id == actor.person_id or is_supervisor(actor, task)


def does_the_work(actor: Actor, task: Task) -> bool:
    """Responsible, accountable, an officer of the lead department, or a delegate of one of these."""
    standing = standing_of(actor.person)
    return standing.may_act_for(task.owner_id) or holds_part(standing, task, DOERS)


def unsigned(task: Task) -> list:
    """Parties whose receipt is still missing."""
    rows = parties_of(task)
    people = [row for row in rows if row.role == PartyRole.RESPONSIBLE]
    leads = [] if people else [row for row in rows if row.role == PartyRole.LEAD]
    return [
        row
        for row in [*people, *leads, *[r for r in rows if r.role == PartyRole.CO]]
        if row.signed_at is None
    ]


def signable_by(actor: Actor, task: Task) -> list:
    """Those parties for which this person may sign."""
    standing = standing_of(actor.person)
    line = _lead_departments(task)
    return [
        party
        for party in unsigned(task)
        if (party.person_id and standing.may_act_for(party.person_id, Scope.RECEIPT))
        or standing.holds(OFFICERS, [party.department_id] if party.department_id else line, Scope.RECEIPT)
    ]


def _lead_departments(task: Task) -> list[int]:
    found = [row.department_id for row in parties_of(task) if row.role == PartyRole.LEAD]
    return found or [task.department_id]  # type: ignore[return-value]


def can_sign_for(actor: Actor, task: Task) -> bool:
    """The person named, an officer of the department it was issued to, or a delegate."""
    return bool(signable_by(actor, task))


def is_supervisor(actor: Actor, task: Task) -> bool:
    """The supervisor, whoever handed it out, a coordinator, or a delegate of the first two."""
    standing = standing_of(actor.person)
    return standing.is_coordinator or holds_part(standing, task, SUPERVISORS, scope=Scope.APPROVAL)


def can_verify(actor: Actor, task: Task) -> bool:
    """A supervisor who did not do the work."""
    responsible = {row.person_id for row in parties_of(task) if row.role == PartyRole.RESPONSIBLE}
    return is_supervisor(actor, task) and actor.person_id not in responsible


def can_reassign(actor: Actor, task: Task) -> bool:
    """A supervisor; and the lead department's head or deputy, within the department."""
    return is_supervisor(actor, task) or manages(actor, task)


def manages(actor: Actor, task: Task) -> bool:
    return standing_of(actor.person).holds((Role.HEAD, Role.DEPUTY), _lead_departments(task))


def can_urge(actor: Actor, task: Task) -> bool:
    """A supervisor or a party that waits: anyone with a part who does not do the work."""
    if is_supervisor(actor, task):
        return True
    standing = standing_of(actor.person)
    waiting = (PartyRole.CO, PartyRole.CONSULTED, PartyRole.INFORMED)
    return holds_part(standing, task, waiting) and not does_the_work(actor, task)


def can_finish(actor: Actor, task: Task) -> bool:
    return does_the_work(actor, task) or task.created_by_id == actor.person_id


def can_withdraw(actor: Actor, task: Task) -> bool:
    return is_supervisor(actor, task) or task.created_by_id == actor.person_id


def can_order(actor: Actor, task: Task) -> bool:
    """Say what it waits for: those who do the work, supervisors, and its author."""
    if actor.is_system:
        return True
    mine = task.created_by_id == actor.person_id
    return mine or does_the_work(actor, task) or is_supervisor(actor, task)


hears_to_sign = hears_as_next(*RECEIVERS)
hears_to_work = hears_as_next(PartyRole.RESPONSIBLE, PartyRole.ACCOUNTABLE)
hears_to_supervise = hears_as_next(*SUPERVISORS)


def hears_when_urged(activity):
    """Those who do the work must act; nobody else is bothered."""
    return [Hearer(pk, "act") for pk in people_behind(activity.matter, DOERS)]
