"""What becomes of a decision: put to decision, carried out through its tasks, looked at again, revised, repealed."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock
from collab.matters.models import Kind, Link, LinkKind
from collab.org.models import Department, Person
from tasks.models import Task

from .. import policies
from ..decisions.events import DECISION_UPHELD, REVIEW_BEGUN, REVISION_PROPOSED
from ..decisions.settings import SETTINGS, check_dates
from ..events import DECISION_CARRIED_OUT, DECISION_CARRYING_OUT, DECISION_PROPOSED, DECISION_REPEALED
from ..models import Decision, Meeting, Method, Phase
from .ballots import open_ballot
from .consent import open_round
from .decision import lead, open_decision, require_running, start_review_clock
from .meeting import reason_given, write_down
from .positions import call_countersigners, end_consultation, forget_answers


@transaction.atomic
def open_voting(
    *,
    decision: Decision,
    actor: Actor,
    version: int,
    voters: Iterable[Person] = (),
    departments: Iterable[Department] = (),
    due_at: datetime | None = None,
) -> Decision:
    """Put it to decision by its method: open the ballot, the consent round, or the countersigning."""
    if decision.meeting_id:
        Meeting.objects.lock(decision.meeting_id)
    decision = Decision.objects.lock(decision.pk, version=version)
    require(policies.can_decide(actor, decision))
    decision.move("open_voting")
    end_consultation(decision, actor)
    if decision.method == Method.VOTE:
        open_ballot(decision, actor, voters)
    elif decision.method == Method.CONSENT:
        require_running(decision)
        open_round(decision, actor)
    elif decision.method == Method.COUNTERSIGN:
        forget_answers(decision, Phase.COUNTERSIGN)
        call_countersigners(decision, actor, departments, due_at)
    else:
        raise Conflict(_("By mandate it is adopted or rejected at once."), code="by_mandate")
    decision.save_changes()
    return decision


@transaction.atomic
def carry_out_decision(*, decision: Decision, actor: Actor, version: int) -> Decision:
    """Somebody has begun to do what was decided."""
    decision = Decision.objects.lock(decision.pk, version=version)
    require(policies.can_carry_out(actor, decision))
    decision.move("carry_out")
    decision.save_changes()
    write_down(DECISION_CARRYING_OUT, decision, actor)
    return decision


def tasks_of(decision: Decision) -> list[Task]:
    """The tasks that carry it out, whoever may see them."""
    led = Link.objects.filter(source_id=decision.pk, kind=LinkKind.LED_TO, target__kind=Kind.TASK)
    return list(Task.objects.filter(pk__in=led.values("target")).order_by("pk"))


@transaction.atomic
def mark_carried_out(*, decision: Decision, actor: Actor, version: int, note: str = "") -> Decision:
    """Confirm that it is done, once its tasks are closed; without a task, a note says how it was carried out."""
    decision = Decision.objects.lock(decision.pk, version=version)
    require(policies.can_carry_out(actor, decision))
    decision.move("mark_carried_out")
    tasks = tasks_of(decision)
    if left := [task.number for task in tasks if task.is_open]:
        raise Conflict(
            _("Not done yet: %(tasks)s. Close them first.") % {"tasks": str(_(", ")).join(left[:20])},
            code="tasks_open",
        )
    if not tasks and not note.strip():
        raise Invalid.field(
            "note", _("No task carries it out: say how it was done, or hand out a task."), "required"
        )
    decision.closed_at = clock.now()
    decision.save_changes()
    write_down(DECISION_CARRIED_OUT, decision, actor, note=note, tasks=[task.number for task in tasks])
    return decision


@transaction.atomic
def review_decision(*, decision: Decision, actor: Actor, version: int, note: str = "") -> Decision:
    """Look at it again: whether it still holds. The review's clock stops."""
    decision = Decision.objects.lock(decision.pk, version=version)
    require(policies.can_carry_out(actor, decision))
    decision.move("review")
    deadlines.settle(decision, Clock.DUE, actor=actor)
    decision.due_at = decision.closed_at = None
    decision.save_changes()
    write_down(REVIEW_BEGUN, decision, actor, note=note)
    return decision


@transaction.atomic
def uphold_decision(
    *, decision: Decision, actor: Actor, version: int, reason: str, review_on: date | None = None
) -> Decision:
    """It holds as it is; a new date sets the next review."""
    decision = Decision.objects.lock(decision.pk, version=version)
    require(policies.can_decide(actor, decision))
    decision.move("uphold")
    check_dates(clock.now().date(), review_on)
    decision.review_on, decision.closed_at = review_on, clock.now()
    start_review_clock(decision)
    decision.save_changes()
    write_down(DECISION_UPHELD, decision, actor, reason=reason_given(reason))
    return decision


@transaction.atomic
def revise_decision(
    *, decision: Decision, actor: Actor, version: int, title: str, question: str = ""
) -> Decision:
    """Propose a decision in its place. The old one holds until the new one is adopted, and is revised then."""
    decision = Decision.objects.lock(decision.pk, version=version)
    require(policies.can_carry_out(actor, decision))
    decision.move("revise")
    if decision.superseded_by.filter(is_open=True, decided_at=None).exists():
        raise Conflict(_("A revision is proposed already."), code="revision_waits")
    fresh = open_decision(
        actor=actor,
        title=title,
        meeting=None,
        status="proposed",
        department=decision.department,
        owner=decision.owner,
        question=question or decision.question,
        visibility=decision.visibility,
        supersedes=decision,
        **{name: getattr(decision, name) for name in SETTINGS},
    )
    lead(decision, fresh, actor)
    decision.save_changes()
    record(DECISION_PROPOSED, matter=fresh, actor=actor)
    record(REVISION_PROPOSED, matter=decision, actor=actor, other=fresh.number)
    return fresh


@transaction.atomic
def repeal_decision(*, decision: Decision, actor: Actor, version: int, reason: str) -> Decision:
    """It holds no longer, with a reason."""
    decision = Decision.objects.lock(decision.pk, version=version)
    require(policies.can_decide(actor, decision))
    decision.move("repeal")
    decision.closed_at = clock.now()
    deadlines.cancel(decision, Clock.DUE, actor=actor)
    decision.save_changes()
    write_down(DECISION_REPEALED, decision, actor, reason=reason_given(reason))
    return decision
