"""A corrective action from its opening to the check of its effect: every step owed by one person by one date."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden, Invalid, reason_given, require, text_given
from collab.deadlines import actions as deadlines
from collab.deadlines.actions.clocks import check_due
from collab.matters.actions import open_matter
from collab.matters.actions.links import led_to
from collab.matters.models import Attachment, Kind, Light, Link, LinkKind, Matter, Party, PartyRole
from collab.matters.words import iso
from collab.org.models import Department, Person
from collab.org.selectors import front_desks

from ..corrective import events, policies
from ..corrective.rule import rule
from ..corrective.states import IMPLEMENTING, LINE
from ..models import CorrectiveAction, CorrectiveStep, Fishbone, Trigger
from .corrective_steps import begin_step, locked, note, owed_by, present, step_at, working_days


@transaction.atomic
def open_corrective(
    *,
    actor: Actor,
    title: str,
    department: Department,
    body: str = "",
    owner: Person | None = None,
    source: Matter | None = None,
    trigger: str = Trigger.HAND,
) -> CorrectiveAction:
    """Have a department put right what went wrong and keep it from coming back; containment is due in two working
    days. Without `owner` it lies with whoever opens the department's post.
    """
    require(policies.can_open(actor), _("Corrective actions are opened by coordinators."))
    owner = owner or Person.objects.filter(pk__in=front_desks([department.pk])[department.pk][:1]).first()
    if owner is None:
        raise Invalid.field("owner", _("This department has no officer. Name who contains it."), "required")
    corrective = open_matter(
        CorrectiveAction,
        actor=actor,
        kind=Kind.CORRECTIVE,
        parties=[Party(role=PartyRole.LEAD, department=department)],
        status="containment",
        light=Light.GREEN,
        title=title,
        body=body,
        department=department,
        owner=owner,
        trigger=trigger,
    )
    CorrectiveStep.objects.bulk_create(
        CorrectiveStep(corrective=corrective, round=1, kind=one) for one in LINE
    )
    if source is not None:
        led_to(source, corrective, actor=actor)
    corrective.original_due_at = due = begin_step(corrective, actor=actor)
    corrective.save_changes()
    told: dict[str, Any] = {"trigger": trigger, "due": iso(due), "source": source.number if source else ""}
    note(events.CORRECTIVE_OPENED, corrective, actor, **told)
    return corrective


@transaction.atomic
def assign_step(
    *,
    corrective: CorrectiveAction,
    actor: Actor,
    version: int,
    step: str,
    owner: Person,
    due_at: datetime | None = None,
) -> CorrectiveAction:
    """Settle who owes a step that is not handed in yet, and by when. The check is for somebody who implements
    nothing. The date of the step that is due now moves by an extension only.
    """
    corrective = locked(corrective, actor, version, policies.can_plan)
    corrective.move("assign")
    if step not in LINE or LINE.index(step) < LINE.index(corrective.status):
        raise Invalid.field("step", _("Choose the present step or one to come."))
    if due_at is not None and step == corrective.status:
        raise Invalid.field("due_at", _("This step is due already; ask for more time instead."), "running")
    if step == "effectiveness" and due_at is not None:
        raise Invalid.field("due_at", _("The date of the check follows from the prevention."), "by_rule")
    check_due(due_at)
    row = step_at(corrective, step)
    _require_apart(corrective, row, owner)
    row.owner, row.due_at = owner, due_at
    row.save(update_fields=["owner", "due_at"])
    if step == corrective.status:
        corrective.owner = owner
        present(corrective)
    corrective.save_changes()
    told: dict[str, Any] = {
        "step": step,
        "who": str(owner),
        "due": iso(corrective.due_at if step == corrective.status else due_at),
    }
    note(events.STEP_ASSIGNED, corrective, actor, people=[owner.pk], **told)
    return corrective


def _require_apart(corrective: CorrectiveAction, row: CorrectiveStep, owner: Person) -> None:
    """Invalid where one person would both implement and check."""
    if row.kind == "effectiveness" and not policies.is_impartial(owner, corrective):
        raise Invalid.field(
            "owner",
            _("%(who)s implements a step of this. Somebody else checks its effect.") % {"who": owner},
            "implements",
        )
    if row.kind in IMPLEMENTING and step_at(corrective, "effectiveness").owner_id == owner.pk:
        raise Invalid.field(
            "owner",
            _("%(who)s is to check the effect and implements nothing.") % {"who": owner},
            "verifies",
        )


@transaction.atomic
def hand_in_step(
    *,
    corrective: CorrectiveAction,
    actor: Actor,
    version: int,
    result: str,
    branch: str = "",
    whys: str = "",
    evidence: Attachment | None = None,
) -> CorrectiveAction:
    """Say what was done, with evidence; the root cause also its branch of the fishbone and the answers to “why?”.

    The next step begins. After prevention comes the check, once the time set by the rule has shown the effect.
    """
    corrective = locked(corrective, actor, version, policies.can_hand_in)
    kind = corrective.status
    if kind not in IMPLEMENTING:
        raise Conflict(_("The effect is checked now; there is nothing to hand in."), code="being_checked")
    verifier = step_at(corrective, "effectiveness").owner_id
    if verifier is not None and actor.person_id == verifier:
        raise Forbidden(_("You are to check the effect, so somebody else implements."))
    corrective.move(f"hand_in_{kind}")
    absent = owed_by(corrective, actor)
    row = step_at(corrective, kind)
    row.result = text_given("result", result, _("Say what was done."))
    if kind == "root_cause":
        _write_cause(row, branch, whys)
    if evidence is not None and evidence.matter_id != corrective.pk:
        raise Invalid.field("evidence", _("Attach the file to this corrective action first."))
    row.evidence, row.done_at, row.done_by, row.sent_back = evidence, clock.now(), actor.person, ""

    row.save()
    if corrective.status == "effectiveness":
        corrective.check_from = working_days(corrective, rule().check_after_days)
    due = begin_step(corrective, actor=actor)
    corrective.save_changes()
    facts: dict[str, Any] = {"step": kind, "text": row.result, "branch": row.branch, "whys": row.whys}
    facts |= {"evidence": evidence.name if evidence else "", "due": iso(due)}
    note(events.STEP_HANDED_IN, corrective, actor, absent, **facts)
    return corrective


def _write_cause(row: CorrectiveStep, branch: str, whys: str) -> None:
    if branch not in Fishbone.values:
        raise Invalid.field("branch", _("Say on which branch of the fishbone it lies."), "required")
    answers = [line.strip() for line in whys.splitlines() if line.strip()]
    if len(answers) < 2:
        raise Invalid.field(
            "whys", _("Ask “why?” at least twice, one answer a line; five times is usual."), "too_shallow"
        )
    row.branch, row.whys = branch, "\n".join(answers)


@transaction.atomic
def send_back_step(
    *, corrective: CorrectiveAction, actor: Actor, version: int, reason: str
) -> CorrectiveAction:
    """The step before does not do yet: its owner owes it again."""
    corrective = locked(corrective, actor, version, policies.can_send_back)
    if corrective.status == LINE[0]:
        raise Conflict(_("Nothing was handed in yet."), code="nothing_handed_in")
    corrective.move(f"send_back_{corrective.status}")
    row = step_at(corrective, corrective.status)
    if row.done_by_id == actor.person_id:
        raise Forbidden(_("Nobody judges what they handed in themselves."))
    row.sent_back, row.done_at, row.due_at = reason_given(reason), None, None
    row.save(update_fields=["sent_back", "done_at", "due_at"])
    corrective.check_from = None
    due = begin_step(corrective, actor=actor)
    corrective.save_changes()
    note(events.STEP_SENT_BACK, corrective, actor, step=row.kind, reason=row.sent_back, due=iso(due))
    return corrective


@transaction.atomic
def hang_on(*, corrective: CorrectiveAction, actor: Actor, version: int, source: Matter) -> CorrectiveAction:
    """Another matter shows the same: it hangs on this corrective action."""
    corrective = locked(corrective, actor, version, policies.can_plan)
    corrective.move("hang_on")
    if source.pk == corrective.pk:
        raise Invalid.field("source", _("Name another matter."))
    if Link.objects.filter(source=source.pk, target=corrective.pk, kind=LinkKind.LED_TO).exists():
        raise Conflict(_("This hangs on it already."), code="hangs_already")
    led_to(source, corrective, actor=actor)
    corrective.save_changes()
    record(events.HUNG_ON, matter=corrective, actor=actor, source=source.number)
    return corrective


@transaction.atomic
def withdraw_corrective(
    *, corrective: CorrectiveAction, actor: Actor, version: int, reason: str
) -> CorrectiveAction:
    """It was opened by mistake, or is dealt with elsewhere; for coordinators."""
    corrective = locked(corrective, actor, version, lambda who, _row: policies.can_open(who))
    corrective.move("withdraw")
    reason = reason_given(reason)
    deadlines.cancel(corrective, actor=actor)
    corrective.closed_at = clock.now()
    corrective.save_changes()
    record(events.CORRECTIVE_WITHDRAWN, matter=corrective, actor=actor, reason=reason)
    return corrective
