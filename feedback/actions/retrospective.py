"""Opening, writing, sending back and closing a retrospective, and drawing lessons from it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, reason_given, require
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock
from collab.matters import search
from collab.matters.actions import open_matter
from collab.matters.actions.links import led_to
from collab.matters.endings import Measured
from collab.matters.models import Kind, Light, Matter, Party, PartyRole
from collab.matters.models.matter import class_of
from collab.matters.policies import acts_for, parties_of
from collab.matters.words import iso
from collab.org.models import Department, Person
from collab.org.selectors import calendar_of
from tasks.actions import create_task
from tasks.models import Source, Task

from ..models import Lesson, LessonKind, Retrospective, Session
from ..retrospectives import events, policies

SPONSORS = (PartyRole.SPONSOR, PartyRole.SUPERVISOR, PartyRole.GIVER)
MOST_DAYS = 250
TERM = 10 * 480  # working minutes: ten working days from the closing


@transaction.atomic
def open_retrospective(
    *,
    ended: Matter,
    actor: Actor,
    expected: str,
    reached: str = "",
    figures: Sequence[Measured] = (),
    supervisor: Person | None = None,
) -> Retrospective:
    """Open one on what just ended, with everybody who took part; its owner writes it within ten working days."""
    if Retrospective.objects.filter(ended=ended.pk).exists():
        raise Conflict(_("There is a retrospective on this already."), code="already_looked_back")
    due = calendar_of(ended.department).add(clock.now(), TERM)
    retrospective = open_matter(
        Retrospective,
        actor=actor,
        kind=Kind.RETROSPECTIVE,
        parties=_parties(ended, supervisor),
        status="open",
        light=Light.GREEN,
        title=ended.title,
        department=ended.department,
        owner=ended.owner,
        visibility=ended.visibility,
        is_demo=ended.is_demo,
        due_at=due,
        ended_id=ended.pk,
        expected=expected,
        actual=reached,
        figures=list(figures),
    )
    led_to(ended, retrospective, actor=actor)
    deadlines.start_clocks(retrospective, due_at=due)
    record(events.RETROSPECTIVE_OPENED, matter=retrospective, actor=actor, due=iso(due), ended=ended.number)
    return retrospective


@transaction.atomic
def look_back_by_hand(*, ended: Matter, actor: Actor, expected: str) -> Retrospective:
    """Open one on something finished that opens none by itself; `expected` is frozen as it is given."""
    ended = class_of(ended.kind).objects.lock(ended.pk)
    require(policies.can_look_back(actor, ended))
    if ended.is_open or ended.kind == Kind.RETROSPECTIVE:
        raise Conflict(_("Only what is finished is looked back on."), code="still_open")
    if not expected.strip():
        raise Invalid.field("expected", _("Say what was expected of it."), "required")
    judges = [party.person for party in parties_of(ended) if party.role in SPONSORS and party.person]
    return open_retrospective(
        ended=ended, actor=actor, expected=expected.strip(), supervisor=judges[0] if judges else None
    )


def _parties(ended: Matter, supervisor: Person | None) -> Iterable[Party]:
    """Its owner writes, the sponsor judges, the lead department answers, everyone else who took part is consulted."""
    rows = [Party(role=PartyRole.LEAD, department=ended.department)]
    rows += [Party(role=PartyRole.RESPONSIBLE, person=ended.owner)] if ended.owner else []
    rows += [Party(role=PartyRole.SUPERVISOR, person=supervisor)] if supervisor else []
    named = {(row.person_id, row.department_id) for row in rows}
    for party in parties_of(ended):
        who = (party.person_id, party.department_id)
        if who not in named:
            named.add(who)
            rows.append(Party(role=PartyRole.CONSULTED, person=party.person, department=party.department))
    return rows


@transaction.atomic
def write_retrospective(
    *, retrospective: Retrospective, actor: Actor, version: int, actual: str, why: str
) -> Retrospective:
    """Say what came of it and why; the clock stands while it is judged."""
    retrospective = _locked(retrospective, actor, version, policies.can_write)
    retrospective.move("write")
    retrospective.actual, retrospective.why = _account(actual, why)
    retrospective.written_at, retrospective.written_by = clock.now(), actor.person
    deadlines.pause(retrospective)
    retrospective.save_changes()
    search.index(retrospective)
    _note(
        events.RETROSPECTIVE_WRITTEN, retrospective, actor, actual=retrospective.actual, why=retrospective.why
    )
    return retrospective


@transaction.atomic
def revise_retrospective(
    *, retrospective: Retrospective, actor: Actor, version: int, actual: str, why: str
) -> Retrospective:
    """Change what was written before it is closed; the former words stay in the history."""
    retrospective = _locked(retrospective, actor, version, policies.can_write)
    retrospective.move("revise")
    before = {"actual": retrospective.actual, "why": retrospective.why}
    retrospective.actual, retrospective.why = _account(actual, why)
    retrospective.save_changes()
    search.index(retrospective)
    now = {"actual": retrospective.actual, "why": retrospective.why}
    _note(events.RETROSPECTIVE_REVISED, retrospective, actor, before=before, **now)
    return retrospective


@transaction.atomic
def add_lesson(
    *,
    retrospective: Retrospective,
    actor: Actor,
    version: int,
    kind: str,
    text: str,
    check_after: int | None = None,
    **change: Any,
) -> Lesson:
    """Note what is kept or changed; `change` is what hand_out_change takes, which a change needs. Its effect is
    checked `check_after` working days after it was made, 20 unless said otherwise.
    """
    retrospective = _locked(retrospective, actor, version, policies.can_add_lesson)
    retrospective.move("add_lesson")
    text = text.strip()
    if kind not in LessonKind.values:
        raise Invalid.field("kind", _("Choose keep or change."))
    if not text:
        raise Invalid.field("text", _("Say what was learned."), "required")
    days = 20 if check_after is None else check_after
    if not 1 <= days <= MOST_DAYS:
        raise Invalid.field("check_after", _("Check the effect after 1 to 250 working days."), "out_of_range")
    task = hand_out_change(retrospective, actor=actor, body=text, **change) if kind == "change" else None
    lesson = Lesson.objects.create(
        retrospective=retrospective,
        kind=kind,
        text=text,
        task=task,
        added_by=actor.person,
        added_at=clock.now(),
        check_after=days,
    )
    retrospective.save_changes()
    search.index(retrospective)
    said = {"kind": kind, "text": text, "task": task.number if task else ""}
    record(events.LESSON_ADDED, matter=retrospective, actor=actor, **said)
    return lesson


def hand_out_change(
    retrospective: Retrospective,
    *,
    actor: Actor,
    body: str,
    change: str = "",
    responsible: Person | None = None,
    department: Department | None = None,
    due_at: datetime | None = None,
) -> Task:
    """The task that a change comes to, chased by its own clock; part of adding the lesson."""
    wanted: dict[str, tuple[Any, Any]] = {
        "change": (change.strip(), _("Say what changes, as a task.")),
        "responsible": (responsible, _("Name who sees to the change.")),
        "due_at": (due_at, _("Say by when it is changed.")),
    }
    for field, (given, missing) in wanted.items():
        if not given:
            raise Invalid.field(field, missing, "required")
    return create_task(
        actor=actor,
        title=change,
        body=body,
        department=department or retrospective.department,
        responsible=responsible,
        due_at=due_at,
        source=Source.RETROSPECTIVE,
        came_from=retrospective,
        visibility=retrospective.visibility,
        issue=True,
    )


@transaction.atomic
def send_back_retrospective(
    *, retrospective: Retrospective, actor: Actor, version: int, reason: str
) -> Retrospective:
    """It does not answer the questions yet; the clock goes on where it stood."""
    retrospective = _locked(retrospective, actor, version, policies.can_judge)
    retrospective.move("send_back")
    deadlines.resume(retrospective, shift=False)
    retrospective.save_changes()
    _note(events.RETROSPECTIVE_SENT_BACK, retrospective, actor, reason=reason_given(reason))
    return retrospective


@transaction.atomic
def close_retrospective(
    *, retrospective: Retrospective, actor: Actor, version: int, note: str = ""
) -> Retrospective:
    """Its lessons stand from now on; without a single one it is not closed."""
    retrospective = _locked(retrospective, actor, version, policies.can_judge)
    retrospective.move("close")
    if not retrospective.lessons.exists():
        raise Conflict(_("Draw at least one lesson first: what is kept, or what changes."), code="no_lesson")
    if Session.objects.under_way().filter(retrospective=retrospective).exists():
        raise Conflict(
            _("People are looking back together now. End the session first."), code="session_under_way"
        )
    written = retrospective.written_at or clock.now()
    deadlines.settle(retrospective, Clock.DUE, actor=actor, at=written)
    retrospective.closed_at = clock.now()
    retrospective.done_late = bool(retrospective.due_at and written > retrospective.due_at)
    retrospective.save_changes()
    _note(events.RETROSPECTIVE_CLOSED, retrospective, actor, note=note)
    return retrospective


def _locked(retrospective: Retrospective, actor: Actor, version: int, may) -> Retrospective:
    retrospective = Retrospective.objects.lock(retrospective.pk, version=version)
    require(may(actor, retrospective))
    return retrospective


def _account(actual: str, why: str) -> tuple[str, str]:
    for field, text in (("actual", actual), ("why", why)):
        if not text.strip():
            raise Invalid.field(field, _("Both are needed: what came of it, and why."), "required")
    return actual.strip(), why.strip()


def _note(event, retrospective: Retrospective, actor: Actor, **facts: Any) -> None:
    absent = acts_for(actor, retrospective, (*policies.WRITERS, *policies.JUDGES))
    record(event, matter=retrospective, actor=actor, on_behalf_of=absent, **facts)
