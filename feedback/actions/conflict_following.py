"""After it is settled: was it kept? And what time alone brings about in a conflict."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.actor import SYSTEM, Actor
from collab.common.errors import Forbidden, Refusal, reason_given, text_given
from collab.matters.words import iso

from ..conflicts import events, policies
from ..conflicts.clocks import in_working_days
from ..conflicts.states import CHECK_DAYS, NEGOTIATION_DAYS
from ..models import ConflictCase, ConflictSide
from .conflict_phases import answered, begin_phase, desks_of, end_clocks, locked, note, note_side
from .conflict_settling import ask_mediation, ask_ruling

BATCH = 100
WAITING = ("raised", "negotiation", "mediation", "agreed")


@transaction.atomic
def start_check(*, case: ConflictCase, actor: Actor, version: int | None) -> ConflictCase:
    """Ask every side now whether it was kept; the clock does so on the date agreed."""
    case = locked(case, actor, version, lambda who, row: who.is_system or policies.takes_part(who, row))
    case.move("follow_up")
    due = in_working_days(case, CHECK_DAYS)
    begin_phase(case, due, actor=actor)
    case.save_changes()
    people = desks_of(policies.sides_of(case), actor)
    note(events.CHECK_DUE, case, actor, people=people, due=iso(due))
    return case


@transaction.atomic
def check_kept(*, case: ConflictCase, actor: Actor, version: int, kept: bool, note: str = "") -> ConflictCase:
    """Say for one's side whether it was kept; once all say so, the case is closed. A breach needs words."""
    case = locked(case, actor, version, policies.speaks)
    case.move("check")
    side = policies.own_side(actor, case)
    if side is None:
        raise Forbidden
    side.kept = kept
    side.kept_note = note.strip() if kept else text_given("note", note, _("Say what was not kept."))
    side.kept_at, side.kept_by = clock.now(), actor.person
    side.version += 1
    side.save(update_fields=["kept", "kept_note", "kept_at", "kept_by", "version"])
    answered(case, side, actor)
    said = events.KEPT_SAID if kept else events.BROKEN_SAID
    note_side(said, case, side, actor, note=side.kept_note)
    if all(one.kept for one in policies.sides_of(case)):
        _close(case, actor)
    case.save_changes()
    return case


def _close(case: ConflictCase, actor: Actor) -> None:
    case.move("close")
    end_clocks(case, actor)
    case.closed_at = clock.now()
    case.done_late = bool(case.due_at and case.closed_at > case.due_at)
    note(events.CONFLICT_CLOSED, case, actor)


@transaction.atomic
def reopen_negotiation(*, case: ConflictCase, actor: Actor, version: int, reason: str) -> ConflictCase:
    """It was not kept: talk again. What was agreed or ruled stays in the history; nothing of it is confirmed any more."""
    case = locked(case, actor, version, policies.takes_part)
    case.move("reopen")
    reason = reason_given(reason)
    ConflictSide.objects.filter(case=case).update(confirmed_version=0, confirmed_at=None, confirmed_by=None)
    case.scoring, case.scores_shown_at = False, None
    case.owner = case.check_at = None
    due = in_working_days(case, NEGOTIATION_DAYS)
    begin_phase(case, due, actor=actor)
    case.save_changes()
    people = desks_of(policies.sides_of(case), actor)
    note(events.CONFLICT_REOPENED, case, actor, people=people, reason=reason, due=iso(due))
    return case


def escalate_conflicts(*, now: datetime | None = None, limit: int = BATCH) -> int:
    """Move on every case whose phase is over: talks to mediation, mediation to a ruling, an agreement to its check.

    How many moved. A case that cannot move on (nobody stands above its sides) stays with its mediator, red.
    """
    now, moved = now or clock.now(), 0
    due = ConflictCase.objects.filter(kind="conflict", status__in=WAITING, is_open=True, due_at__lte=now)
    for case in due.order_by("due_at", "pk")[:limit]:
        try:
            with transaction.atomic():
                _move_on(case)
            moved += 1
        except Refusal:
            continue
    return moved


def _move_on(case: ConflictCase) -> None:
    if case.status == "agreed":
        start_check(case=case, actor=SYSTEM, version=case.version)
    elif case.status == "mediation":
        ask_ruling(case=case, actor=SYSTEM, version=case.version)
    else:
        ask_mediation(case=case, actor=SYSTEM, version=case.version)
