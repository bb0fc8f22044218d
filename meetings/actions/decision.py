"""Decisions: proposed with the way they are decided, adopted, rejected or put off."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden, Invalid, require
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock
from collab.matters.actions import open_matter
from collab.matters.models import Kind, Link, LinkKind, Party, PartyRole, Visibility
from collab.org.models import Department, Person
from collab.org.selectors import calendar_of

from .. import policies
from ..decisions import policies as rules
from ..decisions.events import BALLOT_GIVEN_UP, DECISION_SET_UP, DECISION_SUPERSEDED
from ..decisions.settings import check_dates, check_settings, completed
from ..events import (
    DECISION_ADOPTED,
    DECISION_DEFERRED,
    DECISION_PROPOSED,
    DECISION_REJECTED,
    ITEM_DECIDED,
)
from ..models import (
    AgendaItem,
    BallotState,
    Decision,
    Meeting,
    Method,
    Remark,
    Urn,
)
from ..selectors.preparing import default_quorum
from .meeting import reason_given, write_down
from .positions import require_countersigned

END_OF_DAY = time(18)


@transaction.atomic
def propose_decision(
    *,
    actor: Actor,
    title: str,
    department: Department,
    question: str = "",
    body: str = "",
    owner: Person | None = None,
    meeting: Meeting | None = None,
    effective_on: date | None = None,
    review_on: date | None = None,
    evidence: str = "",
    visibility: str = Visibility.DEPARTMENTS,
    **settings: Any,
) -> Decision:
    """Put a decision forward, in a meeting or by a department alone; `settings` say how, with the meeting's quorum."""
    allowed = policies.can_propose(actor, meeting) if meeting else policies.can_host(actor, department)
    if not allowed:
        raise Forbidden(
            _("Decisions are proposed by those who take part, or by the department's own people.")
        )
    check_dates(effective_on, review_on)
    settings = completed(settings, meeting)
    decision = open_decision(
        actor=actor,
        title=title,
        meeting=meeting,
        status="proposed",
        department=department,
        question=question,
        body=body,
        owner=owner or actor.person,
        effective_on=effective_on,
        review_on=review_on,
        evidence=evidence,
        visibility=visibility,
        **settings,
    )
    record(DECISION_PROPOSED, matter=decision, actor=actor)
    return decision


@transaction.atomic
def set_up_decision(
    *,
    decision: Decision,
    actor: Actor,
    version: int,
    evidence: str | None = None,
    effective_on: date | None = None,
    review_on: date | None = None,
    **settings: Any,
) -> Decision:
    """Say how it will be decided, on what evidence, from when it holds and when it is looked at again."""
    decision = Decision.objects.lock(decision.pk, version=version)
    require(rules.can_set_up(actor, decision))
    decision.move("set_up")
    check_settings(settings)
    check_dates(effective_on, review_on)
    given: dict[str, Any] = settings | {"effective_on": effective_on, "review_on": review_on}
    if evidence is not None:
        given["evidence"] = evidence.strip()
    before = {name: getattr(decision, name) for name in given if getattr(decision, name) != given[name]}
    for name in before:
        setattr(decision, name, given[name])
    decision.save_changes()
    told = {name: str(given[name]) for name in before}
    was = {name: str(value) for name, value in before.items()}
    record(DECISION_SET_UP, matter=decision, actor=actor, method=decision.method, before=was, changes=told)
    return decision


def open_decision(*, actor: Actor, title: str, meeting: Meeting | None, **fields: Any) -> Decision:
    """Store a decision with those at the table as its parties, linked to its meeting where it has no item."""
    parties = (
        policies.shared_parties(meeting)
        if meeting
        else [Party(role=PartyRole.HOST, department=fields["department"])]
    )
    decision = open_matter(
        Decision, actor=actor, kind=Kind.DECISION, parties=parties, title=title, meeting=meeting, **fields
    )
    if meeting is not None and decision.agenda_item_id is None:
        lead(meeting, decision, actor)
    return decision


