"""Drafting tasks and handing them out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, FieldError, Forbidden, Invalid, require
from collab.deadlines import actions as deadlines
from collab.deadlines.actions.clocks import check_due
from collab.matters import search
from collab.matters.actions import open_matter
from collab.matters.actions.links import led_to
from collab.matters.actions.spine import clean_words
from collab.matters.models import Kind, Light, Matter, Party, PartyRole, Priority, Visibility
from collab.matters.policies import parties_of
from collab.matters.words import iso
from collab.org.models import Department, Person
from collab.org.names import name_fact

from .. import policies
from ..events import TASK_DRAFTED, TASK_EDITED, TASK_ISSUED
from ..models import CoPart, Source, Task
from .parts import PartBrief, lay_out_parts, wrong_parts

LONGEST_ESTIMATE = 6_000_000
EDITABLE = {
    "title",
    "body",
    "priority",
    "due_at",
    "completion_standard",
    "source",
    "report_every_days",
    "start_at",
    "estimate_minutes",
    "is_milestone",
    "visibility",
}


@dataclass(kw_only=True)
class Brief:
    """What a task is drafted from. `marks` go to the spine as they are (external key, extra data, demo)."""

    title: str
    department: Department
    body: str = ""
    responsible: Person | None = None
    supervisor: Person | None = None
    co_departments: Iterable[Department] = ()
    parts: Iterable[PartBrief] = ()
    start_at: datetime | None = None
    due_at: datetime | None = None
    estimate_minutes: int | None = None
    is_milestone: bool = False
    priority: int = Priority.NORMAL
    source: str = Source.SELF
    completion_standard: str = ""
    report_every_days: int = 5
    visibility: str = Visibility.DEPARTMENTS
    parent: Task | None = None
    is_light: bool = False
    marks: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parts = [*self.parts, *(PartBrief(department) for department in self.co_departments)]

    def parties(self, giver: Person | None) -> list[Party]:
        """Lead, responsible, supervisor, whoever hands it out, and the co-departments with their parts."""
        rows = [Party(role=PartyRole.LEAD, department=self.department)]
        people = {
            PartyRole.RESPONSIBLE: self.responsible,
            PartyRole.SUPERVISOR: self.supervisor,
            PartyRole.GIVER: giver,
        }
        rows += [Party(role=role, person=person) for role, person in people.items() if person]
        return rows + [brief.party() for brief in self.parts]

    @property
    def has_due_parts(self) -> bool:
        """Whether a clock runs on a part, whatever the whole's."""
        return any(brief.due_at for brief in self.parts)

    def columns(self) -> dict[str, Any]:
        """What of it is kept on the task itself."""
        names = "title body department due_at priority source completion_standard report_every_days"
        more = "visibility parent is_light start_at estimate_minutes is_milestone"
        return {name: getattr(self, name) for name in f"{names} {more}".split()} | {"owner": self.responsible}


@transaction.atomic
def create_task(*, actor: Actor, issue: bool = False, came_from: Matter | None = None, **given: Any) -> Task:
    """Draft a task from what a Brief takes; with `issue`, hand it out in the same step."""
    brief = Brief(**given)
    if not policies.can_hand_out(actor, brief.department, light=brief.is_light):
        raise Forbidden(_("Handing out work to another department is for its officers and coordinators."))
    _check_fields(brief)
    task = open_matter(
        Task,
        actor=actor,
        kind=Kind.TASK,
        parties=brief.parties(actor.person),
        status=("accepted" if brief.is_light else "issued") if issue else "draft",
        issued_at=clock.now() if issue else None,
        light=Light.GREEN if issue and (brief.due_at or brief.has_due_parts) else Light.NONE,
        **brief.columns(),
        **brief.marks,
    )
    lay_out_parts(task)
    if came_from is not None:
        led_to(came_from, task, actor=actor)
    if issue:
        _start_clocks(task, actor)
    else:
        record(TASK_DRAFTED, matter=task, actor=actor)
    return task


