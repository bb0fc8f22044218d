"""Countersigning 会签 of minutes: asked of departments, answered by each, taken back to the draft."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, reason_given, require
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock
from collab.matters.models import PartyRole
from collab.matters.policies import acts_for
from collab.matters.words import iso
from collab.org.models import Department
from collab.org.names import name_fact
from collab.org.selectors import calendar_of

from ..decisions.policies import positions_for
from ..minutes import policies
from ..minutes.events import (
    MINUTES_CIRCULATED,
    MINUTES_COUNTERSIGNED,
    MINUTES_READY,
    MINUTES_TAKEN_BACK,
)
from ..models import Minutes, Phase, Position, Stance
from .live_minutes import write_down
from .minutes import ISSUE_TERM_DAYS, term_of
from .positions import ask_departments, forget_answers, give_position
from .wording import note_down

ANSWER_TERM_DAYS = 1


@transaction.atomic
def circulate_minutes(
    *,
    minutes: Minutes,
    actor: Actor,
    version: int,
    departments: Iterable[Department] = (),
    due_at: datetime | None = None,
    silence_agrees: bool = False,
) -> Minutes:
    """The draft is ready: these departments countersign it by `due_at` (a working day by default), the chair issues.

    With no departments it goes to the chair at once. The clock of the draft stops, and that of the issue runs.
    """
    minutes = Minutes.objects.lock(minutes.pk, version=version)
    require(policies.keeps(actor, minutes))
    write_down(minutes)
    minutes.move("circulate")
    require_written(minutes)
    _await_issue(minutes, actor)
    forget_answers(minutes, Phase.COUNTERSIGN)
    minutes.silence_agrees = bool(silence_agrees)
    asked = list(departments)
    if asked:
        due_at = due_at or calendar_of(minutes.department).add_days(clock.now(), ANSWER_TERM_DAYS)
        ask_departments(minutes, Phase.COUNTERSIGN, asked, due_at)
    minutes.save_changes()
    if asked:
        who, ids = [name_fact(row) for row in asked], [row.pk for row in asked]
        note_down(MINUTES_CIRCULATED, minutes, actor, who=who, departments=ids, due=iso(due_at))
    else:
        note_down(MINUTES_READY, minutes, actor)
    return minutes


def require_written(minutes: Minutes) -> None:
    """Conflict for a meeting that still runs, and where nothing is written."""
    if minutes.meeting.status == "running":
        raise Conflict(_("The meeting is not over yet. End it first."), code="still_running")
    if not minutes.text.strip():
        raise Conflict(_("Nothing is written yet. Write the minutes first."), code="nothing_written")


def _await_issue(minutes: Minutes, actor: Actor) -> None:
    """From the draft's instant on to that of the issue, once; a correction was given its own when it was begun."""
    if minutes.edition:
        return
    due = term_of(minutes.meeting, ISSUE_TERM_DAYS)
    if minutes.due_at is None or minutes.due_at < due:
        deadlines.settle(minutes, Clock.DUE, actor=actor)
        minutes.due_at = minutes.original_due_at = due
        deadlines.start_clocks(minutes, due_at=due)


@transaction.atomic
def countersign_minutes(
    *,
    minutes: Minutes,
    actor: Actor,
    version: int,
    stance: str = "",
    text: str = "",
    department: str = "",
) -> Minutes:
    """Answer for a department: agree (unless said otherwise), agree with remarks, or object, with the reasons."""
    minutes = Minutes.objects.lock(minutes.pk, version=version)
    minutes.move("countersign")
    mine = positions_for(actor, minutes, Phase.COUNTERSIGN)
    stance = stance or Stance.AGREES
    said = give_position(minutes, actor, mine, stance=stance, text=text, department=department)
    record(
        MINUTES_COUNTERSIGNED,
        matter=minutes,
        actor=actor,
        on_behalf_of=acts_for(actor, minutes, (PartyRole.CONSULTED,)),
        who=name_fact(said.department),
        stance=stance,
        text=said.text,
    )
    if Minutes.objects.ready(clock.now()).filter(pk=minutes.pk).exists():
        record(MINUTES_READY, matter=minutes, actor=actor)
    return minutes


@transaction.atomic
def take_back_minutes(*, minutes: Minutes, actor: Actor, version: int, reason: str) -> Minutes:
    """Back to the draft, with a reason: to work in what was said, or to stop waiting. Answers are asked for anew."""
    minutes = Minutes.objects.lock(minutes.pk, version=version)
    require(policies.keeps(actor, minutes))
    minutes.move("take_back")
    end_waiting(minutes, actor)
    minutes.save_changes()
    note_down(MINUTES_TAKEN_BACK, minutes, actor, reason=reason_given(reason))
    return minutes


def end_waiting(minutes: Minutes, actor: Actor) -> None:
    """Nobody who has not answered is chased any more."""
    asked = Position.objects.filter(matter_id=minutes.pk, phase=Phase.COUNTERSIGN, stance__in=["", "silent"])
    for row in asked.exclude(party=None).select_related("party"):
        deadlines.cancel(minutes, Clock.DUE, actor=actor, party=row.party)