def open_on_item(*, item: AgendaItem, actor: Actor, title: str, **fields: Any) -> Decision:
    """Store a decision on an agenda item, which lends it what the words and settings do not say."""
    return open_decision(
        actor=actor,
        title=title.strip() or item.title,
        meeting=item.meeting,
        agenda_item=item,
        quorum=default_quorum(item.meeting),
        question=item.title,
        department=item.department,
        owner=item.owner,
        visibility=item.visibility,
        **fields,
    )


def lead(source, target, actor: Actor) -> None:
    """Note that one led to the other, once."""
    Link.objects.get_or_create(
        source_id=source.pk,
        target_id=target.pk,
        kind=LinkKind.LED_TO,
        defaults={"created_by": actor.person, "created_at": clock.now()},
    )


def adopt_from_item(
    *, item: AgendaItem, actor: Actor, title: str, in_principle: bool, review_on: date | None = None
) -> Decision:
    """The decision that an adopted item comes to; part of the item's own action."""
    today = clock.now().date()
    check_dates(today, review_on)
    decision = open_on_item(
        item=item,
        actor=actor,
        title=title,
        status="adopted",
        body=item.outcome,
        in_principle=in_principle,
        decided_at=clock.now(),
        effective_on=today,
        review_on=review_on,
    )
    if review_on is not None:
        start_review_clock(decision)
        decision.save_changes()
    write_down(DECISION_ADOPTED, decision, actor)
    return decision


def require_running(decision: Decision) -> None:
    """Conflict where its meeting does not run: outcomes are noted while it does. Countersigning goes on after it."""
    meeting = decision.meeting
    if meeting is None or decision.method == Method.COUNTERSIGN:
        return
    if meeting.status != "running":
        raise Conflict(_("Outcomes are noted only while the meeting runs."), code="not_running")


def _locked_to_rule(decision: Decision, actor: Actor, version: int) -> Decision:
    decision = Decision.objects.lock(decision.pk, version=version)
    require(rules.can_rule(actor, decision))
    return decision


@transaction.atomic
def adopt_decision(*, decision: Decision, actor: Actor, version: int, rationale: str = "") -> Decision:
    """It holds from now on, or from the day it names, once the rule of its method is met.

    A vote adopts by closing its ballot; consent needs every question answered and no objection left; a
    countersigned decision every answer; a ruling by mandate gives its reasons.
    """
    decision = _locked_to_rule(decision, actor, version)
    deciding = decision.status == "deciding"
    decision.move("adopt")
    require_running(decision)
    _check_method(decision, deciding, rationale)
    put_in_force(decision, actor, rationale.strip())
    return decision


def _check_method(decision: Decision, deciding: bool, rationale: str) -> None:
    if decision.method == Method.MANDATE:
        if decision.mandate_holder_id and not rationale.strip():
            raise Invalid.field("rationale", _("A ruling gives its reasons."), "required")
        return
    if decision.method == Method.VOTE:
        raise Conflict(_("This is decided by a vote: open the ballot, and close it."), code="by_vote")
    if not deciding:
        raise Conflict(_("Put it to decision first."), code="not_deciding")
    if decision.method == Method.CONSENT:
        _check_consent(decision)
    else:
        objected = str(_("%(who)s objects. Settle it with them, or reject the decision."))
        require_countersigned(decision, decision.silence_agrees, objected)


def _check_consent(decision: Decision) -> None:
    if decision.round != "objecting":
        raise Conflict(_("Call for objections first."), code="no_call")
    if left := rules.open_remarks(decision, Remark.Sort.OBJECTION):
        names = str(_(", ")).join(str(row.person) for row in left)
        raise Conflict(
            _("Objections stand: %(who)s. Integrate them, or have them withdrawn.") % {"who": names},
            code="objections_stand",
        )


