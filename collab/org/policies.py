"""Who may change the organisation: coordinators, within a department its head, for oneself oneself."""

from collab.common.actor import Actor

from .models import Absence, ApiToken, Department, Membership, Person, Role
from .standing import standing_of

CARD = frozenset({"mission", "working_with_us"})


def can_manage(actor: Actor) -> bool:
    """Change structure, accounts, roles and calendars: coordinators, administrators, the site itself."""
    return actor.is_system or standing_of(actor.person).is_coordinator


def can_edit_department(actor: Actor, department: Department, fields: frozenset[str] | set[str]) -> bool:
    """Head and deputies keep the department's card; the rest is for coordinators."""
    return can_manage(actor) or (fields <= CARD and department.pk in standing_of(actor.person).manages)


def can_manage_person(actor: Actor, person: Person) -> bool:
    """Coordinators; an administrator's account only another administrator."""
    if not can_manage(actor):
        return False
    return not person.is_superuser or actor.is_system or standing_of(actor.person).is_superuser


def can_record_absence(actor: Actor, person: Person) -> bool:
    """Oneself, the head or deputy of one's department, a coordinator."""
    if can_manage(actor) or actor.person_id == person.pk:
        return True
    held = Membership.objects.filter(person=person).values_list("department_id", flat=True)
    return standing_of(actor.person).holds((Role.HEAD, Role.DEPUTY), list(held))


def can_cancel_absence(actor: Actor, absence: Absence) -> bool:
    return can_record_absence(actor, absence.person)


def can_create_token(actor: Actor, person: Person) -> bool:
    """For oneself; the site's command line for anybody."""
    return actor.is_system or actor.person_id == person.pk


def can_revoke_token(actor: Actor, token: ApiToken) -> bool:
    """Whoever holds it, and coordinators, since a lost token cannot wait."""
    return can_manage(actor) or actor.person_id == token.person_id
