"""Saving a plan as a template, and making a plan from one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require
from collab.matters.actions.spine import clean_words
from collab.matters.rows import Calendars
from collab.org.models import Department, Person
from collab.org.worktime import Calendar

from ..models import Dependency, Plan, PlanItem, PlanTemplate, Source, Task
from ..plans import policies
from ..plans.events import TEMPLATE_SAVED
from ..plans.selectors import first_moment
from ..plans.templates import WORDS, content_of, roles_of
from .drafting import create_task
from .plans import check_period, create_plan

Roles = Mapping[str, tuple[Department, Person | None]]


@transaction.atomic
def save_template(*, plan: Plan, actor: Actor, version: int, title: str) -> PlanTemplate:
    """Keep the plan's tasks, relative dates, roles and dependencies to begin another from."""
    plan = Plan.objects.lock(plan.pk, version=version)
    require(policies.can_plan(actor, plan))
    title = clean_words(title)[0]
    if PlanTemplate.objects.filter(title=title).exists():
        raise Conflict(_("There is a template with this title. Choose another one."), code="template_exists")
    rows = Task.objects if actor.is_system else Task.objects.visible_to(actor.person)
    seen = rows.filter(plan_item__plan=plan).values_list("pk", flat=True)
    content = content_of(plan, seen)
    if not content["tasks"]:
        raise Conflict(_("A template needs at least one task. Put tasks in first."), code="empty_plan")
    template = PlanTemplate.objects.create(
        title=title, body=plan.body, content=content, created_by=actor.person, created_at=clock.now()
    )
    record(TEMPLATE_SAVED, matter=plan, actor=actor, template=title)
    return template


@transaction.atomic
def plan_from_template(
    *,
    template: PlanTemplate,
    actor: Actor,
    title: str,
    department: Department,
    starts_on: date,
    roles: Roles,
    **details: Any,
) -> Plan:
    """A draft plan whose tasks are drafts too, dated from its first day; every role must be filled."""
    _check_roles(template, roles)
    check_period(starts_on, starts_on)
    calendar = Calendars().of(department)
    origin = first_moment(Plan(starts_on=starts_on), calendar)
    rows = template.content["tasks"]
    last = max((_at(origin, row["due"], calendar) or origin for row in rows), default=origin)
    ends_on = max(starts_on, last.date())
    plan = create_plan(
        actor=actor, title=title, department=department, starts_on=starts_on, ends_on=ends_on, **details
    )
    made = {row["key"]: _draft(row, roles, origin, calendar, plan, actor) for row in rows}
    PlanItem.objects.bulk_create(
        PlanItem(plan=plan, task=task, position=number) for number, task in enumerate(made.values(), start=1)
    )
    Dependency.objects.bulk_create(
        Dependency(
            predecessor=made[tie["before"]],
            successor=made[tie["after"]],
            kind=tie["kind"],
            lag=tie["lag"],
            lag_unit=tie["unit"],
            created_by=actor.person,
            created_at=clock.now(),
        )
        for tie in template.content["ties"]
    )
    return plan


def _check_roles(template: PlanTemplate, roles: Roles) -> None:
    missing = [role for role in roles_of(template) if role not in roles]
    if missing:
        raise Invalid.field(
            "roles",
            _("Say who takes the part of: %(roles)s.") % {"roles": ", ".join(missing)},
            "role_missing",
        )


def _draft(
    row: Mapping[str, Any], roles: Roles, origin: datetime, calendar: Calendar, plan: Plan, actor: Actor
) -> Task:
    department, person = roles[row["role"]]
    start, due = _at(origin, row["start"], calendar, begins=True), _at(origin, row["due"], calendar)
    if start and due and start > due:
        start = due
    return create_task(
        actor=actor,
        department=department,
        responsible=person,
        start_at=start,
        due_at=due,
        source=Source.PLAN,
        visibility=plan.visibility,
        **{name: row[name] for name in WORDS},
    )


def _at(
    origin: datetime, minutes: int | None, calendar: Calendar, *, begins: bool = False
) -> datetime | None:
    if minutes is None:
        return None
    instant = calendar.add(origin, minutes)
    return calendar.add(instant, 0) if begins else instant
