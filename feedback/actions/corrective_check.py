"""The check of a corrective action's effect, by somebody who implemented nothing of it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, TransitionRefused, require, text_given
from collab.common.instants import day_words
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock
from collab.matters.endings import look_back_on
from collab.matters.words import iso

from ..corrective import events, policies
from ..corrective.states import IMPLEMENTING, LINE, VERDICTS
from ..models import CorrectiveAction, CorrectiveStep
from .corrective_steps import begin_step, owed_by, step_at
from .corrective_steps import note as tell


@transaction.atomic
def check_effect(
    *,
    corrective: CorrectiveAction,
    actor: Actor,
    version: int,
    verdict: str,
    note: str = "",
    look_back: bool = False,
) -> CorrectiveAction:
    """Say whether it works, by one of VERDICTS: then it is closed, with a retrospective where `look_back` asks for one.

    Otherwise a new round begins with the root cause, and what was done so far stays. Refused to whoever implemented
    a step in any round, at every door, and before the time has come that the rule sets.
    """
    corrective = CorrectiveAction.objects.lock(corrective.pk, version=version)
    _require_due(corrective, actor)
    if verdict not in VERDICTS:
        raise Invalid.field("verdict", _("Choose one of the offered values."))
    effective = verdict == "effective"
    absent = owed_by(corrective, actor)
    row = step_at(corrective, "effectiveness")
    row.result = note.strip() if effective else text_given("note", note, _("Say what you saw."))
    row.owner, row.effective = corrective.owner, effective
    row.done_at, row.done_by = clock.now(), actor.person
    row.save()
    if effective:
        _close(corrective, actor, row, absent, look_back)
    else:
        _begin_again(corrective, actor, row, absent)
    return corrective


def _require_due(corrective: CorrectiveAction, actor: Actor) -> None:
    """A refusal unless the check is due, and for this person to make."""
    require(policies.can_hand_in(actor, corrective), _("The check is for the verifier who was assigned."))
    require(
        policies.is_impartial(actor.person, corrective),
        _("You implemented a step of this. Somebody else checks its effect."),
    )
    if corrective.status != "effectiveness":
        raise TransitionRefused(
            _("The effect is checked once prevention is handed in."), state=corrective.status, allowed=[]
        )
    if corrective.check_from and clock.now() < corrective.check_from:
        raise Conflict(
            _("The effect shows from %(day)s on; check it then.") % {"day": day_words(corrective.check_from)},
            code="too_early",
        )


def _close(corrective: CorrectiveAction, actor: Actor, row: CorrectiveStep, absent, look_back: bool) -> None:
    corrective.move("close")
    late = bool(corrective.due_at and clock.now() > corrective.due_at)
    deadlines.settle(corrective, Clock.DUE, actor=actor)
    corrective.closed_at, corrective.done_late = clock.now(), late
    corrective.owner = step_at(corrective, "preventive").owner
    corrective.save_changes()
    record(events.CORRECTIVE_CLOSED, matter=corrective, actor=actor, on_behalf_of=absent, note=row.result)
    if look_back:
        look_back_on(corrective, actor=actor, expected=corrective.title, reached=row.result)


def _begin_again(corrective: CorrectiveAction, actor: Actor, row: CorrectiveStep, absent) -> None:
    """The next round: the same owners, new dates; containment goes on as it is."""
    corrective.move("begin_again")
    before = {kind: step_at(corrective, kind).owner for kind in LINE}
    corrective.round += 1
    corrective.check_from = None
    CorrectiveStep.objects.bulk_create(
        CorrectiveStep(corrective=corrective, round=corrective.round, kind=kind, owner=before[kind])
        for kind in (*IMPLEMENTING[1:], LINE[-1])
    )
    del corrective._steps  # type: ignore[attr-defined]
    due = begin_step(corrective, actor=actor)
    corrective.save_changes()
    told = {"reason": row.result, "round": corrective.round, "due": iso(due)}
    tell(events.NOT_EFFECTIVE, corrective, actor, absent, **told)
