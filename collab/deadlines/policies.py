"""Who may override a light and decide on extensions, and whom a rung of the ladder tells."""

from collections.abc import Collection, Iterable, Mapping

from collab.activity.registry import Hearer
from collab.common.actor import Actor
from collab.matters.models import Matter, Party, PartyRole
from collab.matters.policies import acts_for, hears_as_next, hears_of_progress, holds_part
from collab.org.models import Membership, Person, Role, Scope
from collab.org.selectors import officers
from collab.org.standing import Standing, standing_of

from .models import Deadline, Extension, ExtensionStep, Office, Target

ASSIGNED = (PartyRole.RESPONSIBLE, PartyRole.ACCOUNTABLE)
SUPERVISING = (PartyRole.SUPERVISOR, PartyRole.GIVER, PartyRole.RECEIVING)
DELIVERERS = frozenset({*ASSIGNED, PartyRole.LEAD, PartyRole.DELIVERING})
OFFICE_ROLES: dict[str, str] = {Office.HEAD: Role.HEAD, Office.LEADER: Role.SPONSOR}
LINE = {Target.LIAISON: Role.LIAISON, Target.HEAD: Role.HEAD, Target.SPONSOR: Role.SPONSOR}


def can_override_light(actor: Actor, matter: Matter) -> bool:
    """Coordinators, and the supervisor of the matter."""
    standing = standing_of(actor.person)
    return standing.is_coordinator or holds_part(standing, matter, [PartyRole.SUPERVISOR])


def can_request_extension(actor: Actor, matter: Matter, held: Collection[str] | None = None) -> bool:
    """Those who have to deliver; `held` are the roles of `roles_held()`, for many matters at once."""
    standing = standing_of(actor.person)
    if standing.may_act_for(matter.owner_id):
        return True
    return holds_part(standing, matter, DELIVERERS) if held is None else not DELIVERERS.isdisjoint(held)


def can_decide_extension(actor: Actor, extension: Extension) -> bool:
    """Whoever holds the office that decides now, or stands in for them; nobody on their own request."""
    step = extension.waiting
    if step is None or actor.is_system or extension.requested_by_id == actor.person_id:
        return False
    return _holds_office(standing_of(actor.person), step, extension.matter)


def _holds_office(standing: Standing, step: ExtensionStep, matter: Matter) -> bool:
    if step.office == Office.SUPERVISOR:
        return standing.is_coordinator or holds_part(standing, matter, SUPERVISING, scope=Scope.APPROVAL)
    return standing.holds([OFFICE_ROLES[step.office]], [step.department_id], Scope.APPROVAL)


def decides_for(actor: Actor, step: ExtensionStep, matter: Matter) -> Person | None:
    """The absent person in whose name the actor decides this step, or None where the office is their own."""
    if step.office == Office.SUPERVISOR:
        return acts_for(actor, matter, SUPERVISING)
    held = standing_of(actor.person).roles.get(
        (OFFICE_ROLES[step.office], step.department_id or 0), frozenset()
    )
    return None if actor.person_id in held else Person.objects.filter(pk__in=held).first()


def tellers(deadlines: Iterable[Deadline], parties: Mapping[int, list[Party]]) -> "Tellers":
    """Prepare to answer, for many deadlines in a few statements, whom each step of the line means."""
    return Tellers(list(deadlines), parties)


class Tellers:
    """Resolves targets of rungs for a batch of deadlines."""

    def __init__(self, deadlines: list[Deadline], parties: Mapping[int, list[Party]]):
        self.parties = parties
        self.departments = {row.pk: self._department(row) for row in deadlines}
        self._line: dict[str, dict[int, list[int]]] = {}
        self._coordinators: list[int] | None = None

    def people(self, deadline: Deadline, target: str) -> list[int]:
        """Person ids this target means for this deadline, before delegation."""
        if target == Target.ASSIGNEE:
            return self._assignees(deadline) or self._officers(Target.LIAISON, deadline)
        if target == Target.ACCOUNTABLE:
            return self._holders(deadline, PartyRole.ACCOUNTABLE) or self._officers(Target.LIAISON, deadline)
        if target in (Target.CIRCULAR, Target.COORDINATORS):
            return self._coordinator_ids()
        if target == Target.SUBMITTER:
            return self._holders(deadline, PartyRole.GIVER)
        return self._officers(target, deadline)

    def _assignees(self, deadline: Deadline) -> list[int]:
        rows = self.parties.get(deadline.matter_id, [])
        if deadline.party_id:
            return [row.person_id for row in rows if row.pk == deadline.party_id and row.person_id]
        found = [row.person_id for row in rows if row.role in ASSIGNED and row.person_id]
        owner = deadline.matter.owner_id
        return list(dict.fromkeys(found)) or ([owner] if owner else [])

    def _holders(self, deadline: Deadline, role: str) -> list[int]:
        rows = self.parties.get(deadline.matter_id, [])
        return [row.person_id for row in rows if row.role == role and row.person_id]

    def _department(self, deadline: Deadline) -> int:
        rows = self.parties.get(deadline.matter_id, [])
        own = [row.department_id for row in rows if row.pk == deadline.party_id and row.department_id]
        role = next((row.role for row in rows if row.pk == deadline.party_id), PartyRole.LEAD)
        side = [row.department_id for row in rows if row.role == role and row.department_id]
        lead = [row.department_id for row in rows if row.role == PartyRole.LEAD and row.department_id]
        return (own or side or lead or [deadline.matter.department_id])[0]

    def _officers(self, target: str, deadline: Deadline) -> list[int]:
        if target not in self._line:
            self._line[target] = officers(LINE[Target(target)], self.departments.values())
        return self._line[target].get(self.departments[deadline.pk], [])

    def _coordinator_ids(self) -> list[int]:
        if self._coordinators is None:
            rows = Membership.objects.filter(role=Role.COORDINATOR, person__is_active=True)
            self._coordinators = list(rows.values_list("person_id", flat=True).distinct())
        return self._coordinators


def hears_of_extension(activity) -> list[Hearer]:
    """Whoever decides next must act; the parties and watchers are told."""
    people = activity.facts.get("people")
    if people is None:
        return hears_as_next(*SUPERVISING)(activity)
    told = [hearer for hearer in hears_of_progress(activity) if hearer.person_id not in people]
    return [Hearer(pk, "act") for pk in people] + told
