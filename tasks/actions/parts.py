"""Co-departments' parts 协办: given, changed, submitted, accepted, sent back, waived; each on a clock of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import (
    Conflict,
    FieldError,
    Invalid,
    NotFound,
    StaleVersion,
    TransitionRefused,
    reason_given,
    require,
)
from collab.deadlines import actions as deadlines
from collab.deadlines.actions.clocks import LONGEST as FURTHEST
from collab.deadlines.actions.clocks import check_due
from collab.deadlines.models import Clock, Extension
from collab.matters.models import Party, PartyRole
from collab.matters.policies import acts_for, forget_parties, parties_of, people_behind
from collab.matters.words import iso
from collab.org.models import Department
from collab.org.names import name_fact
from collab.org.selectors import front_desks

from .. import policies
from ..events import (
    PART_ACCEPTED,
    PART_CHANGED,
    PART_GIVEN,
    PART_REMOVED,
    PART_SENT_BACK,
    PART_SUBMITTED,
    PART_WAIVED,
)
from ..models import CoPart, Task
from ..models.part import WORKED_ON

LONGEST = 20_000


@dataclass(frozen=True)
class PartBrief:
    """What one co-department is to do, and by when where it has an instant of its own."""

    department: Department
    part: str = ""
    due_at: datetime | None = None

    def party(self) -> Party:
        """The co-department as a party of the task."""
        return Party(
            role=PartyRole.CO, department=self.department, part=self.part.strip(), due_at=self.due_at
        )


def wrong_parts(lead: Department, briefs: Iterable[PartBrief], due_at: datetime | None) -> list[FieldError]:
    """Everything about these parts that cannot be taken, by field."""
    wrong: list[FieldError] = []
    seen: set[int] = set()
    for brief in briefs:
        found: list[tuple[str, str, Any]] = []
        if brief.department == lead:
            found.append(("co_departments", "lead", _("The lead department is not also a co-department.")))
        if brief.department.pk in seen:
            text = _("%(department)s is named twice. Give each co-department one part.")
            found.append(("co_departments", "twice", text))
        if brief.due_at and due_at and brief.due_at > due_at:
            text = _("The part of %(department)s is due after the whole. Choose an earlier time.")
            found.append(("parts", "after_due", text))
        if brief.due_at and brief.due_at <= clock.now():
            text = _("The part of %(department)s is due in the past. Choose a time that lies ahead.")
            found.append(("parts", "in_the_past", text))
        if brief.due_at and brief.due_at > clock.now() + FURTHEST:
            text = _("The part of %(department)s is due too far ahead. Choose a time within twenty years.")
            found.append(("parts", "too_far", text))
        if len(brief.part) > LONGEST or "\x00" in brief.part:
            text = _("Keep the part of %(department)s under 20,000 characters of plain text.")
            found.append(("parts", "text", text))
        name = {"department": brief.department.display_name}
        wrong += [FieldError(field, code, text % name) for field, code, text in found]
        seen.add(brief.department.pk)
    return wrong


def lay_out_parts(task: Task) -> list[CoPart]:
    """Give every co-department that has none yet its part; called by the action that brings the parties in."""
    rows = [row for row in parties_of(task) if row.role == PartyRole.CO]
    if not task.is_new:
        held = set(CoPart.objects.filter(task=task).values_list("party_id", flat=True))
        rows = [row for row in rows if row.pk not in held]
    made = CoPart.objects.bulk_create(CoPart(task=task, party=party) for party in rows)
    if task.is_new:
        task.laid_out = made
        policies.know_waived(task, made)
    return made


@transaction.atomic
def add_part(
    *,
    task: Task,
    actor: Actor,
    version: int,
    department: Department,
    part: str = "",
    due_at: datetime | None = None,
) -> CoPart:
    """Bring in a co-department with its part; in work that is handed out it has to sign for it, by its own clock."""
    task = Task.objects.lock(task.pk, version=version)
    require(policies.can_give_parts(actor, task))
    if task.status not in WORKED_ON | {"draft"}:
        raise TransitionRefused(
            _("Parts are given while the work is going on."),
            state=task.status,
            allowed=task.machine.steps_from(task.status),
        )
    if task.is_light:
        raise Conflict(_("A light task has no co-departments. Hand out a supervised one."), code="light_task")
    row = take_in(task, PartBrief(department, part, due_at))
    task.save_changes()
    _note(PART_GIVEN, row, actor, _desk(row), text=row.party.part, due=iso(due_at))
    return row


def take_in(task: Task, brief: PartBrief) -> CoPart:
    """The rows and clocks of one more co-department; part of the action that holds the task."""
    if wrong := wrong_parts(task.department, [brief], task.due_at):
        fields = {"co_departments": "department", "parts": "part" if wrong[0].code == "text" else "due_at"}
        raise Invalid([FieldError(fields[error.field], error.code, error.detail) for error in wrong])
    if any(row.role == PartyRole.CO and row.department_id == brief.department.pk for row in parties_of(task)):
        text = _("%(department)s is a co-department already.") % {"department": brief.department.display_name}
        raise Invalid.field("department", text, "twice")
    party = brief.party()
    party.matter_id = task.pk
    party.save(force_insert=True)
    forget_parties(task)
    if task.status != "draft":
        deadlines.start_clocks(task, sign=[party], parts=[party], report_every_days=task.report_every_days)
    return CoPart.objects.create(task=task, party=party)


@transaction.atomic
def edit_part(
    *, part: CoPart, actor: Actor, version: int, text: str, due_at: datetime | None = None
) -> CoPart:
    """Say anew what the co-department is to do and by when, inside the due date of the whole."""
    task, part = _locked(part, version)
    require(policies.can_give_parts(actor, task))
    part.take("edit")
    party = part.party
    if party.due_at != due_at:
        check_due(due_at)
    if due_at and task.due_at and due_at > task.due_at:
        raise Invalid.field("due_at", _("A part is due no later than the whole."), "after_due")
    before = {"text": party.part, "due": iso(party.due_at)}
    _move_clock(task, party, due_at, actor)
    party.part, party.due_at = text.strip(), due_at
    party.save(update_fields=["part", "due_at"])
    _save(part, task)
    _note(PART_CHANGED, part, actor, _desk(part), text=party.part, due=iso(due_at), before=before)
    return part


@transaction.atomic
def submit_part(*, part: CoPart, actor: Actor, version: int, result: str) -> CoPart:
    """Hand the part in to the lead department; its clock stops at this instant."""
    task, part = _locked(part, version)
    require(policies.does_the_part(actor, part))
    if part.party.signed_at is None:
        raise Conflict(_("Sign for the part first."), code="unsigned")
    part.take("submit")
    if not result.strip():
        raise Invalid.field("result", _("Describe what came of the part."), "required")
    now, due = clock.now(), part.party.due_at
    part.result, part.submitted_at, part.submitted_by = result.strip(), now, actor.person
    part.done_late = bool(due and now > due)
    deadlines.settle(task, Clock.DUE, actor=actor, party=part.party)
    deadlines.lapse(task, part.party)
    _save(part, task)
    _note(PART_SUBMITTED, part, actor, _leads(task, actor), result=part.result[:500], late=part.done_late)
    return part


@transaction.atomic
def request_part_extension(
    *, part: CoPart, actor: Actor, version: int, due_at: datetime, reason: str
) -> Extension:
    """Ask for a later instant for one's own part; the lead department decides, the date of the whole stands."""
    task, part = _locked(part, version)
    require(policies.does_the_part(actor, part))
    part.take("request_extension")
    return deadlines.request_part_extension(
        matter=task, party=part.party, actor=actor, due_at=due_at, reason=reason
    )


