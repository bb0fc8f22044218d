"""Raising a conflict, taking it up, each side's own box, handing out what was agreed, and withdrawing it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden, Invalid, StaleVersion, reason_given, require, text_given
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock
from collab.matters.actions import open_matter, watch_matter
from collab.matters.actions.links import led_to
from collab.matters.models import Kind, Light, Matter, Party, Visibility
from collab.matters.words import iso
from collab.org.models import Department, Person
from collab.org.selectors import calendar_of
from collab.org.standing import standing_of
from tasks.actions import create_task
from tasks.models import Source, Task

from ..conflicts import events, policies
from ..conflicts.clocks import parties_to
from ..conflicts.states import BEGUN, NEGOTIATION_DAYS
from ..models import ConflictCase, ConflictSide
from .conflict_criteria import begin_with_usual
from .conflict_phases import desks_of, end_clocks, locked, note, note_side

MOST_SIDES = 8


@transaction.atomic
def raise_conflict(
    *,
    actor: Actor,
    title: str,
    department: Department,
    others: Sequence[Department],
    body: str = "",
    about: Matter | None = None,
) -> ConflictCase:
    """Name a conflict of one's own department with others. They sign for it; all settle it within ten working days.

    Only the officers of those departments see it. The position is written afterwards, in one's own box.
    """
    parties = _check_sides(actor, department, others)
    due = calendar_of(department).add_days(clock.now(), NEGOTIATION_DAYS)
    case = open_matter(
        ConflictCase,
        actor=actor,
        kind=Kind.CONFLICT,
        parties=[Party(role=policies.SIDE, department=one, due_at=due) for one in parties],
        status="raised",
        light=Light.GREEN,
        title=title,
        body=body,
        department=department,
        visibility=Visibility.PARTIES,
        due_at=due,
        about_id=about.pk if about else None,
    )
    _open_sides(case, parties, actor)
    begin_with_usual(case)
    if about is not None:
        led_to(about, case, actor=actor)
    rows = parties_to(case)
    deadlines.start_clocks(case, sign=[row for row in rows if row.department_id != department.pk], parts=rows)
    people = desks_of([side for side in policies.sides_of(case) if not side.raised_it], actor)
    about_number = about.number if about else ""
    watch_matter(matter=case, actor=actor)
    note(events.CONFLICT_RAISED, case, actor, people=people, due=iso(due), about=about_number)
    return case


def _open_sides(case: ConflictCase, departments: Sequence[Department], actor: Actor) -> None:
    """A side with an empty box for each department; the one that raises it has taken it up."""
    own = {"raised_it": True, "taken_up_at": clock.now(), "taken_up_by": actor.person}
    ConflictSide.objects.bulk_create(
        ConflictSide(case=case, department=one, **(own if one.pk == case.department_id else {}))
        for one in departments
    )


def _check_sides(actor: Actor, own: Department, others: Sequence[Department]) -> list[Department]:
    """All departments in conflict, one's own first, or the refusal that names what is wrong."""
    found = [own, *(one for one in dict.fromkeys(others) if one != own)]
    if len(found) < 2:
        raise Invalid.field("others", _("Name at least one other department."), "required")
    if len(found) > MOST_SIDES:
        raise Invalid.field("others", _("Name at most seven other departments."), "too_many")
    for one in found:
        if any(other != one and other.path.startswith(one.path) for other in found):
            raise Invalid.field(
                "others",
                _("One of these departments stands above another. Its own line settles that."),
                "own_line",
            )
    if policies.spoken_for(standing_of(actor.person), [one.pk for one in found]) != own.pk:
        raise Forbidden(_("A conflict is raised by a head, deputy or liaison officer of the department."))
    return found


