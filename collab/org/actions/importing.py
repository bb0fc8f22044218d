"""Taking departments and people over from files, many rows in a handful of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor
from collab.common.errors import FieldError, require
from collab.common.imported import Became, Outcome

from .. import policies
from ..models import Department, Membership, Person

ADMINISTRATOR = _("An administrator's account is changed by another administrator only.")


@dataclass
class DepartmentRow:
    """A department as a file states it; `officers` are (role, person id)."""

    code: str
    values: dict[str, str] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    officers: list[tuple[str, int]] = field(default_factory=list)


@dataclass
class PersonRow:
    """A person as a file states them; `roles` are (role, department id). With `fill`, only what is empty is taken."""

    handle: str
    values: dict[str, str] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    roles: list[tuple[str, int]] = field(default_factory=list)
    fill: bool = False


@transaction.atomic
def import_departments(rows: Sequence[DepartmentRow], *, actor: Actor, write: bool = True) -> list[Outcome]:
    """Create or change departments by their code, and give their officers their roles."""
    require(policies.can_manage(actor))
    known = {
        row.code.casefold(): row
        for row in Department.objects.filter(code__in=_spellings(r.code for r in rows))
    }
    outcomes: list[Outcome] = []
    fresh: list[Any] = []
    stale: list[Any] = []
    for row in rows:
        department = known.get(row.code.casefold())
        outcome = _apply(
            department or Department(code=row.code, external_key=row.code),
            row.values,
            row.extra,
            fresh,
            stale,
        )
        outcomes.append(outcome)
    if write:
        Department.objects.bulk_create(fresh)
        for department in fresh:
            department.path = f"/{department.pk}/"
        Department.objects.bulk_update(fresh, ["path"])
        _save(Department, stale)
    codes = {row.code: row for row in [*known.values(), *fresh]}
    by_code = {code.casefold(): row for code, row in codes.items()}
    wanted = [
        (by_code[row.code.casefold()].pk, person_id, role)
        for row in rows
        for role, person_id in row.officers
        if row.code.casefold() in by_code
    ]
    added = _give_roles(wanted, write=write)
    for row, outcome in zip(rows, outcomes, strict=True):
        stored = by_code.get(row.code.casefold())
        _conclude(outcome, stored, any(stored and entry[0] == stored.pk for entry in added))
    return outcomes


@transaction.atomic
def import_people(rows: Sequence[PersonRow], *, actor: Actor, write: bool = True) -> list[Outcome]:
    """Create or change people by their handle, case apart, and give them their roles. They get no password."""
    require(policies.can_manage(actor))
    known = {row.username.casefold(): row for row in people_called(row.handle for row in rows)}
    outcomes: list[Outcome] = []
    fresh: list[Any] = []
    stale: list[Any] = []
    for row in rows:
        person = known.get(row.handle.casefold())
        if person is not None and person.pk and not policies.can_manage_person(actor, person):
            outcomes.append(
                Outcome(Became.FAILED, person.pk, [FieldError("handle", "forbidden", ADMINISTRATOR)])
            )
            continue
        person, values, extra = _stated(row, person)
        outcomes.append(_apply(person, values, extra, fresh, stale))
        if outcomes[-1].became != Became.FAILED:
            known[row.handle.casefold()] = person
    if write:
        Person.objects.bulk_create(fresh)
        _save(Person, stale)
    _give_people_roles(rows, outcomes, known, write=write)
    return outcomes


def _stated(row: PersonRow, person: Person | None) -> tuple[Person, dict[str, str], dict[str, Any]]:
    """The person, new where there is none, and what of the row is to be taken."""
    if person is None:
        made = Person(username=row.handle, external_key=row.handle.casefold(), password=make_password(None))
        given = {name: value for name, value in row.values.items() if value}
        return made, {"name": row.handle} | given, row.extra
    if not row.fill:
        return person, row.values, row.extra
    empty = {
        name: value for name, value in row.values.items() if getattr(person, name) in ("", person.username)
    }
    return person, empty, row.extra | person.extra


def _give_people_roles(
    rows: Sequence[PersonRow], outcomes: list[Outcome], known: dict[str, Person], *, write: bool
) -> None:
    wanted = [
        (department_id, known[row.handle.casefold()].pk, role)
        for row, outcome in zip(rows, outcomes, strict=True)
        for role, department_id in row.roles
        if outcome.became != Became.FAILED
    ]
    added = {person_id for _department, person_id, _role in _give_roles(wanted, write=write)}
    for row, outcome in zip(rows, outcomes, strict=True):
        stored = known.get(row.handle.casefold())
        _conclude(outcome, stored, stored is not None and stored.pk in added)


@transaction.atomic
def place_departments(pairs: Iterable[tuple[int, int]], *, actor: Actor) -> list[int]:
    """Put departments below others, (department id, parent id); answers with those that would run in a circle."""
    require(policies.can_manage(actor))
    circular: list[int] = []
    for pk, parent_id in pairs:
        department = Department.objects.select_for_update().get(pk=pk)
        parent = Department.objects.get(pk=parent_id)
        if department.parent_id == parent_id:
            continue
        if parent.path.startswith(department.path):
            circular.append(pk)
            continue
        before = department.path
        department.parent = parent
        department.version += 1
        department.save(update_fields=["parent", "version"])
        below = list(Department.objects.within(before))
        for row in below:
            row.path = f"{parent.path}{pk}/{row.path.removeprefix(before)}"
        Department.objects.bulk_update(below, ["path"])
    return circular


def people_called(handles: Iterable[str]) -> list[Person]:
    """People by handle without regard to case, disabled ones too."""
    wanted = {handle.casefold() for handle in handles}
    found = {name.casefold(): pk for pk, name in Person.objects.values_list("pk", "username")}
    return list(Person.objects.filter(pk__in=[found[name] for name in wanted if name in found]))


def _spellings(codes: Iterable[str]) -> list[str]:
    wanted = {code.casefold() for code in codes}
    return [code for code in Department.objects.values_list("code", flat=True) if code.casefold() in wanted]


def _apply(row, values: dict[str, str], extra: dict[str, Any], fresh: list, stale: list) -> Outcome:
    """Set what differs and is not empty; the model's own rules say whether it can be stored."""
    changed = {name: value for name, value in values.items() if value and getattr(row, name) != value}
    merged = {**row.extra, **extra}
    taken = row.pk is not None or row in fresh
    if taken and not changed and merged == row.extra:
        return Outcome(Became.UNCHANGED, row.pk)
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    try:
        row.clean_fields(exclude={"password"})
    except ValidationError as error:
        for name, value in before.items():
            setattr(row, name, value)
        return Outcome(Became.FAILED, row.pk, _errors(error))
    row.extra = merged
    if not taken:
        fresh.append(row)
        return Outcome(Became.CREATED)
    if row.pk is not None and row not in stale:
        row.version += 1
        stale.append(row)
    return Outcome(Became.UPDATED, row.pk)