def follow_extension(party: Party) -> None:
    """The part was given more time: whoever still edits it by what it was before is told so."""
    CoPart.objects.filter(party=party).update(version=F("version") + 1)


@transaction.atomic
def accept_part(*, part: CoPart, actor: Actor, version: int, note: str = "") -> CoPart:
    """The lead department takes the part over into the whole."""
    task, part = _locked(part, version)
    require(policies.does_the_work(actor, task))
    require(part.submitted_by_id != actor.person_id, _("Nobody accepts their own work."))
    part.take("accept")
    part.decided_at, part.decided_by = clock.now(), actor.person
    _save(part, task)
    _note(PART_ACCEPTED, part, actor, [], note=note)
    return part


@transaction.atomic
def send_back_part(*, part: CoPart, actor: Actor, version: int, reason: str) -> CoPart:
    """It does not do yet, or a waived part is wanted after all: it is owed again by the same instant."""
    task, part = _locked(part, version)
    require(policies.does_the_work(actor, task) or policies.is_supervisor(actor, task))
    waived = part.status == "waived"
    part.take("send_back")
    part.reason = reason_given(reason)
    part.rework_count += 0 if waived else 1
    part.decided_at, part.decided_by = clock.now(), actor.person
    deadlines.reopen(task, part.party)
    _save(part, task)
    _note(PART_SENT_BACK, part, actor, _desk(part), reason=part.reason)
    return part


