"""Accepting feedback or not, handing it to a department, passing it on, taking it up, and escalating it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.activity.registry import EventType
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, reason_given, require
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock
from collab.matters.actions import set_parties
from collab.matters.models import PartyRole, Priority
from collab.matters.policies import acts_for
from collab.matters.words import iso
from collab.org.models import Department, Person, Role
from collab.org.names import name_fact
from collab.org.selectors import officers

from ..loop import events, policies
from ..loop.selectors import submitters_of
from ..models import Ending, Feedback, Severity, Submitter, Turn
from .corrective_rule import watch_feedback
from .submitting import PRIORITIES


def locked(
    feedback: Feedback, actor: Actor, version: int | None, may, through: Submitter | None = None
) -> Feedback:
    """The feedback, locked at this version, for somebody who may do this; part of an action."""
    feedback = Feedback.objects.lock(feedback.pk, version=version)
    require(may(actor, feedback) if through is None else may(actor, feedback, through))
    return feedback


def tell(event: EventType, feedback: Feedback, actor: Actor, **facts: Any) -> None:
    """Record a step, in whose name it was taken; part of an action."""
    absent = acts_for(actor, feedback, (*policies.GIVERS, *policies.HANDLERS))
    record(event, matter=feedback, actor=actor, on_behalf_of=absent, **facts)


def say(feedback: Feedback, kind: str, actor: Actor, text: str = "", score: int | None = None) -> Turn:
    """Keep one thing that was said, in the round it was said in; part of an action."""
    return Turn.objects.create(
        feedback=feedback,
        round=feedback.round,
        kind=kind,
        text=text,
        score=score,
        by=actor.person,
        at=clock.now(),
    )


def score_given(given: int | str | None) -> int | None:
    """How content somebody is, 1 to 5; None where they would rather not say."""
    if given in (None, ""):
        return None
    if str(given) not in ("1", "2", "3", "4", "5"):
        raise Invalid.field("score", _("Choose a number from 1 to 5."))
    return int(given)  # type: ignore[arg-type]


def start_solution(feedback: Feedback) -> None:
    """Start the clock of the solution, which is the feedback's own due date; part of an action."""
    row = deadlines.start_timed(feedback, Clock.SOLUTION, feedback.severity)
    feedback.due_at, feedback.light = row.due_at, row.light
    feedback.original_due_at = feedback.original_due_at or row.due_at


@transaction.atomic
def accept_feedback(
    *, feedback: Feedback, actor: Actor, version: int | None, severity: str = "", note: str = ""
) -> Feedback:
    """Take it on; `severity` puts right how bad it is. The clocks of the first answer and the solution start."""
    feedback = locked(feedback, actor, version, policies.can_triage)
    feedback.move("accept")
    if severity and severity not in Severity.values:
        raise Invalid.field("severity", _("Choose one of the offered values."))
    feedback.severity = severity or feedback.severity
    feedback.priority = PRIORITIES.get(Severity(feedback.severity), Priority.NORMAL)
    feedback.accepted_at = clock.now()
    deadlines.settle(feedback, Clock.ACCEPTANCE, actor=actor)
    deadlines.start_timed(feedback, Clock.ANSWER, feedback.severity)
    start_solution(feedback)
    feedback.save_changes()
    told = {"severity": feedback.severity, "due": iso(feedback.due_at), "note": note.strip()}
    record(events.FEEDBACK_ACCEPTED, matter=feedback, actor=actor, **told)
    return feedback


@transaction.atomic
def refuse_feedback(*, feedback: Feedback, actor: Actor, version: int | None, reason: str) -> Feedback:
    """Do not take it on; whoever gave it is told why."""
    feedback = locked(feedback, actor, version, policies.can_triage)
    feedback.move("refuse")
    deadlines.cancel(feedback, actor=actor)
    feedback.ending, feedback.closed_at = Ending.REFUSED, clock.now()
    feedback.save_changes()
    record(events.FEEDBACK_REFUSED, matter=feedback, actor=actor, reason=reason_given(reason))
    return feedback


@transaction.atomic
def assign_feedback(
    *,
    feedback: Feedback,
    actor: Actor,
    version: int | None,
    department: Department,
    responsible: Person | None = None,
    note: str = "",
) -> Feedback:
    """Hand it to the department that answers it, and to a person there if that is known."""
    feedback = locked(feedback, actor, version, policies.can_triage)
    feedback.move("assign")
    who = hand_to(feedback, department, responsible)
    feedback.save_changes()
    record(events.FEEDBACK_ASSIGNED, matter=feedback, actor=actor, who=who, note=note.strip())
    watch_feedback(feedback)
    return feedback


@transaction.atomic
def reassign_feedback(
    *,
    feedback: Feedback,
    actor: Actor,
    version: int | None,
    department: Department,
    reason: str,
    responsible: Person | None = None,
) -> Feedback:
    """Another department or person answers it; the clocks run on."""
    feedback = locked(feedback, actor, version, policies.can_pass_on)
    feedback.move("reassign")
    if (department.pk, responsible.pk if responsible else None) == (
        feedback.department_id,
        feedback.owner_id,
    ):
        raise Conflict(_("It is with them already. Choose somebody else."), code="same_handler")
    who = hand_to(feedback, department, responsible)
    feedback.save_changes()
    record(events.FEEDBACK_REASSIGNED, matter=feedback, actor=actor, who=who, reason=reason_given(reason))
    return feedback


def hand_to(feedback: Feedback, department: Department, responsible: Person | None) -> Any:
    """Make them its handlers; the fact that names them. Nobody handles what they gave. Part of an action."""
    if responsible and submitters_of(feedback).filter(person=responsible).exists():
        raise Invalid.field(
            "responsible", _("Whoever gave it cannot answer it. Name somebody else."), "gave_it"
        )
    feedback.department, feedback.owner = department, responsible
    set_parties(feedback, PartyRole.LEAD, departments=[department])
    set_parties(feedback, PartyRole.RESPONSIBLE, people=[responsible] if responsible else [])
    return name_fact(responsible or department)


@transaction.atomic
def start_feedback(*, feedback: Feedback, actor: Actor, version: int | None) -> Feedback:
    """Begin to work on it; without an owner it becomes the actor's."""
    feedback = locked(feedback, actor, version, policies.can_handle)
    feedback.move("start")
    take_up(feedback, actor)
    feedback.save_changes()
    tell(events.FEEDBACK_STARTED, feedback, actor)
    return feedback


def take_up(feedback: Feedback, actor: Actor) -> None:
    """Feedback nobody owns yet belongs to whoever of the department acts on it first; part of an action."""
    if feedback.owner_id is None and actor.person is not None:
        feedback.owner = actor.person
        set_parties(feedback, PartyRole.RESPONSIBLE, people=[actor.person])


@transaction.atomic
def escalate_feedback(*, feedback: Feedback, actor: Actor, version: int | None, reason: str) -> Feedback:
    """Call in the handling department's sponsor (its head where it has none), once in each round."""
    feedback = locked(feedback, actor, version, policies.can_escalate)
    feedback.move("escalate")
    if feedback.escalated_at:
        raise Conflict(_("It was escalated in this round already."), code="already_escalated")
    feedback.escalated_at, feedback.priority = clock.now(), Priority.URGENT
    feedback.save_changes()
    places = [feedback.department_id]
    people = officers(Role.SPONSOR, places)[places[0]] or officers(Role.HEAD, places)[places[0]]
    tell(events.FEEDBACK_ESCALATED, feedback, actor, reason=reason_given(reason), people=people)
    return feedback