def put_in_force(decision: Decision, actor: Actor, rationale: str = "") -> None:
    """Part of every action that adopts: dates, review clock, the decision it supersedes, its agenda item."""
    decision.decided_at = clock.now()
    decision.effective_on = decision.effective_on or clock.now().date()
    decision.rationale = rationale or decision.rationale
    decision.round = ""
    deadlines.cancel(decision, Clock.DUE, actor=actor)
    start_review_clock(decision)
    decision.save_changes()
    write_down(DECISION_ADOPTED, decision, actor)
    _supersede(decision, actor)
    settle_item(decision, actor, "adopt", decision.title)


def start_review_clock(decision: Decision) -> None:
    """The review is due at the end of its day where the department works; the ladder reminds of it."""
    if decision.review_on is None:
        return
    zone = calendar_of(decision.department).zone
    due = datetime.combine(decision.review_on, END_OF_DAY, ZoneInfo(zone))
    decision.due_at = due
    decision.original_due_at = decision.original_due_at or due
    deadlines.start_clocks(decision, due_at=due)


def _supersede(decision: Decision, actor: Actor) -> None:
    """The one it takes the place of holds no longer."""
    if decision.supersedes_id is None:
        return
    old = Decision.objects.lock(decision.supersedes_id)
    if old.status not in old.machine.steps["supersede"].sources:
        return
    old.move("supersede")
    old.closed_at = clock.now()
    deadlines.cancel(old, Clock.DUE, actor=actor)
    old.save_changes()
    record(DECISION_SUPERSEDED, matter=old, actor=actor, other=decision.number)


def settle_item(decision: Decision, actor: Actor, step: str, words: str) -> None:
    """Carry the outcome over to the agenda item it was put to decision from, where that still waits for one."""
    if decision.agenda_item_id is None:
        return
    item = AgendaItem.objects.lock(decision.agenda_item_id)
    if item.status != "discussing" or item.meeting.status != "running":
        return
    item.move(step)
    item.end_turn(clock.now())
    item.outcome = words
    item.save_changes()
    write_down(ITEM_DECIDED, item, actor, outcome=item.status, note=words[:500])


@transaction.atomic
def reject_decision(*, decision: Decision, actor: Actor, version: int, reason: str) -> Decision:
    """It was not adopted. While a ballot is under way that is for the ballot to say."""
    decision = _locked_to_rule(decision, actor, version)
    if rules.ballot_of(decision) is not None:
        raise Conflict(_("This is decided by a vote: close the ballot, or defer it."), code="by_vote")
    decision.move("reject")
    require_running(decision)
    turn_down(decision, actor, reason_given(reason))
    return decision


def turn_down(decision: Decision, actor: Actor, reason: str = "") -> None:
    """Part of every action that rejects."""
    decision.decided_at = decision.closed_at = clock.now()
    decision.round = ""
    deadlines.cancel(decision, Clock.DUE, actor=actor)
    decision.save_changes()
    write_down(DECISION_REJECTED, decision, actor, reason=reason)
    settle_item(decision, actor, "reject", reason)


@transaction.atomic
def defer_decision(*, decision: Decision, actor: Actor, version: int, reason: str) -> Decision:
    """Not now; a ballot under way is given up, and nothing of it counts."""
    decision = _locked_to_rule(decision, actor, version)
    decision.move("defer")
    require_running(decision)
    why = reason_given(reason)
    give_up_ballot(decision, actor)
    decision.round = ""
    deadlines.cancel(decision, Clock.DUE, actor=actor)
    decision.save_changes()
    write_down(DECISION_DEFERRED, decision, actor, reason=why)
    settle_item(decision, actor, "defer", why)
    return decision


def give_up_ballot(decision: Decision, actor: Actor) -> None:
    """End a ballot without a result; the slips of a secret one are destroyed."""
    ballot = rules.ballot_of(decision)
    if ballot is None:
        return
    ballot.state, ballot.closed_at, ballot.closed_by = BallotState.VOID, clock.now(), actor.person
    ballot.save(update_fields=["state", "closed_at", "closed_by"])
    Urn.objects.filter(ballot=ballot).delete()
    write_down(BALLOT_GIVEN_UP, decision, actor, ballot=ballot.pk)
