"""What is on a meeting's agenda and what the meeting made of it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require
from collab.matters.actions import open_matter
from collab.matters.models import Kind, Party, PartyRole
from collab.matters.policies import forget_parties
from collab.org.models import Department, Person
from collab.org.standing import standing_of

from .. import policies
from ..ballots.electorate import item_is_voted_on
from ..events import (
    ITEM_ADMITTED,
    ITEM_DECIDED,
    ITEM_DISCUSSED,
    ITEM_PROPOSED,
    ITEM_RETURNED,
    ITEM_WITHDRAWN,
)
from ..models import AgendaItem, Decision, Meeting, Sought
from .decision import adopt_from_item
from .meeting import reason_given, write_down
from .turns import give_turn, require_meeting_runs

OPEN_FOR_ITEMS = ("preparing", "announced", "running")
LONGEST_ITEM = 600


@transaction.atomic
def add_agenda_item(
    *,
    meeting: Meeting,
    actor: Actor,
    title: str,
    sought: str = Sought.DISCUSS,
    minutes_allotted: int | None = None,
    department: Department | None = None,
    **details: Any,
) -> AgendaItem:
    """Propose an item (`details`: body, presenter); whoever prepares the meeting admits it by adding it."""
    meeting = Meeting.objects.lock(meeting.pk)
    require(policies.can_propose(actor, meeting), _("Items are proposed by those who see the meeting."))
    _check_item(meeting, sought, minutes_allotted)
    admitted = policies.can_prepare(actor, meeting)
    last = AgendaItem.objects.filter(meeting_id=meeting.pk).aggregate(last=Max("position"))["last"] or 0
    item = open_matter(
        AgendaItem,
        actor=actor,
        kind=Kind.AGENDA_ITEM,
        parties=policies.shared_parties(meeting),
        status="admitted" if admitted else "proposed",
        title=title,
        department=department or home_of(actor.person, meeting.department),
        owner=actor.person,
        meeting=meeting,
        position=last + 1,
        sought=sought,
        minutes_allotted=minutes_allotted,
        visibility=meeting.visibility,
        **details,
    )
    write_down(ITEM_PROPOSED, item, actor, meeting=meeting.number)
    if admitted:
        write_down(ITEM_ADMITTED, item, actor)
    meeting.touch()
    return item


def home_of(person: Person | None, preferred: Department) -> Department:
    """The department a proposal comes from: the one preferred where the person belongs to it, else their first."""
    own = standing_of(person).department_ids if person else frozenset()
    if person is None or preferred.pk in own or not own:
        return preferred
    held = person.memberships.order_by("pk").values_list("department", flat=True).first()
    return Department.objects.get(pk=held or min(own))


def _check_item(meeting: Meeting, sought: str, minutes_allotted: int | None) -> None:
    if meeting.status not in OPEN_FOR_ITEMS:
        raise Conflict(_("This meeting is over; propose the item for another one."), code="over")
    if sought not in Sought.values:
        raise Invalid.field("sought", _("Choose inform, discuss or decide."))
    if minutes_allotted is not None and not 1 <= minutes_allotted <= LONGEST_ITEM:
        raise Invalid.field("minutes_allotted", _("Between 1 and 600 minutes."))


def _locked(item: AgendaItem, actor: Actor, version: int) -> AgendaItem:
    item = AgendaItem.objects.lock(item.pk, version=version)
    require(policies.runs(actor, item))
    return item


@transaction.atomic
def admit_item(*, item: AgendaItem, actor: Actor, version: int) -> AgendaItem:
    """Take a proposed item onto the agenda."""
    item = _locked(item, actor, version)
    item.move("admit")
    item.save_changes()
    write_down(ITEM_ADMITTED, item, actor)
    return item


@transaction.atomic
def return_item(*, item: AgendaItem, actor: Actor, version: int, reason: str) -> AgendaItem:
    """Give a proposal back for more preparation."""
    item = _locked(item, actor, version)
    item.move("return")
    item.save_changes()
    write_down(ITEM_RETURNED, item, actor, reason=reason_given(reason))
    return item


@transaction.atomic
def discuss_item(*, item: AgendaItem, actor: Actor, version: int) -> AgendaItem:
    """Open the discussion; the clock of the item before stops."""
    Meeting.objects.lock(item.meeting_id)
    item = _locked(item, actor, version)
    item.move("discuss")
    require_meeting_runs(item)
    give_turn(item, actor)
    item.save_changes()
    write_down(ITEM_DISCUSSED, item, actor)
    return item


def _settle(item: AgendaItem, actor: Actor, version: int, step: str, words: str) -> AgendaItem:
    item = _locked(item, actor, version)
    item.move(step)
    require_meeting_runs(item)
    _require_no_ballot(item)
    item.end_turn(clock.now())
    item.outcome = words.strip()
    item.save_changes()
    write_down(ITEM_DECIDED, item, actor, outcome=item.status, note=item.outcome[:500])
    return item


def _require_no_ballot(item: AgendaItem) -> None:
    """Conflict while people vote on it: the ballot says what becomes of the item."""
    if item_is_voted_on(item):
        raise Conflict(
            _("A ballot on this item is under way. Close it, or defer its decision."), code="ballot_under_way"
        )


@transaction.atomic
def adopt_item(
    *,
    item: AgendaItem,
    actor: Actor,
    version: int,
    decision: str,
    outcome: str = "",
    review_on: date | None = None,
) -> Decision:
    """Adopt: a decision comes of it, in the words given, to be looked at again on the day named."""
    item = _settle(item, actor, version, "adopt", outcome)
    return adopt_from_item(item=item, actor=actor, title=decision, in_principle=False, review_on=review_on)


@transaction.atomic
def adopt_item_in_principle(
    *,
    item: AgendaItem,
    actor: Actor,
    version: int,
    decision: str,
    outcome: str = "",
    review_on: date | None = None,
) -> Decision:
    """Adopt in principle 原则通过: a decision whose details are still to be settled."""
    item = _settle(item, actor, version, "adopt_in_principle", outcome)
    return adopt_from_item(item=item, actor=actor, title=decision, in_principle=True, review_on=review_on)


@transaction.atomic
def conclude_item(*, item: AgendaItem, actor: Actor, version: int, outcome: str = "") -> AgendaItem:
    """It was heard or talked over, and nothing had to be decided."""
    if item.sought == Sought.DECIDE:
        raise Conflict(
            _("This item asks for a decision: adopt, reject, defer or refer it."), code="decision_sought"
        )
    return _settle(item, actor, version, "conclude", outcome)


@transaction.atomic
def defer_item(*, item: AgendaItem, actor: Actor, version: int, reason: str) -> AgendaItem:
    """Put it off 缓议; it stays open."""
    return _settle(item, actor, version, "defer", reason_given(reason))


@transaction.atomic
def reject_item(*, item: AgendaItem, actor: Actor, version: int, reason: str) -> AgendaItem:
    """Turn it down."""
    return _settle(item, actor, version, "reject", reason_given(reason))


@transaction.atomic
def refer_item(
    *, item: AgendaItem, actor: Actor, version: int, department: Department, reason: str
) -> AgendaItem:
    """Hand it to the department that has to deal with it 转办."""
    item = _settle(item, actor, version, "refer", reason_given(reason))
    Party.objects.get_or_create(matter_id=item.pk, role=PartyRole.CO, department=department)
    forget_parties(item)
    return item


@transaction.atomic
def withdraw_item(*, item: AgendaItem, actor: Actor, version: int, reason: str) -> AgendaItem:
    """Take a proposal back."""
    item = AgendaItem.objects.lock(item.pk, version=version)
    require(policies.can_withdraw_item(actor, item))
    item.move("withdraw")
    item.save_changes()
    write_down(ITEM_WITHDRAWN, item, actor, reason=reason_given(reason))
    return item
