"""The tree of departments; `path` is kept in step with `parent` here."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor
from collab.common.errors import Conflict, require

from .. import policies
from ..events import DEPARTMENT_CREATED, DEPARTMENT_EDITED, DEPARTMENT_MOVED, tell
from ..models import Department
from .rows import changed, check, locked, told, write

EDITABLE = frozenset(
    {"code", "name", "name_zh", "kind", "mission", "working_with_us", "calendar", "is_active"}
)


@transaction.atomic
def create_department(
    *, actor: Actor, code: str, name: str, parent: Department | None = None, **fields: Any
) -> Department:
    """Set up a department, on its own or below another."""
    require(policies.can_manage(actor))
    department = Department(code=code, name=name, parent=parent)
    changed(department, fields, EDITABLE)
    check(department)
    department.save(force_insert=True)
    department.path = f"{_path_of(parent)}{department.pk}/"
    Department.objects.filter(pk=department.pk).update(path=department.path)
    tell(
        DEPARTMENT_CREATED, actor=actor, department=department.pk, name=department.name, code=department.code
    )
    return department


@transaction.atomic
def edit_department(*, department: Department, actor: Actor, version: int, **changes: Any) -> Department:
    """Change names, card, calendar, or whether it is active; a department with active parts stays active."""
    department = locked(Department, department.pk, version)
    before = changed(department, changes, EDITABLE)
    require(policies.can_edit_department(actor, department, set(changes)))
    if not before:
        return department
    if before.get("is_active") and Department.objects.active().filter(parent=department).exists():
        raise Conflict(_("Close or move the departments below it first."), code="has_active_parts")
    check(department)
    write(department, before)
    tell(
        DEPARTMENT_EDITED,
        actor=actor,
        department=department.pk,
        name=department.name,
        before=told(before),
        changes=told({name: changes[name] for name in before}),
    )
    return department


@transaction.atomic
def move_department(
    *, department: Department, parent: Department | None, actor: Actor, version: int
) -> Department:
    """Put it, with all below it, under another department or on its own; never under one of its own parts."""
    require(policies.can_manage(actor))
    list(Department.objects.order_by("pk").select_for_update().values_list("pk", flat=True))
    department = locked(Department, department.pk, version)
    above = _path_of(parent)
    if above.startswith(department.path):
        raise Conflict(_("A department cannot be part of itself."), code="circular")
    former, before = department.path, str(department.parent or "")
    department.parent, department.path = parent, f"{above}{department.pk}/"
    write(department, ["parent", "path"])
    below = list(Department.objects.within(former).exclude(pk=department.pk))
    for row in below:
        row.path = department.path + row.path.removeprefix(former)
    Department.objects.bulk_update(below, ["path"], batch_size=200)
    tell(
        DEPARTMENT_MOVED,
        actor=actor,
        department=department.pk,
        name=department.name,
        parent=str(parent or "—"),
        before=before,
    )
    return department


def _path_of(parent: Department | None) -> str:
    if parent is None:
        return "/"
    return Department.objects.values_list("path", flat=True).get(pk=parent.pk)