@transaction.atomic
def take_up_conflict(*, case: ConflictCase, actor: Actor, version: int, note: str = "") -> ConflictCase:
    """Say for one's department that it will negotiate; once all have, the negotiation is on."""
    case = locked(case, actor, version, policies.speaks)
    case.move("take_up")
    side = _own(actor, case)
    if side.taken_up_at is not None:
        raise Conflict(_("Your department has taken it up already."), code="taken_up")
    side.taken_up_at, side.taken_up_by = clock.now(), actor.person
    _save_side(side, "taken_up_at", "taken_up_by")
    for party in parties_to(case, [side.department_id]):
        deadlines.settle(case, Clock.RECEIPT, actor=actor, party=party)
        signed = {"signed_at": side.taken_up_at, "signed_by": actor.person}
        Party.objects.filter(pk=party.pk).update(**signed)
    watch_matter(matter=case, actor=actor)
    if all(one.taken_up_at for one in policies.sides_of(case)):
        case.move("negotiate")
    case.save_changes()
    note_side(events.CONFLICT_TAKEN_UP, case, side, actor, note=note.strip())
    return case


@transaction.atomic
def write_box(
    *, side: ConflictSide, actor: Actor, version: int, position: str, interests: str = ""
) -> ConflictSide:
    """Say in one's own box what one's department wants and why it matters to it; shared ones stay shared."""
    case, side = _box(side, actor, version)
    if case.status not in BEGUN:
        raise Conflict(_("The talks are over; a box is written while they go on."), code="talks_over")
    side.position = text_given("position", position, _("Say what your department wants."))
    side.interests, side.written_at, side.written_by = interests.strip(), clock.now(), actor.person
    _save_side(side, "position", "interests", "written_at", "written_by")
    case.save_changes()
    note_side(events.BOX_WRITTEN, case, side, actor)
    return side


@transaction.atomic
def share_box(*, side: ConflictSide, actor: Actor, version: int) -> ConflictSide:
    """Let the other sides read one's box, from now on for good."""
    case, side = _box(side, actor, version)
    if side.shared_at is not None or not side.position:
        raise Conflict(_("Write your position first; it is shared once."), code="nothing_to_share")
    if not case.is_open:
        raise Conflict(_("The case is closed; nobody waits for your position any more."), code="closed")
    side.shared_at = clock.now()
    _save_side(side, "shared_at")
    case.save_changes()
    note_side(events.BOX_SHARED, case, side, actor)
    return side


@transaction.atomic
def hand_out_agreed(
    *,
    case: ConflictCase,
    actor: Actor,
    version: int,
    title: str,
    department: Department,
    responsible: Person | None = None,
    due_at: datetime | None = None,
) -> Task:
    """Make a task of what was agreed or ruled and issue it at once."""
    case = locked(case, actor, version, policies.can_ask_ruling)
    case.move("hand_out")
    task = create_task(
        actor=actor,
        title=title,
        department=department,
        responsible=responsible,
        due_at=due_at,
        source=Source.DECISION,
        came_from=case,
        issue=True,
    )
    case.save_changes()
    note(events.WORK_AGREED, case, actor, task=str(task))
    return task


@transaction.atomic
def withdraw_conflict(*, case: ConflictCase, actor: Actor, version: int, reason: str) -> ConflictCase:
    """The side that raised it no longer sees one; nothing is awaited any more."""
    case = locked(case, actor, version, policies.can_withdraw)
    case.move("withdraw")
    reason = reason_given(reason)
    end_clocks(case, actor)
    case.closed_at = clock.now()
    case.save_changes()
    note(events.CONFLICT_WITHDRAWN, case, actor, reason=reason)
    return case


def _box(side: ConflictSide, actor: Actor, version: int) -> tuple[ConflictCase, ConflictSide]:
    """The case and the side, locked, for its own officers; what a stale form says is no clue for others."""
    case = ConflictCase.objects.lock(side.case_id)
    side = ConflictSide.objects.select_related("department").get(pk=side.pk)
    side.case = case
    require(policies.can_write_box(actor, side))
    if side.version != version:
        raise StaleVersion(version=side.version)
    return case, side


def _own(actor: Actor, case: ConflictCase) -> ConflictSide:
    side = policies.own_side(actor, case)
    if side is None:
        raise Forbidden
    return side


def _save_side(side: ConflictSide, *names: str) -> None:
    side.version += 1
    side.save(update_fields=[*names, "version"])
