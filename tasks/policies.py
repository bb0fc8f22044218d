"""Who may do what with a task, and who hears of it."""

from collections.abc import Collection, Iterable, Sequence

from collab.activity.registry import Hearer
from collab.common.actor import Actor
from collab.matters.models import PartyRole
from collab.matters.policies import hears_as_next, holds_part, parties_of, people_behind
from collab.org.models import Department, Membership, Role, Scope
from collab.org.standing import OFFICERS, standing_of

from .models import CoPart, Task

DOERS = (PartyRole.RESPONSIBLE, PartyRole.ACCOUNTABLE, PartyRole.LEAD)
SUPERVISORS = (PartyRole.SUPERVISOR, PartyRole.GIVER)
NAMED_FOR_PARTS = (PartyRole.RESPONSIBLE, PartyRole.ACCOUNTABLE, PartyRole.CONSULTED)
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


def can_edit_draft(actor: Actor, task: Task, held: Collection[str] | None = None) -> bool:
    """Its author or supervisor; `held` are the roles of `roles_held()`, for many tasks at once."""
    if task.created_by_id == actor.person_id:
        return True
    if held is None:
        return is_supervisor(actor, task)
    return standing_of(actor.person).is_coordinator or not set(SUPERVISORS).isdisjoint(held)


def does_the_work(actor: Actor, task: Task) -> bool:
    """Responsible, accountable, an officer of the lead department, or a delegate of one of these."""
    standing = standing_of(actor.person)
    return standing.may_act_for(task.owner_id) or holds_part(standing, task, DOERS)


def unsigned(task: Task) -> list:
    """Parties whose receipt is still missing; a co-department whose part is waived owes none."""
    rows = parties_of(task)
    people = [row for row in rows if row.role == PartyRole.RESPONSIBLE]
    leads = [] if people else [row for row in rows if row.role == PartyRole.LEAD]
    owing = [row for row in rows if row.role == PartyRole.CO and row.signed_at is None]
    if owing and task.pk:
        owing = [row for row in owing if row.pk not in _waived(task)]
    return [row for row in [*people, *leads] if row.signed_at is None] + owing


def _waived(task: Task) -> set[int]:
    """Parties of which nothing is wanted any more, read once per loaded task."""
    if "_waived" not in task.__dict__:
        gather_waived([task])
    return task.__dict__["_waived"]


def gather_waived(tasks: Sequence[Task]) -> None:
    """Read the waived parts of many tasks in one statement."""
    waived = CoPart.objects.filter(task__in=tasks, status="waived").values_list("task_id", "party_id")
    found: dict[int, set[int]] = {task.pk: set() for task in tasks}
    for task_id, party_id in waived:
        found[task_id].add(party_id)
    for task in tasks:
        task.__dict__["_waived"] = found[task.pk]


def know_waived(task: Task, parts: Iterable[CoPart]) -> None:
    """Keep beside the task which of its parts are waived, where all of them have just been read or made."""
    task.__dict__["_waived"] = {part.party_id for part in parts if part.status == "waived"}


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
    """A supervisor who did not do the work, coordinators included."""
    return is_supervisor(actor, task) and actor.person_id not in implementers(task)


def implementers(task: Task) -> set[int | None]:
    """Who did the work: the people responsible, the one who answers for it, and whoever handed the result in."""
    responsible = {row.person_id for row in parties_of(task) if row.role == PartyRole.RESPONSIBLE}
    return responsible | {task.owner_id, task.submitted_by_id}


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


def can_give_parts(actor: Actor, task: Task) -> bool:
    """Whoever supervises or drafts it, and those who answer for the whole."""
    if task.status == "draft" and can_edit_draft(actor, task):
        return True
    return is_supervisor(actor, task) or does_the_work(actor, task)


def does_the_part(actor: Actor, part: CoPart) -> bool:
    """An officer of the co-department, a member of it who is named in the task, or a delegate of these."""
    standing, place = standing_of(actor.person), part.party.department_id
    if place and standing.holds(OFFICERS, [place]):
        return True
    named = {row.person_id for row in parties_of(part.task) if row.person_id and row.role in NAMED_FOR_PARTS}
    mine = {pk for pk in named if standing.may_act_for(pk)}
    return any(mine & holders for (_role, at), holders in standing.roles.items() if at == place)


def can_rule(actor: Actor, task: Task) -> bool:
    """A coordinator, or the sponsor over the supervisor's department."""
    standing = standing_of(actor.person)
    if standing.is_coordinator:
        return True
    people = [row.person_id for row in parties_of(task) if row.role in SUPERVISORS and row.person_id]
    places = Membership.objects.filter(person__in=people).values_list("department_id", flat=True)
    return standing.holds((Role.SPONSOR,), places, Scope.APPROVAL)


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