@transaction.atomic
def edit_draft(*, task: Task, actor: Actor, version: int, **changes: Any) -> Task:
    """Change a task that was not handed out yet; afterwards due dates move only by an extension."""
    task = Task.objects.lock(task.pk, version=version)
    require(policies.can_edit_draft(actor, task))
    if task.status != "draft":
        raise Conflict(
            _("This task has been handed out. Its due date moves by an extension only."), code="issued"
        )
    if unknown := changes.keys() - EDITABLE:
        raise Invalid.field(sorted(unknown)[0], _("This cannot be edited."))
    words = clean_words(changes.get("title", task.title), changes.get("body", task.body))
    changes = changes | dict(zip(("title", "body"), words, strict=True))
    merged = {name: changes.get(name, getattr(task, name)) for name in EDITABLE}
    parts = [
        PartBrief(row.department, row.part, row.due_at)
        for row in parties_of(task)
        if row.role == PartyRole.CO and row.department
    ]
    _check_fields(Brief(department=task.department, is_light=task.is_light, parts=parts, **merged))
    before = {name: _plain(getattr(task, name)) for name in changes if getattr(task, name) != changes[name]}
    for name in before:
        setattr(task, name, changes[name])
    task.original_due_at = task.due_at
    task.save_changes()
    search.index(task)
    record(
        TASK_EDITED, matter=task, actor=actor, before=before, changes={n: _plain(changes[n]) for n in before}
    )
    return task


@transaction.atomic
def issue_task(*, task: Task, actor: Actor, version: int) -> Task:
    """Hand the task out: the clocks start now, not at signing."""
    task = Task.objects.lock(task.pk, version=version)
    require(policies.can_issue(actor, task))
    check_due(task.due_at)
    for part in CoPart.objects.filter(task=task).select_related("party"):
        check_due(part.party.due_at)
    task.take("issue")
    task.issued_at = clock.now()
    if task.is_light:
        task.take("sign_for")
    _start_clocks(task, actor)
    task.save_changes()
    return task


def _start_clocks(task: Task, actor: Actor) -> None:
    """The clocks of receipt and completion start at issue; a light task has no receipt."""
    sign = [] if task.is_light else policies.unsigned(task)
    parts = [party for party in parties_of(task) if party.role == PartyRole.CO]
    deadlines.start_clocks(
        task, sign=sign, parts=parts, due_at=task.due_at, report_every_days=task.report_every_days
    )
    record(TASK_ISSUED, matter=task, actor=actor, department=name_fact(task.department), due=iso(task.due_at))


def _check_fields(brief: Brief) -> None:
    """Every field that cannot be taken, named at once."""
    wrong = wrong_parts(brief.department, brief.parts, brief.due_at)
    if brief.is_light and brief.parts:
        text = _("A light task has no co-departments. Hand out a supervised one.")
        wrong.append(FieldError("co_departments", "light_task", text))
    if brief.priority not in Priority.values:
        wrong.append(FieldError("priority", "invalid", _("Choose normal, high or urgent.")))
    if brief.source not in Source.values:
        wrong.append(FieldError("source", "invalid", _("Choose one of the offered sources.")))
    if not 1 <= brief.report_every_days <= 260:
        wrong.append(FieldError("report_every_days", "invalid", _("Between 1 and 260 working days.")))
    if brief.start_at and brief.due_at and brief.start_at > brief.due_at:
        wrong.append(
            FieldError(
                "start_at",
                "after_due",
                _("The planned start lies after the due date. Choose an earlier one."),
            )
        )
    if brief.estimate_minutes is not None and not 1 <= brief.estimate_minutes <= LONGEST_ESTIMATE:
        wrong.append(
            FieldError(
                "estimate_minutes", "invalid", _("Between a minute and 100,000 hours of work, or nothing.")
            )
        )
    if brief.parent is not None and not brief.parent.is_open:
        wrong.append(FieldError("parent", "closed", _("Finished work takes no further parts.")))
    if wrong:
        raise Invalid(wrong)
    check_due(brief.due_at)


def _plain(value: Any) -> Any:
    return iso(value) if isinstance(value, datetime) else value