def _errors(error: ValidationError) -> list[FieldError]:
    return [
        FieldError(name, one.code or "invalid", "; ".join(one.messages))
        for name, found in error.error_dict.items()
        for one in found
    ]


def _save(model, rows: list) -> None:
    skipped = {"id", "password", "last_login", "last_seen_at", "path", "parent", "external_key"}
    names = [f.name for f in model._meta.local_concrete_fields if f.name not in skipped]
    model.objects.bulk_update(rows, names, batch_size=200)


def _conclude(outcome: Outcome, stored, has_new_role: bool) -> None:
    if outcome.became == Became.FAILED:
        return
    outcome.pk = stored.pk if stored is not None else None
    if has_new_role and outcome.became == Became.UNCHANGED:
        outcome.became = Became.UPDATED


def _give_roles(wanted: list[tuple[int, int, str]], *, write: bool) -> set[tuple[int, int, str]]:
    """Add memberships (department, person, role) that are missing; answers with those that were."""
    people = {person_id for _, person_id, _ in wanted if person_id}
    held = set(Membership.objects.filter(person__in=people).values_list("department_id", "person_id", "role"))
    missing = dict.fromkeys(entry for entry in wanted if entry not in held)
    if write:
        Membership.objects.bulk_create(
            [Membership(department_id=d, person_id=p, role=role) for d, p, role in missing],
            ignore_conflicts=True,
        )
    return set(missing)
