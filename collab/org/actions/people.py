"""Accounts and roles of people."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require

from .. import policies
from ..events import (
    PERSON_CREATED,
    PERSON_DEACTIVATED,
    PERSON_EDITED,
    PERSON_REACTIVATED,
    PROFILE_EDITED,
    ROLES_SET,
    Happening,
    tell,
)
from ..models import ApiToken, Department, Membership, Person, Role
from ..standing import forget_standing, standing_of
from .rows import changed, check, locked, told, write
from .sessions import drop_sessions

PROFILE = frozenset({"name", "language", "time_zone"})
EDITABLE = PROFILE | {"username", "email", "title", "is_staff"}


@transaction.atomic
def create_person(
    *, actor: Actor, username: str, name: str, password: str | None = None, **fields: Any
) -> Person:
    """Open an account; without a password it can be entered by single sign-on or a reset link only."""
    require(policies.can_manage(actor))
    person = Person(username=username, name=name)
    changed(person, fields, EDITABLE)
    _require_right_to_console(actor, fields)
    person.set_password(password)
    check(person)
    person.save(force_insert=True)
    tell(PERSON_CREATED, actor=actor, person=person.pk, name=person.name, username=person.username)
    return person


@transaction.atomic
def edit_person(*, person: Person, actor: Actor, version: int, **changes: Any) -> Person:
    """Change somebody's account."""
    person = locked(Person, person.pk, version)
    require(policies.can_manage_person(actor, person))
    before = changed(person, changes, EDITABLE)
    _require_right_to_console(actor, before)
    return _keep(person, before, PERSON_EDITED, actor, name=person.name)


@transaction.atomic
def edit_profile(*, actor: Actor, version: int | None = None, **changes: Any) -> Person:
    """Change one's own name, language or time zone."""
    person = locked(Person, actor.person.pk, version)
    before = changed(person, changes, PROFILE)
    return _keep(person, before, PROFILE_EDITED, actor)


@transaction.atomic
def deactivate_person(*, person: Person, actor: Actor, version: int) -> Person:
    """Close an account: sign-ins end for good, tokens are revoked; what the person did stays."""
    person = locked(Person, person.pk, version)
    require(policies.can_manage_person(actor, person))
    if person.pk == actor.person_id:
        raise Conflict(_("Nobody closes their own account."), code="own_account")
    if not person.is_active:
        raise Conflict(_("This account is closed already."), code="inactive")
    person.is_active = False
    write(person, ["is_active"])
    ApiToken.objects.filter(person=person, revoked_at=None).update(revoked_at=clock.now())
    drop_sessions(person.pk)
    tell(PERSON_DEACTIVATED, actor=actor, person=person.pk, name=person.name)
    return person


@transaction.atomic
def reactivate_person(*, person: Person, actor: Actor, version: int) -> Person:
    """Open a closed account again; its tokens stay revoked."""
    person = locked(Person, person.pk, version)
    require(policies.can_manage_person(actor, person))
    if person.is_active:
        raise Conflict(_("This account is open."), code="active")
    person.is_active = True
    write(person, ["is_active"])
    tell(PERSON_REACTIVATED, actor=actor, person=person.pk, name=person.name)
    return person


@transaction.atomic
def set_roles(
    *, person: Person, actor: Actor, version: int, roles: Iterable[tuple[Department, str]]
) -> Person:
    """Give the person exactly these roles in these departments."""
    person = locked(Person, person.pk, version)
    require(policies.can_manage_person(actor, person))
    wanted = {(department.pk, role): department for department, role in roles}
    if any(role not in Role.values for _pk, role in wanted):
        raise Invalid.field("roles", _("Choose one of the offered roles."))
    rows = Membership.objects.filter(person=person).select_related("department")
    held = {(row.department_id, row.role): row for row in rows}
    gone = [held[key] for key in held.keys() - wanted.keys()]
    fresh = [key for key in wanted if key not in held]
    if not gone and not fresh:
        return person
    Membership.objects.filter(pk__in=[row.pk for row in gone]).delete()
    Membership.objects.bulk_create(
        [Membership(person=person, department_id=pk, role=role) for pk, role in fresh]
    )
    write(person, [])
    forget_standing(person)
    tell(
        ROLES_SET,
        actor=actor,
        person=person.pk,
        name=person.name,
        added=[f"{wanted[key].name}: {key[1]}" for key in fresh],
        removed=[f"{row.department.name}: {row.role}" for row in gone],
    )
    return person


def _keep(person: Person, before: dict[str, Any], happening: Happening, actor: Actor, **facts: Any) -> Person:
    if not before:
        return person
    check(person)
    write(person, before)
    now = {name: getattr(person, name) for name in before}
    tell(happening, actor=actor, person=person.pk, before=told(before), changes=told(now), **facts)
    return person


def _require_right_to_console(actor: Actor, fields: dict[str, Any]) -> None:
    if "is_staff" in fields and not actor.is_system:
        require(standing_of(actor.person).is_superuser, _("Only administrators open the console to others."))