@transaction.atomic
def waive_part(*, part: CoPart, actor: Actor, version: int, reason: str) -> CoPart:
    """The whole no longer waits for this part; its clocks stop, the receipt's too."""
    task, part = _locked(part, version)
    require(policies.is_supervisor(actor, task))
    waive(part, task, actor, reason_given(reason))
    task.save_changes()
    return part


def waive(part: CoPart, task: Task, actor: Actor, reason: str) -> None:
    """Set the part aside; part of an action that holds the task and saves it."""
    part.task = task
    part.take("waive")
    task.__dict__.pop("_waived", None)
    part.reason, part.decided_at, part.decided_by = reason, clock.now(), actor.person
    deadlines.cancel(task, Clock.DUE, Clock.RECEIPT, actor=actor, party=part.party)
    deadlines.lapse(task, part.party)
    _save_row(part)
    _note(PART_WAIVED, part, actor, _desk(part), reason=reason)


@transaction.atomic
def remove_part(*, part: CoPart, actor: Actor, version: int) -> Task:
    """Take a co-department out of a draft; in work that is handed out its part is waived instead."""
    task, part = _locked(part, version)
    require(policies.can_give_parts(actor, task))
    part.take("remove")
    _note(PART_REMOVED, part, actor, [])
    part.party.delete()
    forget_parties(task)
    task.save_changes()
    return task


def _locked(part: CoPart, version: int) -> tuple[Task, CoPart]:
    """Task first, then its part, as everywhere."""
    task = Task.objects.lock(part.task_id)
    rows = CoPart.objects.select_for_update(of=("self",)).select_related("party__department")
    row = rows.filter(pk=part.pk).first()
    if row is None:
        raise NotFound
    if version is not None and row.version != version:
        raise StaleVersion(version=row.version)
    row.task = task
    return task, row


def _save_row(part: CoPart) -> None:
    part.version += 1
    part.save()


def _save(part: CoPart, task: Task) -> None:
    _save_row(part)
    task.save_changes()


def _move_clock(task: Task, party: Party, due_at: datetime | None, actor: Actor) -> None:
    """The part's clock follows its due instant: started, moved or cancelled."""
    if task.status == "draft" or due_at == party.due_at:
        return
    if due_at is None:
        deadlines.cancel(task, Clock.DUE, actor=actor, party=party)
    elif party.due_at is None:
        party.due_at = due_at
        deadlines.start_clocks(task, parts=[party], report_every_days=task.report_every_days)
    else:
        deadlines.move(task, due_at, actor=actor, party=party)


def _desk(part: CoPart) -> list[int]:
    """Who opens the co-department's post."""
    place = part.party.department_id
    return front_desks([place])[place] if place else []


def _leads(task: Task, actor: Actor) -> list[int]:
    """Those of the lead department who accept the part."""
    return [pk for pk in people_behind(task, policies.DOERS) if pk != actor.person_id]


def _note(event, part: CoPart, actor: Actor, people: list[int], **facts) -> None:
    absent = acts_for(actor, part.task, (*policies.DOERS, PartyRole.CO, *policies.SUPERVISORS))
    record(
        event,
        matter=part.task,
        actor=actor,
        on_behalf_of=absent,
        co_part=part.pk,
        department=name_fact(part.party.department) if part.party.department else "",
        people=people,
        **facts,
    )
